import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { canCountersign } from '@sitong/shared/pillars/command/can-response.ts';
import type { Incident, Response } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { LevelBadge } from '../../../ui/level/level-badge.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { useAct, useMay } from '../../../wall/use-act.ts';
import type { ResponseAct } from '../actions/response-form.tsx';
import { type InForce, inForceLike } from '../selectors/responses.ts';

/** The response for this incident's hazard: what is suggested and why, what is in force and who signed it. */
export function ResponsePanel(props: {
  incident: Incident;
  responses: readonly Response[];
  onAct: (act: ResponseAct) => void;
}) {
  const { incident, responses, onAct } = props;
  const { t } = useTranslation(['incident', 'command']);
  const { plans } = useCounty().data;
  const all = useWorldState((state) => state.command.responses);
  const like = (suggested: Response): InForce<Response> | undefined =>
    inForceLike(suggested, Object.values(all), plans, (hazard) => t(`command:responsePlan.${hazard}`));
  const may = useMay()('ActivateResponse');
  const role = may.enabled ? undefined : may.reason;
  return (
    <Panel
      title={t('response.title')}
      actions={
        responses.length > 0 ? null : (
          <Button
            disabledReason={role}
            onPress={() =>
              onAct({
                kind: 'activate',
                response: undefined,
                hazard: incident.hazard,
                level: incident.grade,
                incidentIds: [incident.id],
              })
            }
          >
            {t('response.start')}
          </Button>
        )
      }
      state={
        responses.length === 0
          ? { kind: 'empty', text: t('response.none'), detail: t('response.noneHow') }
          : { kind: 'ready' }
      }
    >
      <div className="h-full overflow-auto">
        {responses.map((response) => (
          <ResponseCard
            key={response.id}
            response={response}
            inForce={response.status === 'suggested' ? like(response) : undefined}
            incident={incident}
            role={role}
            onAct={onAct}
          />
        ))}
      </div>
    </Panel>
  );
}

/** What to say of a suggestion of this level beside what runs. */
function saysOf({ response, starts }: InForce<Response>, level: Response['level']) {
  if (starts === 'other_plan') return 'response.namesakeRuns';
  return response.level <= level ? 'response.runsAlready' : 'response.runsMilder';
}

function ResponseCard(props: {
  response: Response;
  /** What a suggestion would start runs already. */
  inForce: InForce<Response> | undefined;
  incident: Incident;
  role: string | undefined;
  onAct: (act: ResponseAct) => void;
}) {
  const { response, inForce, incident, role, onAct } = props;
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const session = useSession();
  const act = useAct();
  const words = useRefusalWords();
  const nowMs = useNow(60_000);
  const { signature, hazard, level } = response;
  const name = (person: string): string => county.persons.get(person)?.name ?? person;
  const moment = (at: string | undefined): string => (at === undefined ? '—' : formatMoment(Date.parse(at), nowMs));
  const counter = canCountersign(response, session);
  const owes = signature?.mode === 'oral' && signature.countersignedAt === undefined;
  return (
    <article className="px-pad py-2 max-2xl:py-1.5 grid gap-1.5 max-2xl:gap-1 border-b border-row-line">
      <p className="m-0 flex flex-wrap items-center gap-x-3">
        <LevelBadge level={level}>
          {t('response.name', {
            hazard: t(`command:responsePlan.${hazard}`),
            response: t(`command:response.${level}`),
          })}
        </LevelBadge>
        <span className="ml-auto text-meta text-ink-2">
          {shownNumber('R', response.number)} {t(`command:responseStatus.${response.status}`)}
        </span>
      </p>
      {response.status === 'suggested' ? (
        <>
          <p className="m-0 text-meta text-ink-2">
            {t('response.suggestedAt', { at: moment(response.suggestedAt), reason: response.reason })}
          </p>
          {inForce === undefined ? null : (
            <p className="m-0 text-meta">
              {t(saysOf(inForce, level), {
                number: shownNumber('R', inForce.response.number),
                level: t(`command:response.${inForce.response.level}`),
                plan: county.data.plans.find(({ hazards }) => hazards.includes(hazard))?.name ?? t('plan.none'),
              })}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              kind={inForce === undefined ? 'primary' : 'secondary'}
              disabledReason={role}
              onPress={() =>
                onAct({
                  kind: 'activate',
                  response,
                  hazard,
                  level,
                  incidentIds: [...new Set([...response.incidentIds, incident.id])],
                })
              }
            >
              {t('response.sign')}
            </Button>
            <Button
              disabledReason={role}
              onPress={() =>
                void act({ type: 'DismissResponse', responseId: response.id, reason: t('response.dismissed') })
              }
            >
              {t('response.dismiss')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="m-0 flex flex-wrap gap-x-3 text-meta text-ink-2">
            <span>
              {t('response.since', {
                at: moment(response.adjustedAt ?? response.activatedAt),
                plan: county.plans.get(response.plan ?? '')?.name ?? t('plan.none'),
              })}
            </span>
            {signature === undefined ? null : (
              <span>
                {t(signature.mode === 'oral' ? 'response.signedOral' : 'response.signed', {
                  name: name(signature.person),
                  post: county.posts.get(signature.post)?.name ?? signature.post,
                })}{' '}
                {owes ? (
                  <span className="text-level-3">
                    {t('response.owes')} <Countdown dueMs={Date.parse(signature.countersignDueAt)} />
                  </span>
                ) : null}
              </span>
            )}
          </p>
          {response.suggestion === undefined ? null : (
            <p className="m-0 text-meta">
              {t('response.worse', {
                level: t(`command:response.${response.suggestion.level}`),
                reason: response.suggestion.reason,
              })}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button disabledReason={role} onPress={() => onAct({ kind: 'adjust', response })}>
              {t('response.adjust')}
            </Button>
            <Button disabledReason={role} onPress={() => onAct({ kind: 'end', response })}>
              {t('response.end')}
            </Button>
            {owes ? (
              <Button
                disabledReason={role ?? (counter.allowed === 'yes' ? undefined : words(counter))}
                onPress={() => void act({ type: 'CountersignResponse', responseId: response.id })}
              >
                {t('response.countersign')}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </article>
  );
}
