/** What to change in the query of an address: undefined takes a part out. */
export type Changes<Name extends string = string> = Readonly<Partial<Record<Name, string | undefined>>>;

/** As much of the router's history as the address needs; its location is right before the browser's own is. */
export interface AddressHistory {
  readonly location: { readonly href: string };
}

/** Parts of the query by name; a name that stands twice counts once. */
export function partsOf<Name extends string>(searchStr: string, names: readonly Name[]): Changes<Name> {
  const found = new URLSearchParams(searchStr);
  const parts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = found.get(name);
    if (value !== null) parts[name] = value;
  }
  return parts;
}

/**
 * The address after a change, `world` and everything else kept; undefined when nothing changes.
 * Two changes in one turn both count: each begins where the router's history stands, which is one step
 * ahead of `window.location` until the browser has been told.
 */
export function changedAddress<Name extends string>(
  history: AddressHistory,
  names: readonly Name[],
  change: Changes<Name> | ((now: Changes<Name>) => Changes<Name>),
): string | undefined {
  // Only path and query are read; the origin is a placeholder that URL asks for.
  const url = new URL(history.location.href, 'http://desk');
  const before = `${url.pathname}${url.search}`;
  const changes = typeof change === 'function' ? change(partsOf(url.search, names)) : change;
  for (const name of names) {
    if (!(name in changes)) continue;
    const value = changes[name];
    if (value === undefined) url.searchParams.delete(name);
    else if (url.searchParams.get(name) !== value) url.searchParams.set(name, value);
  }
  const after = `${url.pathname}${url.search}`;
  return after === before ? undefined : after;
}
