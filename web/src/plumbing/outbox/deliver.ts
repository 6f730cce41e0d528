import { IdSchema } from '@sitong/shared/kernel/ids.ts';
import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import { z } from 'zod';
import { ApiError, api } from '../http/api.ts';
import type { Delivery, OutboxItem, OutboxPhoto } from './outbox-item.ts';

/** How acts and photos reach the server; a test hands in its own. */
export interface Line {
  sendItem(item: OutboxItem): Promise<Delivery>;
  sendPhoto(photo: OutboxPhoto): Promise<Delivery>;
}

const INTENT_MS = 15_000;
const PHOTO_MS = 60_000;

/** The server takes nothing now and loses nothing: ask again. */
const PASSING: readonly string[] = ['overloaded', 'too_busy', 'unavailable', 'no_world', 'world_closed'];
/** What was to be told is already so. */
const ALREADY: readonly string[] = [
  'already_delivered',
  'already_read',
  'already_accepted',
  'already_there',
  'already_recorded',
  'already_saved',
  'already_reported',
];

export function deliveryOfRefusal(refusal: Refusal): Delivery {
  if (PASSING.includes(refusal.code)) return { kind: 'later' };
  if (ALREADY.includes(refusal.code)) return { kind: 'already' };
  return { kind: 'refused', refusal };
}

/** A request that ended in an error. Anything that is not clearly the request's own fault is tried again. */
export function deliveryOfError(error: unknown): Delivery {
  if (!(error instanceof ApiError)) return { kind: 'slow' };
  const { status, code, message } = error;
  if (status === 0) return { kind: 'no_line' };
  if (status === 401) return { kind: 'signed_out' };
  const ownFault = status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429;
  if (!ownFault) return { kind: 'later' };
  const facts = { message: message.slice(0, 200) };
  return { kind: 'refused', refusal: { code: /^[a-z][a-z0-9_]*$/.test(code) ? code : 'bad_intent', facts } };
}

const PhotoAnswerSchema = z.object({ id: IdSchema });

/** Over `POST /api/intents` and `POST /api/photos`, with the cookie of this browser. */
export const httpLine: Line = {
  sendItem: async ({ commandId, intent, pressedAt, world }) => {
    try {
      const answer = await api(`/api/intents?world=${encodeURIComponent(world)}`, {
        method: 'POST',
        body: { commandId, intent, pressedAt },
        schema: IntentAnswerSchema,
        signal: AbortSignal.timeout(INTENT_MS),
      });
      return answer.ok ? { kind: 'applied' } : deliveryOfRefusal(answer.refused);
    } catch (error) {
      return deliveryOfError(error);
    }
  },
  sendPhoto: async ({ id, bytes, type }) => {
    const form = new FormData();
    form.set('photo', new Blob([bytes], { type }), `${id}.jpg`);
    try {
      await api(`/api/photos?id=${id}`, {
        method: 'POST',
        body: form,
        schema: PhotoAnswerSchema,
        signal: AbortSignal.timeout(PHOTO_MS),
      });
      return { kind: 'applied' };
    } catch (error) {
      return deliveryOfError(error);
    }
  },
};
