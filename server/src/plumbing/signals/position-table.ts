import { isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import type { Unit } from '@sitong/shared/protocol/down.ts';
import { encodeFrame, MOST_UNITS } from '@sitong/shared/protocol/position-frame.ts';

/** Who may see a unit: where it belongs, and the team it moves. */
export interface UnitOwner {
  team: string | undefined;
  label: string;
  division: string;
}

export interface UnitNow {
  terminal: string;
  index: number;
  owner: UnitOwner;
  source: string;
}

/** `fresh`: it moved the unit. `history`: not newer than what is known; stored, never shown as present. */
export type Taken = 'fresh' | 'history';

/**
 * Latest position of every unit of one world, in columns. A change is stamped with a rising number, so that
 * each group of readers gets just what moved since its last frame, and always the last move.
 */
export class PositionTable {
  readonly epoch: number;
  #capacity = 256;
  #lon = new Float64Array(256);
  #lat = new Float64Array(256);
  #courseDeg = new Float32Array(256);
  #speedKmh = new Float32Array(256);
  #atMs = new Float64Array(256);
  #changed = new Float64Array(256);
  #rows = new Uint32Array(256);
  readonly #units: UnitNow[] = [];
  readonly #byTerminal = new Map<string, UnitNow>();
  #stamp = 0;
  #ownerVersion = 0;

  constructor(epoch: number) {
    this.epoch = epoch;
  }

  get size(): number {
    return this.#units.length;
  }
  get stamp(): number {
    return this.#stamp;
  }
  /** Rises when a unit changes hands: visibility has to be worked out anew. Added units only lengthen the list. */
  get ownerVersion(): number {
    return this.#ownerVersion;
  }

  unit(terminal: string): UnitNow | undefined {
    return this.#byTerminal.get(terminal);
  }
  units(): readonly UnitNow[] {
    return this.#units;
  }

  /** Names a unit, or hands it to another owner. Undefined when the frame's indices are used up. */
  own(terminal: string, source: string, owner: UnitOwner): UnitNow | undefined {
    const known = this.#byTerminal.get(terminal);
    if (known !== undefined) {
      if (
        known.owner.team !== owner.team ||
        known.owner.division !== owner.division ||
        known.owner.label !== owner.label
      ) {
        known.owner = owner;
        this.#ownerVersion += 1;
        this.#changed[known.index] = ++this.#stamp;
      }
      return known;
    }
    if (this.#units.length >= MOST_UNITS) return undefined;
    const unit = { terminal, index: this.#units.length, owner, source };
    this.#units.push(unit);
    this.#byTerminal.set(terminal, unit);
    if (unit.index >= this.#capacity) this.#grow();
    return unit;
  }

  /** Moves a unit unless the fix is older than what is known. */
  move(index: number, lon: number, lat: number, courseDeg: number, speedKmh: number, atMs: number): Taken {
    if (atMs <= (this.#atMs[index] ?? 0)) return 'history';
    this.#write(index, lon, lat, courseDeg, speedKmh, atMs);
    return 'fresh';
  }

  /** As `move`, but of two fixes of one moment the second stands: whoever calls has chosen between them. */
  put(index: number, lon: number, lat: number, courseDeg: number, speedKmh: number, atMs: number): Taken {
    const same =
      atMs === this.#atMs[index] &&
      lon === this.#lon[index] &&
      lat === this.#lat[index] &&
      Math.fround(courseDeg) === this.#courseDeg[index] &&
      Math.fround(speedKmh) === this.#speedKmh[index];
    if (same || atMs < (this.#atMs[index] ?? 0)) return 'history';
    this.#write(index, lon, lat, courseDeg, speedKmh, atMs);
    return 'fresh';
  }

  #write(index: number, lon: number, lat: number, courseDeg: number, speedKmh: number, atMs: number): void {
    this.#lon[index] = lon;
    this.#lat[index] = lat;
    this.#courseDeg[index] = courseDeg;
    this.#speedKmh[index] = speedKmh;
    this.#atMs[index] = atMs;
    this.#changed[index] = ++this.#stamp;
  }

  at(index: number): { lon: number; lat: number; courseDeg: number; speedKmh: number; atMs: number } | undefined {
    const atMs = this.#atMs[index] ?? 0;
    if (atMs === 0) return undefined;
    return {
      lon: this.#lon[index] ?? 0,
      lat: this.#lat[index] ?? 0,
      courseDeg: this.#courseDeg[index] ?? 0,
      speedKmh: this.#speedKmh[index] ?? 0,
      atMs,
    };
  }

  /** 1 for each unit the scope may see; `known` is the mask of the first units, worked out before. */
  visibleTo(scope: Scope, known: Uint8Array = new Uint8Array(0)): Uint8Array {
    const mask = new Uint8Array(this.#units.length);
    mask.set(known);
    for (let i = known.length; i < mask.length; i++) {
      const unit = this.#units[i];
      if (unit === undefined) continue;
      const audience = unit.owner.team === undefined ? [] : [`team:${unit.owner.team}`];
      mask[i] = isVisible(scope, unit.owner.division, audience) ? 1 : 0;
    }
    return mask;
  }

  /** The visible units from an index on, as they are named to readers. */
  named(mask: Uint8Array, from = 0): Unit[] {
    return this.#units
      .slice(from)
      .filter(({ index }) => mask[index] === 1)
      .map(({ index, terminal, owner, source }) => ({
        index,
        terminal,
        ...(owner.team === undefined ? {} : { team: owner.team }),
        label: owner.label,
        source,
      }));
  }

  /** What moved after `since` among the visible; undefined when nothing did. `since` 0: everything known. */
  frame(mask: Uint8Array, since: number, nowMs: number): Uint8Array<ArrayBuffer> | undefined {
    let count = 0;
    const n = Math.min(mask.length, this.#units.length);
    for (let i = 0; i < n; i++) {
      if (mask[i] === 1 && (this.#changed[i] ?? 0) > since && (this.#atMs[i] ?? 0) > 0) this.#rows[count++] = i;
    }
    if (count === 0) return undefined;
    const columns = {
      lon: this.#lon,
      lat: this.#lat,
      courseDeg: this.#courseDeg,
      speedKmh: this.#speedKmh,
      atMs: this.#atMs,
    };
    return encodeFrame(columns, this.#rows, count, this.epoch, nowMs, since === 0 ? 'whole' : 'changed');
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = <T extends Float64Array | Float32Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#lon = wider(this.#lon, new Float64Array(this.#capacity));
    this.#lat = wider(this.#lat, new Float64Array(this.#capacity));
    this.#courseDeg = wider(this.#courseDeg, new Float32Array(this.#capacity));
    this.#speedKmh = wider(this.#speedKmh, new Float32Array(this.#capacity));
    this.#atMs = wider(this.#atMs, new Float64Array(this.#capacity));
    this.#changed = wider(this.#changed, new Float64Array(this.#capacity));
    this.#rows = new Uint32Array(this.#capacity);
  }
}
