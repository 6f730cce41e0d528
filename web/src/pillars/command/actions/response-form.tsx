import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Response } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { powerNeeded, signersFor } from '../selectors/responses.ts';
import { ActSheet } from './act-sheet.tsx';

export type ResponseAct =
  | {
      readonly kind: 'activate';
      readonly response: Response | undefined;
      readonly hazard: Hazard;
      readonly level: Level;
      readonly incidentIds: readonly string[];
    }
  | { readonly kind: 'adjust' | 'end'; readonly response: Response };

const levels: readonly Level[] = [1, 2, 3, 4];

/** A named person signs, in the power of a post that reaches the level: oneself, or by voice, countersigned in 30 minutes. */
export function ResponseForm({ act, onClose }: { act: ResponseAct; onClose: () => void }) {
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const session = useSession();
  const now = act.kind === 'activate' ? act.level : act.response.level;
  const [responseId] = useState(() => act.response?.id ?? newId());
  const [chosen, setChosen] = useState<'1' | '2' | '3' | '4'>(
    `${act.kind === 'adjust' ? (act.response.suggestion?.level ?? now) : now}`,
  );
  const [post, setPost] = useState<string | null>(null);
  const [text, setText] = useState('');
  const level = levels.find((one) => String(one) === chosen) ?? now;
  const signers = signersFor(county, act.kind === 'adjust' ? powerNeeded(now, level) : level, session.person);
  const signer = signers.find((one) => one.post === post) ?? signers[0];
  const name = (person: string): string => county.persons.get(person)?.name ?? person;
  const missing =
    signer === undefined
      ? t('response.noSigner')
      : act.kind === 'adjust' && text.trim() === ''
        ? t('act.needReason')
        : undefined;
  const send = () => {
    const signing =
      signer === undefined || signer.mode === 'signed'
        ? { mode: 'signed' as const, post: signer?.post ?? '' }
        : { mode: 'oral' as const, post: signer.post, person: signer.person };
    switch (act.kind) {
      case 'activate':
        return sendIntent({
          type: 'ActivateResponse',
          responseId,
          hazard: act.hazard,
          level,
          signing,
          incidentIds: [...act.incidentIds],
        });
      case 'adjust':
        return sendIntent({ type: 'AdjustResponse', responseId, level, signing, reason: text.trim() });
      case 'end':
        return sendIntent({ type: 'EndResponse', responseId, signing, summary: text.trim() });
      default:
        return act satisfies never;
    }
  };
  const hazard = act.kind === 'activate' ? act.hazard : act.response.hazard;
  return (
    <ActSheet
      title={t(`response.${act.kind}Title`, { hazard: t(`command:responsePlan.${hazard}`) })}
      send={t(`response.${act.kind}Send`)}
      missing={missing}
      onClose={onClose}
      onSend={send}
    >
      {act.kind === 'activate' && act.response !== undefined ? (
        <p className="m-0 text-ink-2">{act.response.reason}</p>
      ) : null}
      {act.kind === 'end' ? null : (
        <Select
          label={t('response.level')}
          choices={levels.map((one) => ({
            id: `${one}` as const,
            label: t(`command:response.${one}`),
            ...(act.kind === 'activate' && one === act.level && act.response !== undefined
              ? { detail: t('response.suggested') }
              : {}),
          }))}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            setPost(null);
          }}
        />
      )}
      <Select
        label={t('response.signAs')}
        choices={signers.map((one) => ({
          id: one.post,
          label: one.postName,
          detail: one.mode === 'signed' ? t('response.self') : t('response.byVoice', { name: name(one.person) }),
        }))}
        value={signer?.post ?? null}
        onChange={setPost}
      />
      {signer?.mode === 'oral' ? <p className="m-0">{t('response.oral', { name: name(signer.person) })}</p> : null}
      {act.kind === 'activate' ? (
        <p className="m-0 text-ink-2">{t('response.makesTasks')}</p>
      ) : (
        <TextField
          label={t(act.kind === 'end' ? 'response.summary' : 'act.reason')}
          value={text}
          onChange={setText}
          lines={2}
          maxLength={300}
          required={act.kind === 'adjust'}
        />
      )}
    </ActSheet>
  );
}
