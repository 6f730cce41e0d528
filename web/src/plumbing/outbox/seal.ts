import { z } from 'zod';

/** A key of this device that no program can read, and its name, which stands beside what it closed. */
export interface Sealing {
  id: string;
  key: CryptoKey;
}

/** A closed record: who closed it is known, what is in it is not. */
export interface Sealed {
  sealed: string;
  iv: Uint8Array<ArrayBuffer>;
  box: ArrayBuffer;
}

const SealedSchema = z.custom<Sealed>((v) => typeof v === 'object' && v !== null && 'sealed' in v && 'box' in v);

export function isSealed(value: unknown): value is Sealed {
  return SealedSchema.safeParse(value).success;
}

const LENGTH = 4;

/** JSON, and behind it the bytes of a picture, which JSON would make a third larger. */
function packed(value: unknown): Uint8Array<ArrayBuffer> {
  const bytes: unknown = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined;
  const tail = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : undefined;
  const told = tail === undefined ? [value] : [{ ...Object(value), bytes: undefined }, 'bytes'];
  const head = new TextEncoder().encode(JSON.stringify(told));
  const whole = new Uint8Array(LENGTH + head.length + (tail?.length ?? 0));
  new DataView(whole.buffer).setUint32(0, head.length);
  whole.set(head, LENGTH);
  if (tail !== undefined) whole.set(tail, LENGTH + head.length);
  return whole;
}

function unpacked(whole: ArrayBuffer): unknown {
  const end = LENGTH + new DataView(whole).getUint32(0);
  const [told, tail]: unknown[] = JSON.parse(new TextDecoder().decode(whole.slice(LENGTH, end)));
  return tail === 'bytes' ? { ...Object(told), bytes: whole.slice(end) } : told;
}

/** `place`: store and key of the record; it opens nowhere else. AES-GCM, a fresh 96-bit vector each time. */
export async function seal({ id, key }: Sealing, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(place);
  return {
    sealed: id,
    iv,
    box: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, packed(value)),
  };
}

/** What was closed; `gone` when this key did not close it, or not at this place, or something changed it since. */
export async function unseal(
  { id, key }: Sealing,
  place: string,
  { sealed, iv, box }: Sealed,
): Promise<{ value: unknown } | 'gone'> {
  if (sealed !== id) return 'gone';
  try {
    const additionalData = new TextEncoder().encode(place);
    return { value: unpacked(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, box)) };
  } catch {
    // The one thing that fails here is the seal; who asked drops the record and counts it.
    return 'gone';
  }
}
