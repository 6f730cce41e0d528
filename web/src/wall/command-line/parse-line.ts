import { HOUR_MS } from '@sitong/shared/kernel/time.ts';
import type { FigureGiven, NameRow, Other, ParseContext, ParsedLine, Part, Reading, Role } from './command.ts';
import { dueIn } from './due.ts';
import { fold, match, wordIn } from './match.ts';
import { figureIn, HAZARD_KEYS, SCREEN_KEYS, STATUS_KEYS, VERBS, type Verb, WALL_BACK } from './vocabulary.ts';

/** `verb object [detail]` (ux §5). Pure, never throws, whatever is typed. */
export function parseLine(line: string, context: ParseContext): ParsedLine {
  const tokens = line.normalize('NFKC').trim().split(/\s+/).filter(Boolean);
  const read = verbOf(tokens);
  if (read === undefined) {
    const [token] = tokens;
    return {
      parts: [],
      others: [],
      reading: token === undefined ? { kind: 'empty' } : { kind: 'unknown', role: 'verb', token },
    };
  }
  const reader = new LineReader(read.rest, context, line);
  reader.parts.push({ role: 'verb', verb: read.verb, token: read.token });
  const reading = READ[read.verb](reader);
  return { parts: reader.parts, others: reader.others, reading };
}

/** The verb stands alone, or, in hanzi, against its object: `派3队`. */
function verbOf(tokens: readonly string[]): { verb: Verb; token: string; rest: string[] } | undefined {
  const [first, ...rest] = tokens;
  if (first === undefined) return undefined;
  const whole = (Object.keys(VERBS) as Verb[]).find((verb) => VERBS[verb].includes(fold(first)));
  if (whole !== undefined) return { verb: whole, token: first, rest };
  const glued = (Object.entries(VERBS) as [Verb, readonly string[]][])
    .flatMap(([verb, words]) => words.filter((word) => /^\p{Script=Han}/u.test(word)).map((word) => ({ verb, word })))
    .sort((a, b) => b.word.length - a.word.length)
    .find(({ word }) => first.startsWith(word));
  if (glued === undefined) return undefined;
  return { verb: glued.verb, token: glued.word, rest: [first.slice(glued.word.length), ...rest] };
}

/** Takes parts off the rest of a line, each kind once. */
class LineReader {
  readonly parts: Part[] = [];
  readonly others: Other[] = [];
  readonly context: ParseContext;
  readonly #line: string;
  #rest: string[];
  /** The first thing that went wrong; what follows is still shown. */
  #trouble: Reading | undefined;

  constructor(rest: readonly string[], context: ParseContext, line: string) {
    this.#rest = [...rest];
    this.context = context;
    this.#line = line.normalize('NFKC').trim();
  }

  get trouble(): Reading | undefined {
    return this.#trouble;
  }

