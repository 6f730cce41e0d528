import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { canCountersign } from '@sitong/shared/pillars/command/can-response.ts';
import type { Response } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signersFor } from '../../../pillars/command/selectors/responses.ts';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { formatDayMinute } from '../../../ui/format/time.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { useField } from '../field-context.tsx';
import { type PaperAct, PaperFact, PaperSheet, useWhyNot, WithCounty } from './paper-sheet.tsx';

export interface ResponseSheetProps {
  /** As it was when it was opened; the newest one is shown. */
  readonly response: Response;
  readonly onClose: () => void;
}

/** A response that was suggested, read and signed at the level suggested, or not begun; or one given by voice, countersigned. */
export function ResponseSheet(props: ResponseSheetProps) {
  const { t } = useTranslation('incident');
  const found = useWorldState((state) => state.command.responses[props.response.id]);
  return (
    <WithCounty title={t('response.title')} onClose={props.onClose}>
      <Signing response={found ?? props.response} onClose={props.onClose} />
    </WithCounty>
  );
}

function Signing({ response, onClose }: ResponseSheetProps) {
  const { t } = useTranslation(['incident', 'command', 'warning', 'release']);
  const county = useCounty();
  const { session } = useField();
  const whyNot = useWhyNot();
  const incidents = useWorldState((state) => state.command.incidents);
  const { id: responseId, hazard, level, incidentIds, signature } = response;
  const plan = county.data.plans.find(({ hazards }) => hazards.includes(hazard));
  const posts = signersFor(county, level, session.person)
    .filter(({ mode }) => mode === 'signed')
    .map(({ post, postName }) => ({ id: post, name: postName }));
  const [asked, choose] = useState<string>();
  const post = posts.find(({ id }) => id === asked) ?? posts[0];
  const away = whyNot({ allowed: 'yes' });
  const owed = signature?.mode === 'oral' && signature.countersignedAt === undefined;
  const act: PaperAct = owed
    ? {
        label: t('incident:response.countersign'),
        note: t('warning:sign.countersignDue'),
        off: whyNot(canCountersign(response, session)),
        intent: () => ({ type: 'CountersignResponse', responseId }),
        done: t('warning:signSheet.countersigned'),
        after: 'close',
      }
    : {
        label: t('incident:response.sign'),
        note: t('warning:signSheet.asPost', { post: post?.name ?? '' }),
        off: away ?? (post === undefined ? t('warning:sign.none') : undefined),
        intent: () =>
          post === undefined
            ? undefined
            : {
                type: 'ActivateResponse',
                responseId,
                hazard,
                level,
                signing: { mode: 'signed', post: post.id },
                incidentIds: [...incidentIds],
              },
        done: t('release:reportDesk.signed'),
        after: 'close',
      };
  return (
    <PaperSheet
      title={t('incident:response.title')}
      act={act}
      onClose={onClose}
      {...(owed
        ? {}
        : {
            posts: { all: posts, chosen: post?.id, choose },
            back: {
              label: t('incident:response.dismiss'),
              reasonLabel: t('incident:act.reason'),
              off: away,
              intent: (reason) => ({ type: 'DismissResponse', responseId, reason }),
              done: t('incident:response.dismissed'),
            },
          })}
    >
      <div className="flex items-start gap-3">
        <LevelGlyph level={level} size={40} />
        <div className="min-w-0">
          <p className="m-0 text-key font-medium">
            {t('incident:response.name', {
              hazard: t(`command:responsePlan.${hazard}`),
              response: t(`command:response.${level}`),
            })}
          </p>
          <p className="m-0 text-meta text-ink-2">
            {shownNumber('R', response.number)} {t(`command:responseStatus.${response.status}`)}{' '}
            {response.suggestedAt === undefined ? null : formatDayMinute(Date.parse(response.suggestedAt))}
          </p>
          <p className="m-0">{plan?.name ?? t('incident:plan.none')}</p>
        </div>
      </div>
      <dl className="m-0 grid gap-3">
        <PaperFact name={t('incident:response.suggested')}>{response.reason}</PaperFact>
        {incidentIds.map((id) => {
          const incident = incidents[id];
          // The reason of a suggestion often names the incident already.
          return incident === undefined || response.reason.includes(incident.title) ? null : (
            <PaperFact key={id} name={shownNumber('I', incident.number)}>
              {incident.title}
            </PaperFact>
          );
        })}
      </dl>
      {owed ? null : <p className="m-0 text-ink-2">{t('incident:response.makesTasks')}</p>}
    </PaperSheet>
  );
}
