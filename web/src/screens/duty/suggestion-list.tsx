import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { NEAR_M } from '../../pillars/monitoring/selectors/alarm-standing.ts';
import {
  hazardOf,
  type NearIncident,
  type Suggestion,
  suggestionsFor,
} from '../../pillars/monitoring/selectors/suggestions.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { formatDistance } from '../../ui/format/number.ts';
import type { KeyAction } from '../../ui/keys/action.ts';
import { openNewIncident } from '../../wall/console-store.ts';
import { draftOfAlarm } from '../../wall/new-incident/draft-of-alarm.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { withQuery } from '../../wall/with-query.ts';

function idOf(suggestion: Suggestion): string {
  return suggestion.kind === 'link' ? `link/${suggestion.incident.id}` : suggestion.kind;
}

/** Numbered suggestions, one of them primary; the system suggests, a person confirms. */
export function SuggestionList({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('duty');
  const near = useNear(alarm);
  const suggestions = useMemo(() => suggestionsFor(alarm, near), [alarm, near]);
  if (suggestions.length === 0) return null;
  return (
    <section aria-label={t('advice.title')} className="px-pad-wide py-3 [@media(max-height:50rem)]:py-1">
      <h3 className="m-0 pb-1 flex flex-wrap items-baseline gap-x-3 text-body font-medium">
        {t('advice.title')}
        <span className="text-meta font-normal text-ink-3">{t('advice.note')}</span>
      </h3>
      <ol className="m-0 p-0 list-none">
        {suggestions.map((suggestion, index) => (
          <Advice key={idOf(suggestion)} suggestion={suggestion} index={index} alarm={alarm} />
        ))}
      </ol>
    </section>
  );
}

function useNear(alarm: Alarm): readonly NearIncident[] {
  const county = useCounty();
  const command = useWorldState((state) => state.command);
  return useMemo(() => {
    const sensor = sensorOf(alarm.cause);
    const at = (sensor === undefined ? undefined : county.sensors.get(sensor)?.point) ?? alarm.point;
    if (at === undefined) return [];
    return openIncidents(command)
      .map((incident) => ({
        id: incident.id,
        name: `${shownNumber('I', incident.number)} ${incident.title}`,
        distanceM: distanceM(at, incident.place.point),
      }))
      .filter((incident) => incident.distanceM <= NEAR_M)
      .sort((a, b) => a.distanceM - b.distanceM);
  }, [alarm, county, command]);
}

function Advice({ suggestion, index, alarm }: { suggestion: Suggestion; index: number; alarm: Alarm }) {
  const { t } = useTranslation(['duty', 'command']);
  const words = useAdviceWords(alarm);
  const { title, detail } = words(suggestion);
  const action = useAdviceAction(suggestion, index, alarm);
  const primary = index === 0;
  return (
    <li
      className={`flex items-center gap-4 min-h-row-advice [@media(max-height:50rem)]:min-h-row-figures px-3 rounded-control ${primary ? 'bg-bg-2' : 'border-b border-row-line'}`}
    >
      <span
        className="grid place-items-center size-7 shrink-0 rounded-full border border-control text-meta"
        aria-hidden="true"
      >
        {index + 1}
      </span>
      {/* On a low screen the lines stand closer, so that the trend below is in view as well. */}
      <div className="flex-1 min-w-0 break-words">
        <p className="m-0 text-row font-medium [@media(max-height:50rem)]:leading-[1.2]">{title}</p>
        <p className="m-0 text-meta text-ink-2 leading-[1.3] [@media(max-height:50rem)]:leading-[1.2]">{detail}</p>
      </div>
      <ActionButton action={action} kind={primary ? 'primary' : 'secondary'}>
        {t(`duty:advice.do.${suggestion.kind}`)}
      </ActionButton>
    </li>
  );
}

function useAdviceWords(alarm: Alarm): (suggestion: Suggestion) => { title: string; detail: string } {
  const { t } = useTranslation(['duty', 'command']);
  const county = useCounty();
  const incidents = useWorldState((state) => state.command.incidents);
  const place = county.divisionName(alarm.division);
  const nameOf = (id: string | undefined): string => {
    const incident = id === undefined ? undefined : incidents[id];
    return incident === undefined ? place : `${shownNumber('I', incident.number)} ${incident.title}`;
  };
  return (suggestion) => {
    switch (suggestion.kind) {
      case 'link':
        return {
          title: t('duty:advice.link', { incident: suggestion.incident.name }),
          detail: t('duty:advice.linkDetail', { distance: formatDistance(suggestion.incident.distanceM) }),
        };
      case 'open_incident': {
        const sensor = sensorOf(alarm.cause);
        const hazard = hazardOf(alarm.cause, sensor === undefined ? undefined : county.sensors.get(sensor)?.kind);
        return {
          title: t('duty:advice.open', { title: `${t(`command:hazard.${hazard}`)} ${place}` }),
          detail: t('duty:advice.openDetail'),
        };
      }
      case 'dispatch':
        return {
          title: t('duty:advice.dispatch', { incident: nameOf(suggestion.incidentId) }),
          detail: t('duty:advice.dispatchDetail'),
        };
      case 'warn':
        return { title: t('duty:advice.warn', { place }), detail: t('duty:advice.warnDetail') };
      case 'see_incident':
        return { title: nameOf(suggestion.incidentId), detail: t('duty:advice.seeDetail') };
      case 'see_order':
        return { title: t('duty:advice.order'), detail: t('duty:advice.orderDetail') };
      case 'see_report':
        return { title: t('duty:advice.report'), detail: t('duty:advice.reportDetail') };
      case 'see_warnings':
        return { title: t('duty:advice.warnings'), detail: t('duty:advice.warningsDetail') };
      default:
        return suggestion satisfies never;
    }
  };
}

/** The first is Ctrl+Enter; each is one press. */
function useAdviceAction(suggestion: Suggestion, index: number, alarm: Alarm): KeyAction {
  const { t } = useTranslation('duty');
  const navigate = useNavigate();
  const county = useCounty();
  const act = useAct();
  const may = useMay();
  const world = useLive((live) => live.world);
  const go = (path: string, query: Record<string, string | undefined>): void =>
    void navigate({ to: withQuery(path, world, query) });
  const key = index === 0 ? 'Ctrl+Enter' : `Alt+Shift+${index + 1}`;
  const base = { id: `advice.${index}`, key, labelKey: `duty:advice.do.${suggestion.kind}` } as const;
  switch (suggestion.kind) {
    case 'link':
      return {
        ...base,
        enabledWhen: () => may('LinkAlarm'),
        run: () => {
          const link = act(
            { type: 'LinkAlarm', alarmId: alarm.id, incidentId: suggestion.incident.id },
            t('done.linked'),
          );
          void link.then((answer) =>
            answer.ok && alarm.status !== 'acked' ? act({ type: 'AcknowledgeAlarm', alarmId: alarm.id }) : undefined,
          );
        },
      };
    case 'open_incident':
      return {
        ...base,
        enabledWhen: () => may('ReportIncident'),
        run: () => openNewIncident(draftOfAlarm(alarm, county)),
      };
    case 'dispatch':
      return {
        ...base,
        enabledWhen: () => may('DispatchTeam'),
        run: () => go(paths.dispatch, { incident: suggestion.incidentId }),
      };
    case 'warn':
      return {
        ...base,
        enabledWhen: () => may('DraftWarning'),
        run: () =>
          go(paths.warnings, {
            draft: suggestion.incidentId === undefined ? 'alarm' : 'incident',
            incident: suggestion.incidentId,
            alarm: suggestion.incidentId === undefined ? alarm.id : undefined,
          }),
      };
    case 'see_incident':
      return { ...base, run: () => go(paths.incident(suggestion.incidentId), {}) };
    case 'see_order':
      return { ...base, run: () => go(paths.dispatch, { order: suggestion.orderId }) };
    case 'see_report':
      return { ...base, run: () => go(paths.reports, { report: suggestion.reportId }) };
    case 'see_warnings':
      return { ...base, run: () => go(paths.warnings, {}) };
    default:
      return suggestion satisfies never;
  }
}
