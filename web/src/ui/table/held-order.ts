/** What a list shows while somebody points at a row, and how much it keeps back. */
export interface HeldOrder {
  readonly order: readonly string[];
  /** New rows not shown yet, because they would push the anchored row away. */
  readonly waiting: number;
}

/**
 * New rows never move the row under the cursor (ux.md §4). With an anchor, rows already shown keep
 * their order, new rows below the anchor are let in, and new rows above it wait behind a bar.
 * Without one, what came in is shown as it came.
 */
export function holdOrder(shown: readonly string[], incoming: readonly string[], anchor: string | null): HeldOrder {
  const present = new Set(incoming);
  if (anchor === null || !present.has(anchor) || !shown.includes(anchor)) return { order: incoming, waiting: 0 };

  const known = new Set(shown);
  const order = shown.filter((id) => present.has(id));
  const anchorAt = incoming.indexOf(anchor);
  let waiting = 0;
  // Each admitted row goes right behind the row it follows in the incoming order.
  let behind = anchor;
  incoming.forEach((id, index) => {
    const isNew = !known.has(id);
    if (isNew && index < anchorAt) {
      waiting += 1;
      return;
    }
    if (isNew) order.splice(order.indexOf(behind) + 1, 0, id);
    if (index > anchorAt && order.indexOf(id) > order.indexOf(anchor)) behind = id;
  });
  return { order, waiting };
}
