import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { MINUTE_MS } from '@sitong/shared/kernel/time.ts';
import { chooseInfo } from './choose-info.ts';
import type { DivisionNames } from './divisions.ts';
import { placeArea } from './divisions.ts';
import { readEventType } from './event-reading.ts';
import type { Expiry, ExpiryTable } from './expiry.ts';
import { DEFAULT_EXPIRY, readExpiry } from './expiry.ts';
import type { CapNote } from './issues.ts';
import { readLevel } from './level.ts';
import type { CapAlert, CapArea, CapInfo } from './model.ts';
import { instantMs } from './times.ts';

export interface ReadingOptions {
  readonly divisions: DivisionNames;
  readonly receivedAtMs: number;
  readonly preferred?: readonly string[];
  readonly expiry?: ExpiryTable;
}

/** What a message means to us, with everything a person should know about how it was read. */
export interface WarningReading {
  readonly info: CapInfo | null;
  readonly level: Level | null;
  readonly eventWord: string | null;
  readonly hazard: Hazard | null;
  readonly expiry: Expiry;
  /** Only Actual is live: Exercise, Test, System and Draft are shown, and never acted on. */
  readonly standing: 'live' | 'not-live';
  readonly divisions: readonly string[];
  readonly areas: readonly CapArea[];
  readonly notes: readonly CapNote[];
}

const MAX_FUTURE_MS = 10 * MINUTE_MS;
const MAX_NOTES = 100;

export function readWarning(alert: CapAlert, options: ReadingOptions): WarningReading {
  const notes: CapNote[] = [];
  const info = chooseInfo(alert, options.preferred);
  const expiry = readExpiry(alert, options.expiry ?? DEFAULT_EXPIRY);
  const standing = alert.status === 'Actual' ? 'live' : 'not-live';
  if (standing === 'not-live') {
    notes.push({
      code: 'not_live',
      path: '/alert/status',
      message: `status is ${alert.status}: never shown as a live warning`,
    });
  }
  notes.push(...timeNotes(alert, info, expiry, options.receivedAtMs));
  // Infos in one language differ by area or severity: none may be lost, and the worst counts.
  const same = alert.infos.filter(({ language }) => language === info?.language);
  const levels = same.map((one) => ({ one, read: readLevel(one) }));
  const worst = levels.reduce<(typeof levels)[number] | null>(
    (a, b) => (a === null || rank(b.read.level) < rank(a.read.level) ? b : a),
    null,
  );
  if (worst !== null) notes.push(...levelNotes(worst.read, worst.one));
  if (same.length > 1) {
    notes.push({
      code: 'several_infos',
      path: '/alert/info',
      message: `${same.length} parts in one language: all their areas are taken, and the worst level`,
    });
  }
  const type = info === null ? null : readEventType(info);
  if (type === null && info !== null) {
    notes.push({
      code: 'event_unknown',
      path: '/alert/info/event',
      message: 'the event is of no type we know; a person must say what it is',
    });
  }
  const placed = same.flatMap((one) =>
    one.areas.map((area, a) => ({
      area,
      place: placeArea(area, `/alert/info[${alert.infos.indexOf(one) + 1}]/area[${a + 1}]`, options.divisions),
    })),
  );
  for (const { place } of placed) notes.push(...place.notes);
  return {
    info,
    level: worst?.read.level ?? null,
    eventWord: type?.word ?? null,
    hazard: type?.hazard ?? null,
    expiry,
    standing,
    divisions: [...new Set(placed.flatMap(({ place }) => place.divisions))],
    areas: placed.map(({ area }) => area),
    notes: notes.slice(0, MAX_NOTES),
  };
}

/** A level that is not known comes after all that are. */
function rank(level: Level | null): number {
  return level ?? 5;
}

function timeNotes(alert: CapAlert, info: CapInfo | null, expiry: Expiry, receivedAtMs: number): CapNote[] {
  const notes: CapNote[] = [];
  const sentMs = instantMs(alert.sent) ?? 0;
  if (expiry.from === 'derived' && (alert.msgType === 'Alert' || alert.msgType === 'Update')) {
    const until = new Date(expiry.expiresAtMs).toISOString();
    notes.push({
      code: 'expires_derived',
      path: '/alert/info/expires',
      message: `the message names no end; by our table it holds until ${until}`,
    });
  }
  if (sentMs > receivedAtMs + MAX_FUTURE_MS) {
    notes.push({
      code: 'sent_in_future',
      path: '/alert/sent',
      message: `sent ${alert.sent} lies in the future; check the sender's clock`,
    });
  }
  const expiresMs = info?.expires === undefined ? null : instantMs(info.expires);
  if (expiresMs !== null && expiresMs < sentMs) {
    notes.push({
      code: 'expires_before_sent',
      path: '/alert/info/expires',
      message: 'the warning ended before it was sent',
    });
  }
  return notes;
}

function levelNotes(level: ReturnType<typeof readLevel>, info: CapInfo): CapNote[] {
  const notes: CapNote[] = [];
  if (level.level === null) {
    notes.push({
      code: 'level_unknown',
      path: '/alert/info/severity',
      message: 'neither a colour nor a severity: a person must set the level',
    });
  } else if (level.from !== 'severity' && level.severityLevel !== null && level.severityLevel !== level.level) {
    const message = `severity ${info.severity} is level ${level.severityLevel}, the colour in the ${level.from} is level ${level.level}; the colour counts`;
    notes.push({ code: 'level_disagrees', path: '/alert/info/severity', message });
  }
  if (level.standing === 'several_colours') {
    notes.push({
      code: 'several_colours',
      path: '/alert/info/headline',
      message: 'the text names several colours; the worst was taken',
    });
  }
  return notes;
}
