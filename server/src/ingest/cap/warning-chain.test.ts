import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CapAlert } from './model.ts';
import type { CapParts } from './testing.ts';
import { alertOf } from './testing.ts';
import type { ChainOptions, ChainState, WarningState } from './warning-chain.ts';
import { applyAlert, emptyChain, expireAt, nextExpiryMs } from './warning-chain.ts';

/** Properties run long on a busy machine; a timing never decides. */
vi.setConfig({ testTimeout: 120_000 });

const SENDER = 'sender@example.org';
const at = (minute: number): string => `2026-07-12T16:${String(minute).padStart(2, '0')}:00+08:00`;
const NOW = Date.parse(at(59));
const END = '2026-07-12T23:00:00+08:00';

function message(id: string, minute: number, parts: CapParts = {}): CapAlert {
  return alertOf({ identifier: id, sent: at(minute), expires: END, ...parts }, 'field');
}
const ref = (id: string, minute: number, sender = SENDER): string => `${sender},${id},${at(minute)}`;

function run(alerts: readonly CapAlert[], start: ChainState = emptyChain, options: ChainOptions = {}) {
  const changes = [];
  let state = start;
  for (const alert of alerts) {
    const step = applyAlert(state, alert, NOW, options);
    state = step.state;
    changes.push(...step.changes);
  }
  return { state, changes };
}

function states(state: ChainState): Record<string, WarningState> {
  return Object.fromEntries([...state.messages.values()].map((one) => [one.identifier, one.state]).sort());
}

const A = message('A', 1);
const U = message('U', 2, { msgType: 'Update', references: ref('A', 1) });
const C = message('C', 3, { msgType: 'Cancel', references: ref('U', 2) });

describe('the chain of a warning', () => {
  it('an alert is active', () => {
    expect(states(run([A]).state)).toEqual({ A: 'active' });
  });

  it('an update supersedes, a cancel cancels', () => {
    expect(states(run([A, U]).state)).toEqual({ A: 'superseded', U: 'active' });
    expect(states(run([A, U, C]).state)).toEqual({ A: 'superseded', U: 'cancelled', C: 'cancelled' });
  });

  it('a cancel that comes first waits, and acts when its alert comes', () => {
    const cancel = message('C', 2, { msgType: 'Cancel', references: ref('A', 1) });
    const first = run([cancel]);
    expect(first.changes).toContainEqual({ type: 'reference_pending', key: `${SENDER},C`, target: `${SENDER},A` });
    const second = run([A], first.state);
    expect(second.changes).toContainEqual({ type: 'added', key: `${SENDER},A`, state: 'cancelled' });
  });

  it('the same message again changes nothing', () => {
    const { state } = run([A, U]);
    const again = applyAlert(state, A, NOW);
    expect(again.state).toBe(state);
    expect(again.changes).toEqual([{ type: 'duplicate', key: `${SENDER},A` }]);
  });

  it('another content under the same name is a conflict: the first stays', () => {
    const { state } = run([A]);
    const other = applyAlert(state, message('A', 1, { headline: 'other' }), NOW);
    expect(other.changes[0]).toMatchObject({ type: 'conflict', key: `${SENDER},A` });
    expect(states(other.state)).toEqual({ A: 'active' });
  });

  it('a reference to itself is refused, the message is kept', () => {
    const self = run([message('A', 1, { references: ref('A', 1) })]);
    expect(self.changes).toContainEqual({
      type: 'reference_refused',
      key: `${SENDER},A`,
      target: `${SENDER},A`,
      reason: 'self',
    });
    expect(states(self.state)).toEqual({ A: 'active' });
  });

  it('a circle of references does not empty the board: only the later acts', () => {
    const one = message('X', 1, { msgType: 'Cancel', references: ref('Y', 2) });
    const two = message('Y', 2, { msgType: 'Update', references: ref('X', 1) });
    const { state, changes } = run([one, two]);
    expect(states(state)).toEqual({ X: 'cancelled', Y: 'active' });
    expect(changes).toContainEqual({
      type: 'reference_refused',
      key: `${SENDER},X`,
      target: `${SENDER},Y`,
      reason: 'not_earlier',
    });
  });

  it('a drill never ends a real warning, and is never active', () => {
    const drill = message('D', 2, { status: 'Exercise', msgType: 'Cancel', references: ref('A', 1) });
    const { state, changes } = run([A, drill]);
    expect(states(state)).toEqual({ A: 'active', D: 'not-live' });
    expect(changes).toContainEqual({
      type: 'reference_refused',
      key: `${SENDER},D`,
      target: `${SENDER},A`,
      reason: 'not_live',
    });
    expect(states(run([message('T', 1, { status: 'Test' })]).state)).toEqual({ T: 'not-live' });
  });

  it('another sender cannot cancel', () => {
    const stranger = message('S', 2, { sender: 'stranger', msgType: 'Cancel', references: ref('A', 1) });
    const { state, changes } = run([stranger, A]);
    expect(states(state)).toEqual({ A: 'active', S: 'cancelled' });
    expect(changes.some((change) => change.type === 'reference_refused' && change.reason === 'other_sender')).toBe(
      true,
    );
  });

  it('the same identifier of another sender is another message', () => {
    expect(run([A, message('A', 1, { sender: 'other' })]).state.messages.size).toBe(2);
  });

  it('Ack and Error are recorded and change nothing', () => {
    const ack = message('K', 2, { sender: 'receiver', msgType: 'Ack', references: ref('A', 1) });
    const { state, changes } = run([ack, A]);
    expect(states(state)).toEqual({ A: 'active', K: 'not-live' });
    expect(changes).toContainEqual({ type: 'acknowledged', key: 'receiver,K', target: `${SENDER},A`, as: 'Ack' });
  });
});

