import { type Hazard, symbolCode } from '@sitong/shared/kernel/hazard.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { HOUR_MS, type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';
import { type OutgoingWarning, OutgoingWarningSchema } from '../../channels/cap-feed/outgoing-warning.ts';
import { senderOf } from '../../pillars/release/identifier.ts';
import type { WarningRow } from '../../pillars/release/views/read-warnings.ts';

/** Outlines of named divisions are drawn into the message up to this many corners; their codes always stand in it. */
const MOST_CORNERS = 2000;

/** Exchange codes seen in published messages (GB/T 35965.1-2018, domain §3); a hazard without one carries none. */
const EVENT_CODE: Readonly<Partial<Record<Hazard, string>>> = {
  rainstorm: '11B03',
  snow: '11B04',
  cold: '11B05',
  gale: '11B06',
  heat: '11B09',
  lightning: '11B14',
  hail: '11B15',
  fog: '11B17',
  icing: '11B21',
  drought: '11B22',
};

/** The county's own name, without what the demo adds in brackets. */
export function countyName(county: CountyIndex): string {
  return county.data.title.replace(/[（(].*$/, '').trim();
}

/** 发布单位: who the headline says, by the national pattern `{单位}发布{类型}…`; else the county's bureau. */
export function issuerOf(row: Pick<WarningRow, 'content'>, county: CountyIndex): string {
  const [unit = '', rest] = row.content.headline.split('发布');
  return rest !== undefined && unit.trim() !== '' ? unit.trim() : `${countyName(county)}应急管理局`;
}

/** CAP 1.2 category by the class of event. */
export function categoryOf(hazard: Hazard): OutgoingWarning['category'] {
  const code = symbolCode(hazard);
  if (hazard === 'chemical') return 'CBRNE';
  if (hazard === 'pollution') return 'Env';
  if (hazard === 'traffic') return 'Transport';
  if (hazard === 'infrastructure' || hazard === 'reservoir_danger' || hazard === 'dike_danger') return 'Infra';
  if (hazard === 'forest_fire' || hazard === 'grass_fire' || hazard === 'fire') return 'Fire';
  if (code === 'A10100' || code === 'A10200') return 'Met';
  if (code === 'A10300' || code === 'A10400') return 'Geo';
  return code.startsWith('A3') ? 'Health' : 'Safety';
}

export interface CapSurroundings {
  county: CountyIndex;
  mode: OutgoingWarning['mode'];
  /** The warning this one was issued in place of. */
  before: WarningRow | undefined;
}

/** The message that issued a warning: an Alert, or an Update that names the one it replaced. */
export function issuedMessage(row: WarningRow, around: CapSurroundings): OutgoingWarning | undefined {
  const { identifier, issuedAt } = row;
  if (identifier === undefined || issuedAt === undefined) return undefined;
  const { before } = around;
  const references = before === undefined ? [] : referenceTo(before);
  return message(row, around, {
    identifier,
    sent: issuedAt,
    msgType: references.length === 0 ? 'Alert' : 'Update',
    references,
    effective: issuedAt,
    expires: row.content.expiresAt,
  });
}

/** The message that lifted it. */
export function cancelMessage(row: WarningRow, around: CapSurroundings): OutgoingWarning | undefined {
  const { cancelIdentifier, endedAt } = row;
  if (cancelIdentifier === undefined || endedAt === undefined) return undefined;
  const end = Math.max(toMs(row.content.expiresAt), toMs(endedAt) + HOUR_MS);
  return message(row, around, {
    identifier: cancelIdentifier,
    sent: endedAt,
    msgType: 'Cancel',
    references: referenceTo(row),
    effective: endedAt,
    expires: toTimestamp(end),
    ...(row.endReason === undefined ? {} : { note: row.endReason }),
  });
}

function referenceTo(row: WarningRow): OutgoingWarning['references'] {
  if (row.identifier === undefined || row.issuedAt === undefined) return [];
  return [{ sender: senderOf(row.identifier), identifier: row.identifier, sent: row.issuedAt }];
}

type Head = Pick<OutgoingWarning, 'identifier' | 'sent' | 'msgType' | 'references' | 'effective' | 'expires' | 'note'>;

function message(row: WarningRow, { county, mode }: CapSurroundings, head: Head): OutgoingWarning {
  const { hazard, level, headline, text, instruction, scope, onset } = row.content;
  const cancelled = head.msgType === 'Cancel';
  const event = HAZARD_NAME[hazard];
  const senderName = issuerOf(row, county);
  return OutgoingWarningSchema.parse({
    ...head,
    sender: senderOf(head.identifier),
    mode,
    category: categoryOf(hazard),
    ...(EVENT_CODE[hazard] === undefined ? {} : { eventCode: EVENT_CODE[hazard] }),
    level,
    urgency: cancelled ? 'Past' : urgencyOf(level, onset, head.sent),
    certainty: level === 1 ? 'Observed' : 'Likely',
    ...(onset === undefined || cancelled ? {} : { onset }),
    zh: {
      event,
      headline: cancelled ? `${senderName}解除${headline.split('发布')[1] ?? headline}` : headline,
      description: text,
      instruction: cancelled ? (row.endReason ?? '') : instruction,
      senderName,
    },
    areas: [
      {
        areaDesc: scope.areaText === '' ? countyName(county) : scope.areaText,
        divisions: scope.divisions,
        polygons: scope.rings.length > 0 ? scope.rings : outlines(scope.divisions, county),
        circles: [],
      },
    ],
  });
}

function urgencyOf(level: number, onset: Timestamp | undefined, sent: Timestamp): OutgoingWarning['urgency'] {
  if (onset !== undefined && toMs(onset) - toMs(sent) > HOUR_MS) return 'Future';
  return level <= 2 ? 'Immediate' : 'Expected';
}

function outlines(divisions: readonly string[], county: CountyIndex) {
  const rings = divisions.flatMap((code) => county.divisions.get(code)?.rings ?? []);
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0);
  return corners > MOST_CORNERS ? [] : rings;
}
