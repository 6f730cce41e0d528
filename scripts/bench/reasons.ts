/** Why a goal is missed and what was tried against it; shown in the README only while a kept run misses it. */
export interface Reason {
  readonly bench: string;
  /** Fits the name of the row. */
  readonly figure: RegExp;
  readonly why: string;
}

export const reasons: readonly Reason[] = [
  {
    bench: 'command',
    figure: /on each of \d+ screens, p50/,
    why: 'The floor is one INSERT of a row that nothing has checked and one emit; ours decides the intent on the folded state, writes event, command (so that a retry gets the same answer) and head under one check of the head, and chains the hash. Tried and kept: no CHECK constraints on what every append touches (a third of its time), the append as one statement under a check of the head instead of a function of many, one encoding for all screens in step, no search for scopes that see nothing.',
  },
  {
    bench: 'wall',
    figure: /units, (a dot each: main thread|among areas|all in view)/,
    why: 'Drawing itself is counted on neither side (the graphics card is software here), nor is the worker in which setData cuts its points into tiles: what is left of the rival is cheap. Tried and kept: standing arrays instead of objects, one buffer written a frame, layers that stay until what they show has changed, drawing in the frame that runs already (a frame of its own costs half a millisecond), all areas in three layers, moving teams in one buffer.',
  },
  {
    bench: 'wall',
    figure: /hand on the map/,
    why: 'The picture is drawn by software GL on the two cores that the page itself runs on; the floor is the same hand on an empty map with nothing moving. Tried and kept: deck.gl rests while nothing changes, labels and routes are left alone while the map moves.',
  },
  {
    bench: 'events',
    figure: /press → next frame drawn/,
    why: 'Senders, server, database and browser share two cores at 300 events a second. Tried and kept: news is shown in turns whose distance follows what a turn costs, a list draws only the rows that changed, the map redraws only marks that say something else.',
  },
];
