import { type Envelope, EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import type { Id } from '@sitong/shared/kernel/ids.ts';
import { type IntentAnswer, IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { z } from 'zod';
import type { ReadingRow } from '../story/readings.ts';

const PageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number().int() });
const TerminalsSchema = z.object({
  terminals: z.array(z.object({ number: z.string(), lon: z.number().nullable(), lat: z.number().nullable() })),
});
const DrillsSchema = z.object({ serverMs: z.number() });

/** The server answered a request of the scenario with an error. */
export class DoorError extends Error {
  readonly status: number;
  constructor(status: number, what: string, answer: string) {
    super(`${what}: ${status} ${answer.slice(0, 300)}`);
    this.status = status;
  }
}

export interface LinkOptions {
  url: string;
  world: string;
  /** Of the world; scopes ingest, read and command. */
  token: string;
}

/** The server as the scenario meets it: doors, log, and the officers it may play. Everything over HTTP, like anyone else. */
export class ServerLink {
  readonly #options: LinkOptions;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Milliseconds by which the server's clock is ahead of ours, to half a round trip. */
  async clockOffsetMs(): Promise<number> {
    const sent = Date.now();
    const { serverMs } = DrillsSchema.parse(await this.#json('GET', '/api/drills'));
    return serverMs - (sent + Date.now()) / 2;
  }

  async log(since: number): Promise<{ events: Envelope[]; head: number }> {
    return PageSchema.parse(await this.#json('GET', `/api/log?world=${this.#options.world}&since=${since}&limit=1000`));
  }

  async readings(rows: readonly ReadingRow[]): Promise<void> {
    await this.#json('POST', '/api/ingest/readings', {
      body: JSON.stringify({ readings: rows }),
      type: 'application/json',
    });
  }

  async bulletin(xml: string): Promise<void> {
    await this.#json('POST', '/api/ingest/cap', { body: xml, type: 'application/cap+xml' });
  }

  async trackerPosition(params: Readonly<Record<string, string>>): Promise<void> {
    await this.#json('GET', `/api/ingest/osmand?${new URLSearchParams(params)}`);
  }

  /** A refusal is an answer, not an error. */
  async act(as: string, commandId: Id, intent: Intent): Promise<IntentAnswer> {
    const body = JSON.stringify({ commandId, intent });
    const path = `/api/intents?world=${this.#options.world}`;
    return IntentAnswerSchema.parse(await this.#json('POST', path, { body, type: 'application/json', as }));
  }

  async bind(terminal: string, team: string): Promise<void> {
    const path = `/api/terminals/${terminal}/binding?world=${this.#options.world}`;
    await this.#json('PUT', path, { body: JSON.stringify({ team }), type: 'application/json', as: 'leader' });
  }

  /** Where each terminal was last heard of, by its number. */
  async lastPlaces(): Promise<Map<string, { lon: number; lat: number }>> {
    const answer = await this.#json('GET', `/api/terminals?world=${this.#options.world}`);
    const { terminals } = TerminalsSchema.parse(answer);
    return new Map(
      terminals.flatMap(({ number, lon, lat }) => (lon === null || lat === null ? [] : [[number, { lon, lat }]])),
    );
  }

  async photo(id: Id, png: Buffer): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'drill.png');
    const path = `/api/photos?id=${id}&world=${this.#options.world}`;
    await this.#json('POST', path, { body: form, as: 'duty' });
  }

  async #json(
    method: string,
    path: string,
    sent: { body?: string | FormData; type?: string; as?: string } = {},
  ): Promise<unknown> {
    const { url, token } = this.#options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent.type === undefined ? {} : { 'content-type': sent.type }),
        ...(sent.as === undefined ? {} : { 'x-act-as': sent.as }),
      },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    });
    const text = await response.text();
    if (!response.ok) throw new DoorError(response.status, `${method} ${path.split('?')[0]}`, text);
    return text === '' ? undefined : JSON.parse(text);
  }
}
