import type { Scope } from '@sitong/shared/kernel/envelope.ts';
import { type StandingPositions, takeFrame } from '@sitong/shared/protocol/position-frame.ts';
import { COUNTY, FENGYUAN, SHANHUA, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PositionTable } from './position-table.ts';

const NOW = Date.UTC(2026, 6, 18, 12);
const SCOPES: readonly Scope[] = [
  { division: COUNTY, tags: [] },
  { division: FENGYUAN, tags: [] },
  { division: undefined, tags: ['team:team-1'] },
];
const OWNERS = [
  { team: undefined, label: '?', division: COUNTY },
  { team: 'team-1', label: '一队', division: WANGZHUANG },
  { team: 'team-2', label: '二队', division: SHANHUA },
] as const;

/** A reader as the lane serves it: named units, frames of what changed. */
class Reader {
  readonly scope: Scope;
  mask: Uint8Array;
  ownerVersion: number;
  sent = 0;
  into: StandingPositions = {
    lonLat: new Float64Array(64),
    courseDeg: new Float32Array(32),
    speedKmh: new Float32Array(32),
    atMs: new Float64Array(32),
  };

  constructor(scope: Scope, table: PositionTable) {
    this.scope = scope;
    this.mask = table.visibleTo(scope);
    this.ownerVersion = table.ownerVersion;
  }

  tick(table: PositionTable): void {
    if (this.ownerVersion !== table.ownerVersion) this.mask = table.visibleTo(this.scope);
    else if (this.mask.length < table.size) this.mask = table.visibleTo(this.scope, this.mask);
    this.ownerVersion = table.ownerVersion;
    const frame = table.frame(this.mask, this.sent, NOW);
    this.sent = table.stamp;
    if (frame !== undefined) expect(takeFrame(frame.buffer, table.epoch, this.into)).toBe('taken');
  }
}

const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('move' as const),
      unit: fc.nat(11),
      lon: fc.integer({ min: 1, max: 179 }),
      ageS: fc.nat(100),
    }),
    fc.record({ act: fc.constant('own' as const), unit: fc.nat(11), owner: fc.nat(2) }),
    fc.record({ act: fc.constant('tick' as const), reader: fc.nat(2) }),
  ),
  { maxLength: 120 },
);

describe('position table', () => {
  it('every reader ends with the latest of all it may see, however moves, hand-overs and ticks fall', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const table = new PositionTable(7);
        const readers = SCOPES.map((scope) => new Reader(scope, table));
        const newest = new Map<number, number>();
        for (const one of all) {
          if (one.act === 'tick') readers[one.reader]?.tick(table);
          else {
            const name = `t${one.unit}`;
            const owner = one.act === 'own' ? OWNERS[one.owner] : (table.unit(name)?.owner ?? OWNERS[0]);
            const unit = table.own(name, 'test', owner ?? OWNERS[0]);
            if (one.act !== 'move' || unit === undefined) continue;
            const atMs = NOW - one.ageS * 1000;
            const taken = table.move(unit.index, one.lon, 35, 0, 0, atMs);
            expect(taken).toBe(atMs > (newest.get(unit.index) ?? 0) ? 'fresh' : 'history');
            newest.set(unit.index, Math.max(newest.get(unit.index) ?? 0, atMs));
          }
        }
        for (const reader of readers) {
          reader.tick(table);
          for (const { index } of table.named(reader.mask)) {
            const at = table.at(index);
            expect(reader.into.atMs[index]).toBe(at?.atMs ?? 0);
            if (at !== undefined) expect(reader.into.lonLat[2 * index]).toBe(at.lon);
          }
        }
      }),
    );
  });

  it('names to each reader what it may see: by place, or by its team', () => {
    const table = new PositionTable(1);
    for (const [i, owner] of OWNERS.entries()) table.own(`t${i}`, 'test', owner);
    const seen = SCOPES.map((scope) => table.named(table.visibleTo(scope)).map(({ terminal }) => terminal));
    expect(seen).toEqual([['t0', 't1', 't2'], ['t2'], ['t1']]);
  });

  it('a fix that is not newer is history', () => {
    const table = new PositionTable(1);
    const index = table.own('t', 'test', OWNERS[0])?.index ?? -1;
    expect(table.move(index, 1, 1, 0, 0, NOW)).toBe('fresh');
    expect(table.move(index, 2, 2, 0, 0, NOW)).toBe('history');
    expect(table.move(index, 2, 2, 0, 0, NOW - 1)).toBe('history');
    expect(table.at(index)).toMatchObject({ lon: 1, atMs: NOW });
  });
});
