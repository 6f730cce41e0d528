import type { Chance } from '../simulate/chance.ts';

/** What has broken parsers before (reliability §3): put in anywhere. */
const NASTY: readonly string[] = [
  '',
  '\0',
  '\uFEFF',
  '\u202Eevil\u202C',
  '=cmd|calc!A1',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '1e309',
  '-1',
  '-0',
  '99999999999999999999',
  '0x7fffffff',
  '9999-12-31T23:59:60+14:00',
  '0000-00-00',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  ']]>',
  '<a '.repeat(70),
  '['.repeat(70),
  '{"a":'.repeat(70),
  '"',
  ',',
  '\n',
  '%00',
  '../../etc/passwd',
  '澄城县',
  '\uD800',
];

/** Another input like those that are known: pieces turned, doubled, taken out, put together from two, or made worse. */
export function mutate(chance: Chance, corpus: readonly Buffer[], mostBytes: number): Buffer {
  let bytes = Buffer.from(chance.pick(corpus) ?? Buffer.alloc(0));
  for (let n = chance.whole(1, 6); n > 0; n--) bytes = step(chance, bytes, corpus);
  return bytes.subarray(0, mostBytes);
}

function step(chance: Chance, bytes: Buffer, corpus: readonly Buffer[]): Buffer<ArrayBuffer> {
  const at = chance.whole(0, bytes.length);
  const to = Math.min(bytes.length, at + chance.whole(0, 64));
  const cut = (put: Buffer): Buffer<ArrayBuffer> => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(to)]);
  switch (chance.whole(0, 8)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = chance.whole(0, 255);
      return copy;
    }
    case 1:
      return cut(Buffer.alloc(0));
    case 2:
      return cut(Buffer.from(chance.pick(NASTY) ?? ''));
    case 3: {
      const piece = bytes.subarray(at, to);
      return cut(Buffer.concat(Array.from({ length: chance.whole(2, 200) }, () => piece)));
    }
    case 4:
      return Buffer.from(bytes.subarray(0, at));
    case 5: {
      const other = chance.pick(corpus) ?? Buffer.alloc(0);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(chance.whole(0, other.length))]);
    }
    case 6: {
      // A number becomes another one.
      const text = bytes.toString('latin1');
      return Buffer.from(
        text.replace(/-?\d+(\.\d+)?/g, (found) => (chance.happens(0.1) ? (chance.pick(NASTY) ?? found) : found)),
        'latin1',
      );
    }
    case 7:
      return cut(Buffer.from(Array.from({ length: chance.whole(1, 32) }, () => chance.whole(0, 255))));
    default: {
      // Whole lines or elements change places.
      const parts = bytes.toString('latin1').split(/(?<=[\n>,;&])/);
      const [a, b] = [chance.whole(0, parts.length - 1), chance.whole(0, parts.length - 1)];
      [parts[a], parts[b]] = [parts[b] ?? '', parts[a] ?? ''];
      return Buffer.from(parts.join(''), 'latin1');
    }
  }
}