describe('the end of a warning', () => {
  it('comes with the clock, once, and never goes back', () => {
    const { state } = run([A]);
    const end = Date.parse(END);
    expect(nextExpiryMs(state)).toBe(end);
    expect(expireAt(state, end - 1).changes).toEqual([]);
    const expired = expireAt(state, end);
    expect(expired.changes).toEqual([
      { type: 'state_changed', key: `${SENDER},A`, from: 'active', to: 'expired', by: null },
    ]);
    expect(nextExpiryMs(expired.state)).toBeNull();
    expect(expireAt(expired.state, end - 1).state).toBe(expired.state);
    expect(expireAt(expired.state, Number.NaN).state).toBe(expired.state);
  });

  it('an alert that comes after its end is expired at once', () => {
    const step = applyAlert(emptyChain, A, Date.parse(END) + 1);
    expect(step.changes).toEqual([{ type: 'added', key: `${SENDER},A`, state: 'expired' }]);
  });
});

describe('bounds', () => {
  it('the oldest that is over goes first; an active one never', () => {
    const many = Array.from({ length: 20 }, (_, i) => message(`M${i}`, i, { status: i < 15 ? 'Test' : 'Actual' }));
    const { state, changes } = run(many, emptyChain, { maxMessages: 10 });
    expect(state.messages.size).toBeLessThanOrEqual(10);
    expect(
      changes
        .filter(({ type }) => type === 'evicted')
        .map(({ key }) => key)
        .slice(0, 2),
    ).toEqual([`${SENDER},M0`, `${SENDER},M1`]);
    expect(Object.values(states(state)).filter((one) => one === 'active')).toHaveLength(5);
  });

  it('a board full of active warnings refuses more, and says so', () => {
    const many = Array.from({ length: 4 }, (_, i) => message(`M${i}`, i));
    const { state, changes } = run(many, emptyChain, { maxMessages: 3 });
    expect(state.messages.size).toBe(3);
    expect(changes).toContainEqual({ type: 'refused', key: `${SENDER},M3`, reason: 'chain_full' });
  });
});

/** Chains with every kind of reference: back, forward, to itself, to strangers, to what never comes. */
const chains = fc
  .array(
    fc.record({
      msgType: fc.constantFrom('Alert', 'Update', 'Cancel', 'Ack', 'Error'),
      status: fc.constantFrom('Actual', 'Actual', 'Actual', 'Exercise'),
      sender: fc.constantFrom(SENDER, SENDER, SENDER, 'stranger'),
      minute: fc.integer({ min: 0, max: 5 }),
      refs: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 3 }),
      expires: fc.constantFrom(END, at(30)),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((plans) =>
    plans.map((plan, i) =>
      message(`M${i}`, plan.minute, {
        msgType: plan.msgType,
        status: plan.status,
        sender: plan.sender,
        expires: plan.expires,
        ...(plan.refs.length === 0
          ? {}
          : { references: plan.refs.map((to) => ref(`M${to}`, plans[to]?.minute ?? 0, plans[to]?.sender)).join(' ') }),
      }),
    ),
  );

describe('properties', () => {
  it('any order of arrival ends in the same states', () => {
    fc.assert(
      fc.property(
        chains.chain((alerts) =>
          fc.tuple(fc.constant(alerts), fc.shuffledSubarray(alerts, { minLength: alerts.length })),
        ),
        ([alerts, shuffled]) => {
          expect(states(run(shuffled).state)).toEqual(states(run(alerts).state));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('repeats change nothing', () => {
    fc.assert(
      fc.property(chains, (alerts) => {
        const once = run(alerts).state;
        const twice = run(alerts, once);
        expect(twice.state).toBe(once);
        expect(twice.changes.every(({ type }) => type === 'duplicate')).toBe(true);
      }),
    );
  });

  it('the newest live alert or update of a sender is never taken off the board by an older message', () => {
    fc.assert(
      fc.property(chains, (alerts) => {
        const { state } = run(alerts);
        for (const one of state.messages.values()) {
          if (one.state !== 'superseded' && one.state !== 'cancelled') continue;
          if (one.msgType === 'Cancel') continue;
          const by = [...state.messages.values()].some(
            (other) =>
              other.targets.includes(one.key) &&
              other.sentMs >= one.sentMs &&
              other.sender === one.sender &&
              other.standing === 'live',
          );
          expect(by).toBe(true);
        }
      }),
    );
  });
});
