import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { LEVELS, type Level } from '@sitong/shared/kernel/level.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { TFunction } from 'i18next';
import type { CommandOutcome, ParsedCommand, PreviewCell } from '../../ui/command/parse.ts';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { formatMinute } from '../../ui/format/time.ts';
import type { NameRow, ParsedLine, Part, Reading } from './command.ts';

export const commandAreas = ['duty', 'command', 'rescue', 'common'] as const;
export type CommandT = TFunction<typeof commandAreas>;

/** What the preview looks up beside the parts themselves. */
export interface CommandLook {
  readonly t: CommandT;
  readonly state: WorldState;
  readonly nowMs: number;
  readonly alarmTitle: (id: string) => string;
  readonly placeOf: (division: string) => string;
  readonly teamDetail: (id: string) => string;
}

/** Cells stand in one order however the line was typed: who, where, about what, until when. */
const CELL_ORDER: readonly Part['role'][] = [
  'verb',
  'team',
  'hazard',
  'place',
  'thing',
  'incident',
  'alarm',
  'status',
  'screen',
  'figure',
  'task',
  'text',
  'due',
];

/** A parsed line in the words of the screen: a cell for each part, what is missing, other readings. */
export function commandWords(parsed: ParsedLine, look: CommandLook): ParsedCommand {
  return {
    cells: parsed.parts
      .toSorted((a, b) => CELL_ORDER.indexOf(a.role) - CELL_ORDER.indexOf(b.role))
      .map((part, index) => cellOf(part, index, look)),
    suggestions: parsed.others.map(({ row, line }) => ({
      id: `${row.kind}-${row.id}`,
      label: row.name,
      detail: row.kind === 'division' ? look.placeOf(row.id) : row.initials,
      line,
    })),
    outcome: outcomeOf(parsed.reading, look),
  };
}

function cellOf(part: Part, index: number, look: CommandLook): PreviewCell {
  const { t } = look;
  const base = {
    id: `${index}-${part.role}`,
    label: t(`duty:line.role.${part.role}`),
    ...(part.token === undefined ? {} : { matched: part.token }),
  };
  switch (part.role) {
    case 'verb':
      return { ...base, value: t(`duty:line.verb.${part.verb}`), detail: t(`duty:line.does.${part.verb}`) };
    case 'team':
      return { ...base, value: part.row.name, detail: look.teamDetail(part.row.id), tone: 'own' };
    case 'place':
      return { ...base, value: part.row.name, detail: look.placeOf(part.row.id) };
    case 'thing':
      return { ...base, value: part.row.name, detail: thingDetail(part.row, look) };
    case 'incident':
      return incidentCell(base, part.id, part.token, look);
    case 'alarm': {
      const alarm = look.state.monitoring.alarms[part.id];
      return {
        ...base,
        value: alarm === undefined ? '' : shownNumber('A', alarm.number),
        detail: look.alarmTitle(part.id),
        ...(alarm === undefined ? {} : { level: alarm.priority }),
      };
    }
    case 'hazard':
      return { ...base, value: t(`command:hazard.${part.hazard}`) };
    case 'figure':
      return {
        ...base,
        value: `${part.given.value}`,
        detail: t(`command:figure.${part.given.figure}`),
      };
    case 'status':
      return { ...base, value: t(`rescue:teamStatus.${part.status}`) };
    case 'due':
      return {
        ...base,
        value: formatMinute(part.dueMs),
        detail: t('duty:line.dueIn', { span: formatStopwatch(part.dueMs - look.nowMs) }),
      };
    case 'screen':
      return { ...base, value: t(`common:screen.${part.screen}`) };
    case 'task':
    case 'text':
      return { ...base, value: part.text };
    default:
      return part satisfies never;
  }
}

function incidentCell(
  base: Pick<PreviewCell, 'id' | 'label' | 'matched'>,
  id: string,
  token: string | undefined,
  look: CommandLook,
): PreviewCell {
  const incident = look.state.command.incidents[id];
  if (incident === undefined) return { ...base, value: look.t('duty:gone.incident') };
  return {
    ...base,
    value: shownNumber('I', incident.number),
    detail: token === undefined ? look.t('duty:line.meant', { title: incident.title }) : incident.title,
    level: LEVELS.find((level): level is Level => level === incident.grade) ?? 4,
  };
}

function thingDetail(row: NameRow, look: CommandLook): string {
  switch (row.kind) {
    case 'division':
      return look.placeOf(row.id);
    case 'team':
      return look.teamDetail(row.id);
    case 'person':
    case 'incident':
      return row.initials;
    default:
      return row.kind satisfies never;
  }
}

function outcomeOf(reading: Reading, { t }: CommandLook): CommandOutcome {
  switch (reading.kind) {
    case 'empty':
      return { kind: 'empty' };
    case 'ready':
      return { kind: 'ready' };
    case 'incomplete':
      return { kind: 'incomplete', hint: t(`duty:line.missing.${reading.missing}`) };
    case 'ambiguous':
      return { kind: 'ambiguous', hint: t('duty:line.ambiguous', { token: reading.token }) };
    case 'unknown':
      return {
        kind: 'unknown',
        message:
          reading.role === 'verb'
            ? t('duty:line.unknownVerb', { token: reading.token })
            : t('duty:line.unknown', { token: reading.token, role: t(`duty:line.role.${reading.role}`) }),
      };
    case 'past':
      return { kind: 'unknown', message: t('duty:line.past', { token: reading.token }) };
    default:
      return reading satisfies never;
  }
}
