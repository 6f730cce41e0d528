/** An event's body with the version of its shape. */
export interface Shaped {
  schema: number;
  body: unknown;
}

/** Turns the body of shape `from` into that of shape `from + 1`. */
export interface Upcaster {
  type: string;
  from: number;
  up: (body: unknown) => unknown;
}

/** Brings a stored body to today's shape; events themselves are never rewritten. */
export type Upcast = (type: string, schema: number, body: unknown) => Shaped;

export const asStored: Upcast = (_type, schema, body) => ({ schema, body });

/** Chains the steps of each type. Throws when two steps claim the same shape of one type. */
export function upcasting(steps: readonly Upcaster[]): Upcast {
  const byShape = new Map<string, Upcaster>();
  for (const step of steps) {
    const key = `${step.type}/${step.from}`;
    if (byShape.has(key)) throw new Error(`two upcasters for ${key}`);
    byShape.set(key, step);
  }
  return (type, schema, body) => {
    let shaped: Shaped = { schema, body };
    for (;;) {
      const step = byShape.get(`${type}/${shaped.schema}`);
      if (step === undefined) return shaped;
      shaped = { schema: shaped.schema + 1, body: step.up(shaped.body) };
    }
  };
}
