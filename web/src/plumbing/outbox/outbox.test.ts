import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from './deliver.ts';
import { Outbox, type OutboxMachine } from './outbox.ts';
import type { Delivery, OutboxItem, OutboxPhoto } from './outbox-item.ts';
import type { OutboxStore } from './outbox-store.ts';

/** Storage that survives the page and may be full. */
class Disk implements OutboxStore {
  readonly items = new Map<string, OutboxItem>();
  readonly photos = new Map<string, OutboxPhoto>();
  room: 'room' | 'full' = 'room';

  async load(): Promise<{ items: OutboxItem[]; photos: OutboxPhoto[] }> {
    return { items: [...this.items.values()], photos: [...this.photos.values()] };
  }
  async putItem(item: OutboxItem): Promise<void> {
    if (this.room === 'full') throw new DOMException('no room', 'QuotaExceededError');
    this.items.set(item.commandId, item);
  }
  async dropItems(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.items.delete(id);
  }
  async putPhoto(photo: OutboxPhoto): Promise<void> {
    if (this.room === 'full') throw new DOMException('no room', 'QuotaExceededError');
    this.photos.set(photo.id, photo);
  }
  async dropPhoto(id: string): Promise<void> {
    this.photos.delete(id);
  }
}

/** A server that applies a command once, behind a line that may be cut or lose answers. */
class Far implements Line {
  readonly applied: string[] = [];
  readonly photosAt: string[] = [];
  readonly log: string[] = [];
  readonly refuses = new Set<string>();
  line: 'up' | 'down' | 'answers_lost' | 'busy' = 'up';

  async sendItem(item: OutboxItem): Promise<Delivery> {
    if (this.line === 'down') return { kind: 'no_line' };
    if (this.line === 'busy') return { kind: 'later' };
    const first = !this.applied.includes(item.commandId) && !this.log.includes(`x${item.commandId}`);
    const refused = this.refuses.has(item.commandId);
    if (first && !refused) this.applied.push(item.commandId);
    if (first) this.log.push(refused ? `x${item.commandId}` : item.commandId);
    if (this.line === 'answers_lost') return { kind: 'slow' };
    return refused ? { kind: 'refused', refusal: { code: 'order_ended' } } : { kind: 'applied' };
  }
  async sendPhoto(photo: OutboxPhoto): Promise<Delivery> {
    if (this.line === 'down') return { kind: 'no_line' };
    if (this.line === 'busy') return { kind: 'later' };
    if (!this.photosAt.includes(photo.id)) this.photosAt.push(photo.id);
    if (!this.log.includes(photo.id)) this.log.push(photo.id);
    return this.line === 'answers_lost' ? { kind: 'slow' } : { kind: 'applied' };
  }
}

/** Time that passes when told to. */
class Hand implements OutboxMachine {
  #timers: (() => void)[] = [];
  now = (): number => 0;
  setTimer = (run: () => void): (() => void) => {
    this.#timers.push(run);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== run);
    };
  };
  pass(): void {
    const due = this.#timers;
    this.#timers = [];
    for (const run of due) run();
  }
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) await new Promise((done) => setImmediate(done));
};

const act = (name: string, stream: string, haste: OutboxItem['haste'] = 'normal') => ({
  commandId: name,
  person: 'p-team1',
  world: 'live',
  stream,
  haste,
  by: 'person' as const,
  intent: { type: 'ReadOrder' as const, orderId: name },
  pressedAt: '2026-07-18T20:48:31+08:00',
});
const picture = (id: string) => ({ id, person: 'p-team1', bytes: new ArrayBuffer(3), type: 'image/jpeg' });

async function phone(disk: Disk, far: Far, hand: Hand): Promise<Outbox> {
  const outbox = new Outbox('p-team1', disk, far, hand);
  await outbox.open();
  return outbox;
}

async function untilDone(outbox: Outbox, hand: Hand): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await settle();
    const { items, photos } = outbox.current();
    if (photos.length === 0 && items.every(({ status }) => status.kind !== 'waiting')) return;
    outbox.wake();
    hand.pass();
  }
  throw new Error('acts still wait although the line is there');
}

type Step =
  | { do: 'press'; stream: string; refused: boolean; photos: number }
  | { do: 'line'; to: Far['line'] }
  | { do: 'crash' }
  | { do: 'pass' }
  | { do: 'breathe' };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('press' as const),
      stream: fc.constantFrom('order/a', 'order/b', 'help/t'),
      refused: fc.boolean(),
      photos: fc.constantFrom(0, 0, 0, 1, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('line' as const),
      to: fc.constantFrom<Far['line']>('up', 'down', 'answers_lost', 'busy'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'crash' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'pass' }) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'breathe' }) },
);

