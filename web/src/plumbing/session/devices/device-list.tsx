import { type Device, DevicesSchema } from '@sitong/shared/protocol/device.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { ApiError, api } from '../../http/api.ts';
import { type EndKind, mayEnd } from './may-end.ts';

interface DeviceListProps {
  /** `/api/devices` for the own ones, `/api/accounts/:username/devices` for an administrator. */
  path: string;
  /** Why nothing may be ended by who looks. */
  off?: string | undefined;
  /** Fingers need more than a mouse. */
  look?: 'desk' | 'phone';
}

/** Phones of an account, each with what it still had to send, and the two ways to end one. */
export function DeviceList({ path, off, look = 'desk' }: DeviceListProps) {
  const { t } = useTranslation('phone');
  const asked = useQuery({
    queryKey: ['devices', path],
    queryFn: ({ signal }) => api(path, { schema: DevicesSchema, signal }),
  });
  if (asked.isError) return <p className="m-0 text-fault">{t('devices.failed')}</p>;
  if (asked.data === undefined) return <p className="m-0 text-ink-2">{t('devices.coming')}</p>;
  const { devices } = asked.data;
  if (devices.length === 0) return <p className="m-0 text-ink-2">{t('devices.none')}</p>;
  return (
    <ul className="m-0 grid list-none gap-3 p-0" aria-label={t('devices.title')}>
      {devices.map((device) => (
        <li key={device.id} className="grid gap-2 rounded-control border border-hairline px-4 py-3">
          <Facts device={device} />
          <Ends device={device} path={path} off={off} look={look} />
        </li>
      ))}
    </ul>
  );
}

const moment = (at: string): string => formatMoment(Date.parse(at), Date.now());

function Facts({ device }: { device: Device }) {
  const { t } = useTranslation('phone');
  const { label, enrolledAt, seenAt, here, openSessions, waiting, state } = device;
  return (
    <>
      <p className="m-0 flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{label}</span>
        {here ? <span className="text-own">{t('devices.here')}</span> : null}
        <span className={`ml-auto ${state.kind === 'wipe_ordered' ? 'text-fault' : 'text-ink-2'}`}>
          {t(`devices.state.${state.kind}`)}
        </span>
      </p>
      <p className="m-0 flex flex-wrap gap-x-4 text-meta text-ink-2">
        <span>{t('devices.enrolled', { at: moment(enrolledAt) })}</span>
        <span>{t('devices.seen', { at: moment(seenAt) })}</span>
        <span>{t(openSessions > 0 ? 'devices.in' : 'devices.out')}</span>
        <span>
          {waiting === null ? t('devices.unknown') : t('devices.waiting', { ...waiting, at: moment(waiting.at) })}
        </span>
      </p>
      {state.kind === 'enrolled' ? null : (
        <p className="m-0 text-meta text-ink-2">
          {state.kind === 'wiped'
            ? t('devices.wipedBy', { by: state.by, ordered: moment(state.orderedAt), at: moment(state.at) })
            : t(state.kind === 'revoked' ? 'devices.revokedBy' : 'devices.orderedBy', {
                by: state.by,
                at: moment(state.at),
              })}
        </p>
      )}
    </>
  );
}

/** Both are asked again in place: what is lost by it, and what is not, stands beside the button that does it. */
function Ends({ device, path, off, look }: DeviceListProps & { device: Device; look: 'desk' | 'phone' }) {
  const { t } = useTranslation('phone');
  const client = useQueryClient();
  const [asking, setAsking] = useState<EndKind>();
  /** What was asked and not done: its button has the focus again. */
  const [before, setBefore] = useState<EndKind>();
  const cancel = (): void => {
    setBefore(asking);
    setAsking(undefined);
  };
  const [work, setWork] = useState<'idle' | 'working'>('idle');
  const may = mayEnd(device.state.kind);
  if (may.length === 0) return null;
  const end = async (kind: EndKind): Promise<void> => {
    setWork('working');
    try {
      const body = { wipe: kind === 'wipe' ? 'yes' : 'no' };
      await api(`${path}/${device.id}/revoke`, { method: 'POST', body, schema: z.undefined() });
      showNotice({ kind: 'done', title: t(`devices.done.${kind}`) });
      setAsking(undefined);
    } catch (error) {
      const detail = error instanceof ApiError ? `${error.message}（${error.code}）` : String(error);
      showNotice({ kind: 'refused', title: t('devices.notDone'), detail });
    } finally {
      setWork('idle');
      await client.invalidateQueries({ queryKey: ['devices', path] });
    }
  };
  // The pressed button goes: the focus is on what takes its place.
  const press = (kind: 'danger' | 'secondary', words: ReactNode, run: () => void, focus = false): ReactNode => (
    <Button
      kind={kind}
      autoFocus={focus}
      disabledReason={off}
      pending={work === 'working'}
      onPress={run}
      className={look === 'phone' ? 'min-h-12 flex-1' : ''}
    >
      {words}
    </Button>
  );
  if (asking === undefined)
    return (
      <div className="flex flex-wrap gap-3">
        {may.map((kind) => (
          <span key={kind} className={look === 'phone' ? 'flex flex-1' : 'contents'}>
            {press(
              kind === 'wipe' ? 'danger' : 'secondary',
              t(`devices.${kind}`),
              () => setAsking(kind),
              kind === before,
            )}
          </span>
        ))}
      </div>
    );
  const { waiting } = device;
  return (
    <div role="alertdialog" aria-label={t(`devices.${asking}`)} className="grid gap-2 border-t border-hairline pt-2">
      <p className="m-0">{t(`devices.ask.${asking}`)}</p>
      {asking === 'wipe' ? (
        <p className="m-0 font-medium text-level-1">
          {waiting === null
            ? t('devices.loses.unknown')
            : t('devices.loses.known', { ...waiting, at: moment(waiting.at) })}
        </p>
      ) : null}
      {device.here ? <p className="m-0 font-medium text-fault">{t('devices.askHere')}</p> : null}
      <div className="flex flex-wrap gap-3">
        {press('secondary', t('devices.cancel'), cancel, true)}
        {press('danger', t(`devices.sure.${asking}`), () => void end(asking))}
      </div>
    </div>
  );
}
