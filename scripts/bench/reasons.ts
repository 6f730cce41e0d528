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
    why: 'The floor is one INSERT of a row that nothing has checked and one emit; ours decides the intent on the folded state and writes event, command (so that a retry gets the same answer) and chained head in one transaction. Tried and kept: no CHECK constraints on what every append touches (a third of an append), one statement under a check of the head instead of a function of many, scopes that see nothing are not searched at each commit.',
  },
  {
    bench: 'wall',
    figure: /units, among areas/,
    why: 'By the profile half of the frame is deck.gl drawing its fourteen layers, each at its own price whatever is in it; placing and laying out labels was 38 %, and is 16 %. Tried and kept: all areas in three layers, moving teams in one buffer, labels that only move stay laid out, a label is held only against what is near (0.89 × of before together, in turns in one run; placing alone 0.27 ×). Not tried: what stands still on a canvas of its own.',
  },
  {
    bench: 'wall',
    figure: /units, (a dot each: main thread|all in view)/,
    why: 'setData leaves most of its work to a worker and to drawing, and neither is counted here; a frame in which nothing at all is drawn costs the page more than a third of ours. Tried and kept: standing arrays instead of objects, one buffer written a frame, layers that stay until what they show has changed, drawing in the frame that runs already.',
  },
  {
    bench: 'wall',
    figure: /hand on the map/,
    why: 'The picture is drawn by software GL on the two cores that the page itself runs on; the floor is the same hand on an empty map with nothing moving. Tried and kept: labels, routes and waiting teams are left alone while a hand moves the map, deck.gl rests while nothing changes.',
  },
  {
    bench: 'events',
    figure: /^\/duty: press → next frame drawn/,
    why: 'By the profile four fifths of the scripts’ time is React drawing lists, a fiftieth parsing and folding the news. Tried and kept: news in turns whose distance follows what a turn costs, rows drawn only when they changed, a turn in two tasks (p99 0.55 and 0.71 × of before, two runs each in turns). Tried and dropped: the log as a deferred value of React (p50 2.3 × of before: what is put off is begun again with each turn).',
  },
  {
    bench: 'events',
    figure: /^\/duty: rows rendered/,
    why: 'A row counts also when it only moves. The log shows its newest line first, so each turn of news moves every line in view: about 27 rows a turn of 12 pieces, however many rows the lists hold. The faster a machine draws, the more turns it takes: the same page on a busy one rendered 0.64 rows for each piece. Tried and kept: rows drawn only when they changed, turns whose distance follows what a turn costs. Not tried: lines laid out from the foot of the list, so that those in view stay where they are.',
  },
  {
    bench: 'events',
    figure: /^\/wall: press → next frame drawn/,
    why: 'By the profile most of the page’s work lies outside its scripts, where software GL puts the map’s picture together; React is a quarter, parsing and folding the news a fourteenth. Tried and kept: news in turns whose distance follows what a turn costs, in two tasks each; the map draws anew only marks that say something else.',
  },
];
