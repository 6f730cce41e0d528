import fc from 'fast-check';
import { z } from 'zod';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, WANGZHUANG } from './county.ts';

/** The part of JSON Schema that our event bodies use. */
interface Shape {
  type?: string | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  const?: unknown;
  enum?: readonly unknown[] | undefined;
  anyOf?: readonly Shape[] | undefined;
  oneOf?: readonly Shape[] | undefined;
  properties?: Readonly<Record<string, Shape>> | undefined;
  required?: readonly string[] | undefined;
  items?: Shape | undefined;
  prefixItems?: readonly Shape[] | undefined;
  additionalProperties?: Shape | boolean | undefined;
  minItems?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
}

/** Few ids, so that random events meet at the same entities. */
const IDS = ['1', '2', '3'].map((n) => `0190a000-0000-7000-8000-00000000000${n}`);
const DIVISIONS = [COUNTY, FENGYUAN, SHANHUA, WANGZHUANG, LUOCHENG];
const RING = [
  [109.8, 35.2],
  [109.9, 35.2],
  [109.9, 35.3],
  [109.8, 35.2],
];

function text(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.format === 'uuid') return fc.constantFrom(...IDS);
  if (shape.format === 'date-time') return fc.constantFrom('2026-07-18T20:00:00+08:00', '2026-07-18T21:30:00+08:00');
  if (shape.format === 'date') return fc.constant('2026-07-18');
  if (shape.pattern === undefined) return fc.constantFrom('甲', '乙 2', 'text');
  const pattern = new RegExp(shape.pattern);
  const known = [...DIVISIONS, 'team-1', 'p-duty', 'person:p-duty', '13800000000'].filter((one) => pattern.test(one));
  return known.length > 0 ? fc.constantFrom(...known) : fc.stringMatching(pattern);
}

function number(shape: Shape): fc.Arbitrary<unknown> {
  const min = Math.max(shape.minimum ?? 0, shape.exclusiveMinimum === undefined ? 0 : shape.exclusiveMinimum + 1);
  return fc.integer({
    min: Math.ceil(min),
    max: Math.max(Math.ceil(min), Math.floor(Math.min(shape.maximum ?? 500, 500))),
  });
}

function list(shape: Shape): fc.Arbitrary<unknown> {
  const { items, prefixItems, minItems = 0 } = shape;
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map(of));
  // Only rings have four or more items, and they must close.
  if (minItems >= 4) return fc.constant(RING);
  return fc.array(of(items ?? {}), { minLength: minItems, maxLength: minItems + 1 });
}

function object(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.properties === undefined) {
    const values = typeof shape.additionalProperties === 'object' ? of(shape.additionalProperties) : fc.constant('x');
    return fc.dictionary(fc.constantFrom('a', 'b'), values, { noNullPrototype: true });
  }
  const model = Object.fromEntries(Object.entries(shape.properties).map(([name, one]) => [name, of(one)]));
  return fc.record(model, { requiredKeys: [...(shape.required ?? [])], noNullPrototype: true });
}

function of(shape: Shape): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(of));
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  switch (shape.type) {
    case 'string':
      return text(shape);
    case 'number':
    case 'integer':
      return number(shape);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return list(shape);
    case 'object':
      return object(shape);
    case 'null':
      return fc.constant(null);
    default:
      return fc.constant('anything');
  }
}

/** Bodies that fit an event's schema, made from the schema itself: a new event needs nothing here. */
export function arbitraryBody(schema: z.ZodType): fc.Arbitrary<Record<string, unknown>> {
  const shape: Shape = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })));
  const fits = z.record(z.string(), z.unknown());
  return of(shape)
    .filter((body) => schema.safeParse(body).success)
    .map((body) => fits.parse(body));
}
