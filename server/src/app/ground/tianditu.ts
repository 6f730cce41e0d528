import type { MapStore } from '../../plumbing/master/map-store.ts';

export type TileAnswer = { kind: 'tile'; type: string; bytes: Buffer } | { kind: 'refused'; code: string };

const WAIT_MS = 5000;
const MOST_BYTES = 1_000_000;
const MOST_AT_ONCE = 24;
/** Tiles kept: 天地图 counts each request against the key's daily quota, and fifty screens show one county. */
const MOST_KEPT = 1000;
const KEPT_MS = 6 * 3_600_000;
/** After a failure nobody waits for a line that is down. */
const PAUSE_MS = 15_000;
const SERVERS = 8;

/**
 * 天地图 through our own server: the key stays here, the page's content policy stays 'self', a console without
 * internet still gets the picture, and the bureau's firewall opens to one machine. Off until an administrator
 * gives a key (server type, 服务器端).
 */
export class Tianditu {
  readonly #map: MapStore;
  readonly #now: () => number;
  readonly #kept = new Map<string, { answer: Promise<TileAnswer>; sinceMs: number }>();
  #atOnce = 0;
  #pausedUntilMs = 0;

  constructor(map: MapStore, now: () => number) {
    this.#map = map;
    this.#now = now;
  }

  /** A tile of the picture that is switched on. */
  tile(z: number, x: number, y: number): Promise<TileAnswer> {
    const { layer, address } = this.#map.tianditu;
    const key = this.#map.tiandituKey;
    if (layer === 'off' || key === null) return Promise.resolve({ kind: 'refused', code: 'off' });
    const name = `${address} ${key} ${layer}/${z}/${x}/${y}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined && this.#now() - kept.sinceMs < KEPT_MS) return kept.answer;
    if (this.#now() < this.#pausedUntilMs) return Promise.resolve({ kind: 'refused', code: 'unreachable' });
    if (this.#atOnce >= MOST_AT_ONCE) return Promise.resolve({ kind: 'refused', code: 'busy' });
    const answer = this.#fetch(addressOf(address, layer, key, z, x, y)).then((told) => {
      if (told.kind === 'refused') this.#kept.delete(name);
      return told;
    });
    this.#kept.delete(name);
    this.#kept.set(name, { answer, sinceMs: this.#now() });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  }

  /** Forgets what was kept and the pause: the settings were changed. */
  begin(): void {
    this.#kept.clear();
    this.#pausedUntilMs = 0;
  }

  /** Never throws, and never says the address, which holds the key. */
  async #fetch(url: string): Promise<TileAnswer> {
    this.#atOnce += 1;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS), redirect: 'error' });
      const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
      if (!response.ok) return { kind: 'refused', code: `http_${response.status}` };
      if (!/^image\/(png|jpeg|webp)$/.test(type)) return { kind: 'refused', code: 'no_image' };
      if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES)
        return { kind: 'refused', code: 'too_large' };
      const bytes = await bounded(response);
      return bytes === undefined ? { kind: 'refused', code: 'too_large' } : { kind: 'tile', type, bytes };
    } catch {
      // A name that is not found, a line that is down, a server that does not answer: all the same to the map.
      this.#pausedUntilMs = this.#now() + PAUSE_MS;
      return { kind: 'refused', code: 'unreachable' };
    } finally {
      this.#atOnce -= 1;
    }
  }
}

function addressOf(address: string, layer: string, key: string, z: number, x: number, y: number): string {
  const host = address.replace('{s}', String((x + y) % SERVERS));
  const query = new URLSearchParams({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: layer,
    STYLE: 'default',
    TILEMATRIXSET: 'w',
    FORMAT: 'tiles',
    TILEMATRIX: String(z),
    TILEROW: String(y),
    TILECOL: String(x),
    tk: key,
  });
  return `${host}/${layer}_w/wmts?${query}`;
}

async function bounded(response: Response): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
