import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyAction } from './action.ts';
import { chordOf, isForFocused, type KeyPress } from './chord.ts';
import { createLetterSource } from './letter-source.ts';
import { createKeyRegistry } from './registry.ts';

const press = (over: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

function registryWithLog(actions: readonly Partial<KeyAction>[]) {
  const ran: string[] = [];
  const warnings: string[] = [];
  const registry = createKeyRegistry((message) => warnings.push(message));
  for (const action of actions) {
    const id = action.id ?? 'act';
    registry.register({ id, key: 'F4', labelKey: 'ui:keys.help', run: () => ran.push(id), ...action });
  }
  return { registry, ran, warnings };
}

describe('chords', () => {
  it.each([
    [{ key: 'F6', shiftKey: true }, 'Shift+F6'],
    [{ key: 'Enter', ctrlKey: true }, 'Ctrl+Enter'],
    [{ key: 'k', metaKey: true }, 'Ctrl+K'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: 'j' }, 'J'],
    [{ key: 'J', shiftKey: true }, 'J'],
    [{ key: 'ｊ' }, 'J'],
    [{ key: ' ' }, 'Space'],
    [{ key: 'Escape' }, 'Esc'],
    [{ key: '?', shiftKey: true }, '?'],
  ])('%o is %s', (over, chord) => expect(chordOf(press(over))).toBe(chord));
  it('takes no key while an input method composes', () => {
    expect(chordOf(press({ key: 'Enter', isComposing: true }))).toBeUndefined();
    expect(chordOf(press({ key: 'Enter', keyCode: 229 }))).toBeUndefined();
    expect(chordOf(press({ key: 'Process' }))).toBeUndefined();
  });
});

describe('a key for the thing that has the focus', () => {
  it.each(['Enter', 'Space', 'Down', 'J', 'Esc', 'Tab', 'Shift+Tab'])('%s', (chord) =>
    expect(isForFocused(chord)).toBe(true),
  );
  it.each(['F4', 'F12', 'Shift+F6', 'Ctrl+R', 'Alt+3'])('not %s', (chord) => expect(isForFocused(chord)).toBe(false));
});

