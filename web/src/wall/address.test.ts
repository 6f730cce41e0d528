import { createBrowserHistory } from '@tanstack/react-router';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedAddress, partsOf } from './address.ts';

const DESK = 'http://desk';

/** A browser's address bar as the router's history sees it: told in a later turn. */
function addressBar(href: string) {
  const bar = { href };
  // Without an address the history only writes its own key.
  const told = (_state: unknown, _title: string, to: string | undefined): void => {
    bar.href = to ?? bar.href;
  };
  const window = {
    location: {
      get href() {
        return bar.href;
      },
      get pathname() {
        return new URL(bar.href, DESK).pathname;
      },
      get search() {
        return new URL(bar.href, DESK).search;
      },
      hash: '',
    },
    history: { state: {}, length: 1, pushState: told, replaceState: told },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  return { bar, history: createBrowserHistory({ window }) };
}

const step = (history: ReturnType<typeof addressBar>['history'], names: string[], changes: object): void => {
  const to = changedAddress(history, names, { ...changes });
  if (to !== undefined) history.replace(to);
};

describe('the address of a desk', () => {
  it('keeps both of two changes made in one turn, before the browser has been told of the first', async () => {
    const { bar, history } = addressBar('/dispatch?world=drill-1&need=n1');
    step(history, ['incident'], { incident: 'i2' });
    step(history, ['need'], { need: undefined });
    step(history, ['order'], { order: 'o3' });
    expect(bar.href).toBe('/dispatch?world=drill-1&need=n1');
    await Promise.resolve();
    expect(bar.href).toBe('/dispatch?world=drill-1&incident=i2&order=o3');
    history.destroy();
  });

  it('hands the newest parts to a functional change', () => {
    const { history } = addressBar('/duty');
    step(history, ['n'], { n: '1' });
    const to = changedAddress(history, ['n'], ({ n }) => ({ n: String(Number(n) + 1) }));
    expect(to).toBe('/duty?n=2');
    history.destroy();
  });

  it('says nothing when nothing changes, so that no step is made', () => {
    const at = (href: string) => ({ location: { href } });
    expect(changedAddress(at('/duty?alarm=a'), ['alarm'], { alarm: 'a' })).toBeUndefined();
    expect(changedAddress(at('/duty'), ['alarm'], { alarm: undefined })).toBeUndefined();
    expect(changedAddress(at('/duty?alarm=a'), ['alarm'], {})).toBeUndefined();
  });

  it('reads back what it wrote, whatever the words, and leaves the rest as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, second) => {
        const one = changedAddress({ location: { href: '/x?world=w' } }, ['a', 'b'], { a: first, b: second });
        const search = new URL(one ?? '', 'http://desk').search;
        expect(partsOf(search, ['a', 'b', 'world'])).toEqual({ a: first, b: second, world: 'w' });
      }),
    );
  });
});
