import { maskPhone } from '@sitong/shared/kernel/mask.ts';
import type { Response } from '@sitong/shared/pillars/command/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useHeard } from '../../pillars/monitoring/use-heard.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { useNameMask, useShownCounty } from '../../plumbing/privacy/name-mask.ts';
import { formatNumber } from '../../ui/format/number.ts';
import { formatMinute } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { WallHeader } from '../../ui/shell/wall-header.tsx';
import { highestRain } from './kpis.ts';
import { useCheckedMs } from './use-checked.ts';

/** The head of the wall: time, what this is, what is in force and who signed it, who is on duty. */
export function WallHead({ thirds }: { thirds: 'yes' | 'no' }) {
  const { t } = useTranslation('wall');
  const county = useShownCounty();
  return (
    <WallHeader
      title={t('title', { county: county.divisionName(county.county) })}
      subtitle={<InForce />}
      weather={<Weather />}
      people={<People />}
      thirds={thirds}
    />
  );
}

function InForce() {
  const { t } = useTranslation(['wall', 'command']);
  const county = useShownCounty();
  const responses = useWorldState((state) => state.command.responses);
  const { all, fresh, silent } = useHeard();
  const active = Object.values(responses)
    .filter(({ status }) => status === 'active')
    .sort((a, b) => a.level - b.level);
  const worst = active[0];
  // Nothing in force is calm only as far as the county is heard.
  if (worst === undefined) return silent === 0 ? t('wall:calm') : t('wall:calmUnheard', { heard: `${fresh}/${all}` });
  const line = t('wall:responseLine', {
    hazard: t(`command:responsePlan.${worst.hazard}`),
    response: t(`command:response.${worst.level}`),
    at: formatMinute(Date.parse(worst.adjustedAt ?? worst.activatedAt ?? '')),
    signer: signerOf(worst, county),
  });
  return active.length === 1 ? line : t('wall:responseLineMore', { line, count: active.length - 1 });
}

function signerOf({ signature }: Response, county: ReturnType<typeof useShownCounty>): string {
  if (signature === undefined) return '—';
  const name = county.persons.get(signature.person)?.name ?? signature.person;
  const post = county.posts.get(signature.post)?.name;
  return post === undefined ? name : `${name}（${post}）`;
}

const rainKinds = ['rain'] as const;

/**
 * Under the date: the hardest rain of the last hour by the county's own gauges, the only weather that this system
 * measures, with its place and time, and how many gauges are silent: their silence is not dry weather.
 */
function Weather() {
  const { t } = useTranslation('wall');
  const mask = useNameMask((state) => state.mask);
  const up = useLive((live) => live.link.kind === 'live');
  const county = useShownCounty();
  const readings = useLive((live) => live.readings);
  const knownMs = useCheckedMs();
  const rain = useMemo(() => highestRain(county, readings, 'rain_1h_mm', knownMs), [county, readings, knownMs]);
  const { all, fresh, silent } = useHeard(rainKinds);
  const heard = `${fresh}/${all}`;
  const at = rain === undefined ? '' : formatMinute(rain.asOfMs);
  return (
    <span className="flex flex-wrap gap-x-2">
      {!up ? (
        <span className="text-fault">{t('link.lost')}</span>
      ) : all === 0 ? (
        <span>{t('link.live')}</span>
      ) : rain === undefined ? (
        <span className="text-fault">
          <Icon name="lost" /> {t('weather.unheard', { heard })}
        </span>
      ) : (
        <>
          <span>{rain.value === 0 ? t('weather.dry') : t('weather.rain', { value: formatNumber(rain.value, 1) })}</span>
          {silent === 0 ? null : (
            <span className="text-fault">
              <Icon name="lost" /> {t('weather.unheard', { heard })}
            </span>
          )}
          <span>{rain.value === 0 ? at : `${rain.station} · ${at}`}</span>
        </>
      )}
      {mask === 'masked' ? <span>{t('masked')}</span> : null}
    </span>
  );
}

/** Leader with a masked mobile, officers with the duty room's own number, which is nobody's secret. */
function People() {
  const { t } = useTranslation('wall');
  const county = useShownCounty();
  const shift = useWorldState((state) => state.command.shifts['now']);
  if (shift === undefined) return <span className="text-ink-3">{t('duty.none')}</span>;
  const nameOf = (id: string): string => county.persons.get(id)?.name ?? id;
  const room = county.data.contacts.find(({ division }) => division === county.county)?.phone;
  const leader = county.persons.get(shift.leader);
  return (
    <dl className="m-0 grid grid-cols-[auto_auto_auto] gap-x-3">
      <dt className="text-ink-2">{t('duty.leader')}</dt>
      <dd className="m-0 font-medium">{nameOf(shift.leader)}</dd>
      <dd className="m-0 text-ink-2">{leader === undefined ? '' : maskPhone(leader.phone)}</dd>
      <dt className="text-ink-2">{t('duty.officer')}</dt>
      <dd className="m-0 font-medium">{shift.officers.map(nameOf).join(' ')}</dd>
      <dd className="m-0 text-ink-2">{room}</dd>
    </dl>
  );
}