  #fail(reading: Reading): void {
    this.#trouble ??= reading;
  }

  /** Takes the first token that `read` understands. */
  #pick<T>(read: (token: string) => T | undefined): { token: string; value: T } | undefined {
    for (const [index, token] of this.#rest.entries()) {
      const value = read(token);
      if (value === undefined) continue;
      this.#rest = this.#rest.toSpliced(index, 1);
      return { token, value };
    }
    return undefined;
  }

  /** The next word, as something named. */
  named(role: 'team' | 'place' | 'thing', kinds: readonly NameRow['kind'][]): NameRow | undefined {
    const [token] = this.#rest;
    if (token === undefined) {
      this.#fail({ kind: 'incomplete', missing: role });
      return undefined;
    }
    const fits = match(
      this.context.names.filter(({ kind }) => kinds.includes(kind)),
      token,
    );
    this.#rest = this.#rest.slice(1);
    if (fits.kind === 'none') {
      this.#fail({ kind: 'unknown', role, token });
      return undefined;
    }
    const others = fits.kind === 'one' ? fits.others : fits.found;
    for (const row of others) this.others.push({ row, line: this.#instead(token, row.name) });
    if (fits.kind === 'several') {
      this.#fail({ kind: 'ambiguous', role, token });
      return undefined;
    }
    this.parts.push({ role, row: fits.found, token });
    return fits.found;
  }

  /** The line with one word said in full; blanks inside a name would make two words of it. */
  #instead(token: string, name: string): string {
    const whole = name.split(/\s+/)[0] ?? name;
    const at = this.#line.indexOf(token, this.#verbLength());
    return at === -1 ? this.#line : `${this.#line.slice(0, at)}${whole}${this.#line.slice(at + token.length)}`;
  }

  #verbLength(): number {
    const [verb] = this.parts;
    return verb?.role === 'verb' ? verb.token.length : 0;
  }

  /** `I-0142` anywhere; else what is selected; else, when only one is open, that one. */
  incident(): string | undefined {
    const { incidents, selected } = this.context;
    const said = this.#pick((token) => /^i-?0*(\d{1,6})$/i.exec(token)?.[1]);
    if (said !== undefined) {
      const found = incidents.find(({ number }) => number === Number(said.value));
      if (found === undefined) this.#fail({ kind: 'unknown', role: 'incident', token: said.token });
      else this.parts.push({ role: 'incident', id: found.id, token: said.token });
      return found?.id;
    }
    const meant =
      incidents.find(({ id }) => id === selected.incident) ?? (incidents.length === 1 ? incidents[0] : undefined);
    if (meant !== undefined) this.parts.push({ role: 'incident', id: meant.id, token: undefined });
    return meant?.id;
  }

  needIncident(): string | undefined {
    const id = this.incident();
    if (id === undefined) this.#fail({ kind: 'incomplete', missing: 'incident' });
    return id;
  }

  alarm(): string | undefined {
    const { alarms, selected } = this.context;
    const said = this.#pick((token) => /^a-?0*(\d{1,7})$/i.exec(token)?.[1]);
    if (said !== undefined) {
      const found = alarms.find(({ number }) => number === Number(said.value));
      if (found === undefined) this.#fail({ kind: 'unknown', role: 'alarm', token: said.token });
      else this.parts.push({ role: 'alarm', id: found.id, token: said.token });
      return found?.id;
    }
    const meant = alarms.find(({ id }) => id === selected.alarm);
    if (meant === undefined) this.#fail({ kind: 'incomplete', missing: 'alarm' });
    else this.parts.push({ role: 'alarm', id: meant.id, token: undefined });
    return meant?.id;
  }

  due(): number | undefined {
    const said = this.#pick((token) => dueIn(token, this.context.nowMs));
    if (said === undefined) return undefined;
    if (said.value.kind === 'past') {
      this.#fail({ kind: 'past', token: said.token });
      return undefined;
    }
    this.parts.push({ role: 'due', dueMs: said.value.dueMs, token: said.token });
    return said.value.dueMs;
  }

  figures(): FigureGiven[] {
    const found: FigureGiven[] = [];
    for (let said = this.#pick(figureIn); said !== undefined; said = this.#pick(figureIn)) {
      // Said twice, the first counts and the second stays text.
      if (found.some(({ figure }) => figure === said?.value.figure)) continue;
      found.push(said.value);
      this.parts.push({ role: 'figure', given: said.value, token: said.token });
    }
    return found;
  }

  /** The next word out of a closed vocabulary. */
  word<K extends string>(
    role: 'hazard' | 'status' | 'screen',
    table: Readonly<Partial<Record<K, readonly string[]>>>,
  ): K | undefined {
    const [token] = this.#rest;
    if (token === undefined) {
      this.#fail({ kind: 'incomplete', missing: role });
      return undefined;
    }
    this.#rest = this.#rest.slice(1);
    const found = wordIn(table, token);
    if (found === undefined) this.#fail({ kind: 'unknown', role, token });
    return found;
  }

  /** `收回`: whether the line asks for everything again. */
  back(): boolean {
    const said = this.#pick((token) => WALL_BACK.find((word) => word === fold(token)));
    if (said !== undefined) this.parts.push({ role: 'text', text: said.token, token: said.token });
    return said !== undefined;
  }

  get rest(): readonly string[] {
    return this.#rest;
  }

  /** All that is left, as text. */
  text(role: 'task' | 'text', need: 'needed' | 'optional'): string {
    const text = this.#rest.join(' ');
    this.#rest = [];
    if (text !== '') this.parts.push({ role, text, token: text });
    else if (need === 'needed') this.#fail({ kind: 'incomplete', missing: role });
    return text;
  }
}

function simple(verb: 'next' | 'mute' | 'pane' | 'back' | 'help' | 'undo') {
  return (): Reading => ({ kind: 'ready', command: { verb } });
}

function missing(role: Role): Reading {
  return { kind: 'incomplete', missing: role };
}

const SHELVE_DEFAULT_MS = HOUR_MS;