describe('the outbox of a phone', () => {
  it('shows an act only when it is stored, and a call for help at once', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const disk = new Disk();
    const store = disk.putItem.bind(disk);
    disk.putItem = (item) => written.then(() => store(item));
    const far = new Far();
    const outbox = await phone(disk, far, new Hand());
    const shown = (): string[] => outbox.current().items.map(({ commandId }) => commandId);
    const [first, second] = [outbox.add(act('c1', 'order/a')), outbox.add(act('c2', 'order/a'))];
    const help = outbox.add(act('c3', 'help/t', 'urgent'));
    await settle();
    expect(shown()).toEqual(['c3']);
    expect(far.applied).toEqual(['c3']);
    write();
    expect(await Promise.all([first, second, help])).toEqual(['stored', 'stored', 'stored']);
    await settle();
    expect(shown()).toEqual(['c1', 'c2', 'c3']);
    expect(far.applied).toEqual(['c3', 'c1', 'c2']);
    expect(disk.items.get('c3')?.status.kind).toBe('sent');
  });
  it('sends each act once and in the order of its stream, whatever happens to line and page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 40 }), async (steps) => {
        const disk = new Disk();
        const far = new Far();
        const hand = new Hand();
        let outbox = await phone(disk, far, hand);
        const pressed: { name: string; stream: string; photos: string[] }[] = [];
        for (const [i, step] of steps.entries()) {
          if (step.do === 'press') {
            const name = `c${i}`;
            if (step.refused) far.refuses.add(name);
            const photos = Array.from({ length: step.photos }, (_, k) => `ph${i}-${k}`);
            pressed.push({ name, stream: step.stream, photos });
            await outbox.add(
              act(name, step.stream, step.stream === 'help/t' ? 'urgent' : 'normal'),
              photos.map(picture),
            );
          } else if (step.do === 'line') {
            far.line = step.to;
          } else if (step.do === 'crash') {
            outbox.close();
            outbox = await phone(disk, far, hand);
          } else if (step.do === 'pass') {
            hand.pass();
          } else {
            await settle();
          }
        }
        far.line = 'up';
        await untilDone(outbox, hand);
        const good = pressed.filter(({ name }) => !far.refuses.has(name));
        expect([...far.applied].sort()).toEqual(good.map(({ name }) => name).sort());
        for (const stream of ['order/a', 'order/b', 'help/t']) {
          const names = pressed.filter((one) => one.stream === stream).map(({ name }) => name);
          const heard = far.log.map((name) => name.replace(/^x/, '')).filter((name) => names.includes(name));
          expect(heard).toEqual(names);
        }
        expect([...far.photosAt].sort()).toEqual(pressed.flatMap(({ photos }) => photos).sort());
        for (const { status, commandId } of outbox.current().items)
          expect(status.kind).toBe(far.refuses.has(commandId) ? 'refused' : 'sent');
        outbox.close();
      }),
      { numRuns: 200 },
    );
  });

  it('sends the photos before the words when the line is good', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    const outbox = await phone(disk, far, hand);
    await outbox.add(act('words', 'incident/i'), [picture('ph1'), picture('ph2')]);
    await untilDone(outbox, hand);
    expect(far.log).toEqual(['ph1', 'ph2', 'words']);
  });

  it('keeps a refused act with its reason until it is put away, also over a restart', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    far.refuses.add('a');
    const first = await phone(disk, far, hand);
    await first.add(act('a', 'order/a'));
    await first.add(act('b', 'order/b'));
    await untilDone(first, hand);
    first.close();
    const second = await phone(disk, far, hand);
    expect(second.current().items.map(({ commandId, status }) => [commandId, status.kind])).toEqual([
      ['a', 'refused'],
      ['b', 'sent'],
    ]);
    await second.dismiss('a');
    expect(disk.items.has('a')).toBe(false);
  });

  it('sends from memory what a full storage did not take, and says so', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    const outbox = await phone(disk, far, hand);
    far.line = 'down';
    disk.room = 'full';
    expect(await outbox.add(act('sos', 'help/t', 'urgent'))).toBe('memory');
    expect(outbox.current()).toMatchObject({ storage: 'failing', items: [{ kept: 'memory' }] });
    far.line = 'up';
    await untilDone(outbox, hand);
    expect(far.applied).toEqual(['sos']);
  });

  it('waits for the same person to sign in again', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    far.line = 'down';
    const mine = await phone(disk, far, hand);
    await mine.add(act('a', 'order/a'));
    mine.close();
    far.line = 'up';
    const other = new Outbox('p-team2', disk, far, hand);
    await other.open();
    await settle();
    expect(far.applied).toEqual([]);
    other.close();
    await untilDone(await phone(disk, far, hand), hand);
    expect(far.applied).toEqual(['a']);
  });

  it('takes back only what nobody can have heard of', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    far.line = 'down';
    const outbox = await phone(disk, far, hand);
    await outbox.add(act('tried', 'help/t'));
    await settle();
    await outbox.add(act('untried', 'help/t'));
    expect(await outbox.takeBack('tried')).toBe('gone');
    expect(await outbox.takeBack('untried')).toBe('taken');
    expect([...disk.items.keys()]).toEqual(['tried']);
  });

  it('takes 1,000 acts and 200 photos without a line and sends all of them on return', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    far.line = 'down';
    const outbox = await phone(disk, far, hand);
    for (let i = 0; i < 1000; i++) await outbox.add(act(`c${i}`, `order/${i % 7}`), i < 200 ? [picture(`ph${i}`)] : []);
    far.line = 'up';
    for (let i = 0; i < 60; i++) {
      outbox.wake();
      hand.pass();
      await settle();
    }
    await untilDone(outbox, hand);
    expect(far.applied.length).toBe(1000);
    expect(far.photosAt.length).toBe(200);
  });

  it('says when it is full instead of dropping something, and still takes a call for help', async () => {
    const [disk, far, hand] = [new Disk(), new Far(), new Hand()];
    far.line = 'down';
    const outbox = await phone(disk, far, hand);
    for (let i = 0; i < 2000; i++) await outbox.add(act(`c${i}`, 'order/a'));
    expect(await outbox.add(act('more', 'order/a'))).toBe('full');
    expect(await outbox.add(act('sos', 'help/t', 'urgent'))).toBe('stored');
  });
});
