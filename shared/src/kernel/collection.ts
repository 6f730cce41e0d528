/** Immutable records by id: each change copies only the record and the entity it touches. */
export type ById<T> = Readonly<Record<string, T>>;

export function put<T>(all: ById<T>, id: string, value: T): ById<T> {
  return { ...all, [id]: value };
}

/**
 * Changes one entity. An unknown id leaves everything as it was: a reader who may not see a
 * stream's beginning must not build half of it from a later event.
 */
export function patch<T>(all: ById<T>, id: string, change: (value: T) => T): ById<T> {
  const value = all[id];
  if (value === undefined) return all;
  const next = change(value);
  return next === value ? all : { ...all, [id]: next };
}

export function drop<T>(all: ById<T>, id: string): ById<T> {
  if (!(id in all)) return all;
  const { [id]: _gone, ...rest } = all;
  return rest;
}

/** Every open entity says who may see it: the last event of its stream, fixed at append. */
export interface Visible {
  division: string;
  audience: readonly string[];
}

/** The last shown number given out of a series; its stream is `numbers/<series>`. */
export interface NumberSeries extends Visible {
  last: number;
}
