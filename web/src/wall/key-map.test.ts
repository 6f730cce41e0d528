import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { numberedScreens } from '../paths.ts';
import { browserWouldAct } from '../ui/keys/chord.ts';
import { isLetter, LETTERS } from '../ui/keys/letters.ts';
import { VERBS, type Verb } from './command-line/vocabulary.ts';

/**
 * The keyboard of ux.md §5, key by key: what means it (the ids of the actions that bear the key in the one registry,
 * which the help sheet is made of) and in which rooms of the code it acts. `twin`: the verb of the command line.
 */
const MAP: Readonly<Record<string, { readonly does: Readonly<Record<string, string>>; readonly twin?: Verb }>> = {
  '/': { does: { 'line.slash': 'wall/command-line' } },
  'Ctrl+K': { does: { 'line.open': 'wall/command-line' } },
  F1: { does: { help: 'ui/keys' }, twin: 'help' },
  F2: { does: { 'incident.new': 'wall' }, twin: 'new' },
  F3: { does: { 'alarm.next': 'wall' }, twin: 'next' },
  F4: { does: { 'alarm.ack': 'screens/duty' }, twin: 'ack' },
  F6: { does: { 'pane.next': 'ui/keys' }, twin: 'pane' },
  'Shift+F6': { does: { 'pane.previous': 'ui/keys' }, twin: 'back' },
  F7: { does: { 'incident.dispatch': 'wall', 'dispatch.begin': 'screens/dispatch' }, twin: 'dispatch' },
  F8: { does: { 'sound.silence': 'wall' }, twin: 'mute' },
  F9: { does: { 'log.enter': 'wall', 'note.focus': 'screens/incident' }, twin: 'log' },
  E: { does: { 'room.change': 'screens/incident', 'dispatch.change': 'screens/dispatch' } },
  B: { does: { 'incident.report': 'wall' }, twin: 'report' },
  D: { does: { 'room.compare': 'screens/incident' } },
  P: { does: { 'report.print': 'screens/reports' } },
  Space: { does: { 'incidents.preview': 'screens/incidents' } },
  M: { does: { 'incident.map': 'wall', 'room.map': 'screens/incident', 'wall.map': 'screens/wall' }, twin: 'locate' },
  N: {
    does: { 'alarm.noteLetter': 'screens/duty', 'room.note': 'screens/incident', 'call.record': 'screens/warnings' },
  },
  S: { does: { 'alarm.shelve': 'screens/duty', 'alarm.unshelve': 'screens/duty' }, twin: 'shelve' },
  T: { does: { 'alarm.take': 'screens/duty' }, twin: 'take' },
  Esc: { does: { 'room.back': 'screens/incident' } },
};

const SRC = fileURLToPath(new URL('..', import.meta.url));

/** Every action of the source that names its key itself: id, key, and the room it stands in. */
function actionsInSource(): { id: string; key: string; room: string }[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.includes('gallery'))
    .flatMap((file) => {
      const text = readFileSync(join(SRC, file), 'utf8');
      const found = text.matchAll(/\bid: '([\w.]+)',(?:\s*\/\/[^\n]*)?\s*key: '([^']+)'/g);
      return [...found].map(([, id = '', key = '']) => ({ id, key, room: relative('.', join(file, '..')) }));
    });
}
const actions = actionsInSource();

describe('the keyboard map of ux.md §5', () => {
  it.each(Object.entries(MAP))('%s', (key, { does }) => {
    const inSource = Object.fromEntries(actions.filter((one) => one.key === key).map(({ id, room }) => [id, room]));
    // Under its key and in its room. A letter keeps its meaning where more things have it; a function key has no other.
    for (const [id, room] of Object.entries(does)) expect(inSource[id], id).toMatch(new RegExp(`^${room}`));
    if (/F\d$/.test(key)) expect(Object.keys(inSource).sort()).toEqual(Object.keys(does).sort());
  });

  it('Alt+1 … Alt+9 are the numbered screens', () => {
    expect(numberedScreens).toHaveLength(9);
    expect(readFileSync(join(SRC, 'wall/screen-keys.tsx'), 'utf8')).toMatch(
      /id: `screen\.\$\{name\}`,\s*key: `Alt\+\$\{digit\}`/,
    );
  });

  it('J, K, the arrows and Enter belong to the lists, every other letter to one meaning that can be remapped', () => {
    const single = [...new Set(actions.map(({ key }) => key))].filter((key) => key.length === 1 || key === 'Space');
    for (const key of single.filter((one) => one !== '/')) expect(isLetter(key), key).toBe(true);
    expect(LETTERS.filter((letter) => MAP[letter] === undefined)).toEqual(['J', 'K']);
    expect(actions.filter(({ key }) => ['J', 'K', 'Enter', 'Up', 'Down'].includes(key))).toEqual([]);
  });

  it('Ctrl+Enter submits and Ctrl+Z takes back, whatever is in front', () => {
    const of = (key: string): string[] => actions.filter((one) => one.key === key).map(({ id }) => id);
    expect(of('Ctrl+Enter').length).toBeGreaterThan(10);
    expect(of('Ctrl+Z')).toContain('console.undo');
  });

  it('every function key has a verb on the command line, and the browser keeps none of them', () => {
    for (const [key, { twin }] of Object.entries(MAP)) {
      if (!/F\d$/.test(key)) continue;
      expect(twin === undefined ? [] : VERBS[twin], key).not.toEqual([]);
      if (['F1', 'F3', 'F6', 'Shift+F6', 'F7'].includes(key)) expect(browserWouldAct(key), key).toBe(true);
    }
    for (let digit = 1; digit <= 9; digit += 1) expect(browserWouldAct(`Alt+${digit}`)).toBe(true);
    expect(VERBS.go).not.toEqual([]);
    expect(VERBS.undo).not.toEqual([]);
  });

  it('finds the actions at all', () => expect(actions.length).toBeGreaterThan(40));
});