describe('one registry of keys', () => {
  it('runs the action of a key', () => {
    const { registry, ran } = registryWithLog([{ id: 'ack' }]);
    expect(registry.press('F4', 'other').kind).toBe('ran');
    expect(ran).toEqual(['ack']);
  });
  it('warns and runs neither when two actions claim one key', () => {
    const { registry, ran, warnings } = registryWithLog([{ id: 'a' }, { id: 'b' }]);
    expect(registry.press('F4', 'other')).toEqual({ kind: 'conflict', ids: ['a', 'b'] });
    expect(ran).toEqual([]);
    expect(warnings).toEqual(['Key F4 belongs to a and b: neither runs']);
  });
  it('says why an action may not run now', () => {
    const { registry, ran } = registryWithLog([
      { id: 'ack', enabledWhen: () => ({ enabled: false, reason: 'already acknowledged' }) },
    ]);
    expect(registry.press('F4', 'other')).toMatchObject({ kind: 'refused', reason: 'already acknowledged' });
    expect(ran).toEqual([]);
  });
  it('lets single letters act in lists only, never where somebody writes', () => {
    const { registry } = registryWithLog([{ id: 'map', key: 'M', scope: 'list' }]);
    expect(registry.press('M', 'list').kind).toBe('ran');
    expect(registry.press('M', 'other').kind).toBe('free');
    expect(registry.press('M', 'text').kind).toBe('free');
  });
  it('leaves undo to the text field that has the focus', () => {
    const { registry } = registryWithLog([{ id: 'undo', key: 'Ctrl+Z' }]);
    expect(registry.press('Ctrl+Z', 'text').kind).toBe('free');
    expect(registry.press('Ctrl+Z', 'list').kind).toBe('ran');
  });
  it.each(['F1', 'F3', 'F6', 'Shift+F6', 'F7', 'Alt+1', 'Alt+9', 'Ctrl+K'])('keeps %s from the browser', (chord) => {
    expect(registryWithLog([]).registry.press(chord, 'other').kind).toBe('held');
  });
  it('follows the letters of one’s own, and null switches a letter off; function keys stay', () => {
    const letters = createLetterSource();
    const ran: string[] = [];
    const registry = createKeyRegistry((message) => expect.unreachable(message), letters);
    for (const [id, key] of [
      ['shelve', 'S'],
      ['ack', 'F4'],
    ] as const)
      registry.register({ id, key, scope: 'list', labelKey: 'ui:keys.help', run: () => ran.push(id) });
    letters.set({ S: 'X' });
    expect(registry.press('S', 'list').kind).toBe('free');
    expect(registry.press('X', 'list').kind).toBe('ran');
    expect(registry.rows().map(({ chord }) => chord)).toEqual(['X', 'F4']);
    letters.set({ S: null });
    expect(registry.press('X', 'list').kind).toBe('free');
    expect(registry.rows()[0]?.chord).toBeNull();
    expect(registry.press('F4', 'list').kind).toBe('ran');
    expect(ran).toEqual(['shelve', 'ack']);
  });
  it('never runs more than one action for one press', () => {
    const chord = fc.constantFrom('F2', 'F4', 'J', 'M', 'Ctrl+Enter');
    const scope = fc.constantFrom('anywhere' as const, 'list' as const);
    const place = fc.constantFrom('list' as const, 'text' as const, 'other' as const);
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: chord, scope }), { maxLength: 8 }),
        chord,
        place,
        (list, pressed, where) => {
          const { registry, ran } = registryWithLog(list.map((action, index) => ({ ...action, id: `a${index}` })));
          registry.press(pressed, where);
          return ran.length <= 1;
        },
      ),
    );
  });
  it('gives a dialog the keyboard to itself, and the page gets it back', () => {
    const { registry, ran } = registryWithLog([{ id: 'page' }]);
    const dialog = registry.openLayer();
    registry.register(
      { id: 'dialog', key: 'Ctrl+Enter', labelKey: 'ui:keys.help', run: () => ran.push('dialog') },
      dialog.layer,
    );
    expect(registry.press('F4', 'other').kind).toBe('free');
    expect(registry.press('Ctrl+Enter', 'text').kind).toBe('ran');
    dialog.close();
    expect(registry.press('F4', 'other').kind).toBe('ran');
    expect(registry.press('Ctrl+Enter', 'other').kind).toBe('free');
    expect(ran).toEqual(['dialog', 'page']);
  });
  it('holds the keys of a screen that was left while the next is fetched; those above the screens go on', () => {
    const { registry, ran } = registryWithLog([{ id: 'silence', key: 'F8' }]);
    let address = 'duty';
    const of = (screen: string) => () => address === screen;
    const act = (id: string, key: string) => ({ id, key, labelKey: 'ui:keys.help' as const, run: () => ran.push(id) });
    registry.register(act('duty.ack', 'F4'), 0, of('duty'));
    const button = new EventTarget();
    registry.addScreen({ holds: (target) => target === button, here: of('duty') });
    expect(registry.press('F4', 'other').kind).toBe('ran');
    expect(registry.isLeft(button)).toBe(false);
    address = 'dispatch';
    expect(registry.press('F4', 'other')).toEqual({ kind: 'held' });
    expect(registry.isLeft(button)).toBe(true);
    expect(registry.isLeft(new EventTarget())).toBe(false);
    expect(registry.press('F8', 'other').kind).toBe('ran');
    registry.register(act('dispatch.send', 'F4'), 0, of('dispatch'));
    expect(registry.press('F4', 'other').kind).toBe('ran');
    expect(ran).toEqual(['duty.ack', 'silence', 'dispatch.send']);
  });
  it('forgets an action that left the screen', () => {
    const { registry } = registryWithLog([]);
    const leave = registry.register({ id: 'x', key: 'F9', labelKey: 'ui:keys.help', run: () => undefined });
    leave();
    expect(registry.press('F9', 'other').kind).toBe('free');
    expect(registry.rows()).toEqual([]);
  });
});
