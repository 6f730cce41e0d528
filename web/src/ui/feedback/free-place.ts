/** A box on the screen, pixels from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Place {
  readonly left: number;
  readonly top: number;
}

/** So far a place is moved up when the one below covers something. */
const stepPx = 16;

/**
 * Where in `room` a box of this size covers nothing that is pressed: at the right edge as low as it goes, else in the
 * middle, else at the left edge. `apart` (an open sheet) is kept clear as well where that can be done. When everything
 * is full, the place that covers least.
 */
export function freePlace(
  size: { readonly width: number; readonly height: number },
  room: Box,
  pressed: readonly Box[],
  apart: readonly Box[] = [],
): Place {
  const places = placesIn(size, room);
  const hit = (place: Place, boxes: readonly Box[]): number =>
    boxes.reduce((sum, box) => sum + overlapPx(boxAt(place, size), box), 0);
  const free =
    places.find((place) => hit(place, pressed) === 0 && hit(place, apart) === 0) ??
    places.find((place) => hit(place, pressed) === 0);
  if (free !== undefined) return free;
  const costs = places.map((place) => ({ place, cost: hit(place, pressed) }));
  return costs.reduce((best, one) => (one.cost < best.cost ? one : best)).place;
}

function placesIn(size: { width: number; height: number }, room: Box): [Place, ...Place[]] {
  const lowest = Math.max(room.top, room.bottom - size.height);
  const right = Math.max(room.left, room.right - size.width);
  const columns = [right, (room.left + right) / 2, room.left];
  const rows = Math.max(0, Math.floor((lowest - room.top) / stepPx));
  const places = columns.flatMap((left) =>
    Array.from({ length: rows + 1 }, (_, i): Place => ({ left, top: lowest - i * stepPx })),
  );
  const [first = { left: right, top: lowest }, ...rest] = places;
  return [first, ...rest];
}

const boxAt = ({ left, top }: Place, { width, height }: { width: number; height: number }): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

function overlapPx(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}