/** How each verb reads the rest of its line. */
const READ: Readonly<Record<Verb, (line: LineReader) => Reading>> = {
  new: (line) => {
    const figures = line.figures();
    const [token = ''] = line.rest;
    const hazard = line.word('hazard', HAZARD_KEYS);
    if (hazard !== undefined) line.parts.push({ role: 'hazard', hazard, token });
    const place = line.named('place', ['division']);
    const text = line.text('text', 'optional');
    if (line.trouble !== undefined || hazard === undefined || place === undefined)
      return line.trouble ?? missing('place');
    return { kind: 'ready', command: { verb: 'new', hazard, division: place.id, figures, text } };
  },
  dispatch: (line) => {
    const dueMs = line.due();
    const said = line.rest.some((token) => /^i-?\d{1,6}$/i.test(token));
    const early = said ? line.needIncident() : undefined;
    const team = line.named('team', ['team']);
    const incident = said ? early : line.needIncident();
    const task = line.text('task', 'needed');
    if (line.trouble !== undefined || team === undefined || incident === undefined)
      return line.trouble ?? missing('team');
    return { kind: 'ready', command: { verb: 'dispatch', team: team.id, incident, task, dueMs } };
  },
  status: (line) => {
    const team = line.named('team', ['team']);
    const [token = ''] = line.rest;
    const status = line.word('status', STATUS_KEYS);
    if (status !== undefined) line.parts.push({ role: 'status', status, token });
    const reason = line.text('text', 'optional');
    if (line.trouble !== undefined || team === undefined || status === undefined)
      return line.trouble ?? missing('status');
    return { kind: 'ready', command: { verb: 'status', team: team.id, status, reason } };
  },
  ack: (line) => onAlarm('ack', line),
  take: (line) => onAlarm('take', line),
  shelve: (line) => {
    const untilMs = line.due();
    const alarm = line.alarm();
    const reason = line.text('text', 'needed');
    if (line.trouble !== undefined || alarm === undefined) return line.trouble ?? missing('alarm');
    return {
      kind: 'ready',
      command: { verb: 'shelve', alarm, reason, untilMs: untilMs ?? line.context.nowMs + SHELVE_DEFAULT_MS },
    };
  },
  log: (line) => {
    const said = line.rest.some((token) => /^i-?\d{1,6}$/i.test(token));
    const incident = said ? line.incident() : undefined;
    const text = line.text('text', 'needed');
    return line.trouble ?? { kind: 'ready', command: { verb: 'log', text, incident } };
  },
  find: (line) => onThing('find', line),
  locate: (line) => onThing('locate', line),
  warn: (line) => {
    const incident = line.incident();
    return line.trouble ?? { kind: 'ready', command: { verb: 'warn', incident } };
  },
  report: (line) => {
    const incident = line.incident();
    return line.trouble ?? { kind: 'ready', command: { verb: 'report', incident } };
  },
  wall: (line) => {
    if (line.back()) return { kind: 'ready', command: { verb: 'wall', incident: undefined } };
    const incident = line.needIncident();
    if (line.trouble !== undefined || incident === undefined) return line.trouble ?? missing('incident');
    return { kind: 'ready', command: { verb: 'wall', incident } };
  },
  next: simple('next'),
  mute: simple('mute'),
  pane: simple('pane'),
  back: simple('back'),
  help: simple('help'),
  undo: simple('undo'),
  go: (line) => {
    const [token = ''] = line.rest;
    const screen = line.word('screen', SCREEN_KEYS);
    if (screen !== undefined) line.parts.push({ role: 'screen', screen, token });
    return screen === undefined
      ? (line.trouble ?? missing('screen'))
      : { kind: 'ready', command: { verb: 'go', screen } };
  },
};

function onAlarm(verb: 'ack' | 'take', line: LineReader): Reading {
  const alarm = line.alarm();
  const note = line.text('text', 'optional');
  if (line.trouble !== undefined || alarm === undefined) return line.trouble ?? missing('alarm');
  return { kind: 'ready', command: { verb, alarm, note } };
}

function onThing(verb: 'find' | 'locate', line: LineReader): Reading {
  const kinds: readonly NameRow['kind'][] =
    verb === 'find' ? ['incident', 'team', 'division', 'person'] : ['incident', 'team', 'division'];
  const thing = line.named('thing', kinds);
  return thing === undefined ? (line.trouble ?? missing('thing')) : { kind: 'ready', command: { verb, thing } };
}
