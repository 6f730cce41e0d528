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
    why: 'What is left is the browser’s own part of a frame, which setData’s worker and drawing are not charged with, and one laying out of labels and one drawing of all that stands for every three pixels a team goes. Tried and kept: what moves, and every label, on a canvas of its own above deck.gl, so that a position frame draws two things instead of fourteen layers (4.92 → 2.03 ms, each in a quiet run); labels that go with their team instead of being laid out each second. Kept from before: all areas in three layers, a label held only against what is near.',
  },
  {
    bench: 'wall',
    figure: /units, (a dot each: main thread|all in view)/,
    why: 'setData leaves most of its work to a worker and to drawing, and neither is counted here; taking the frame and giving the browser one in which nothing is drawn is half of ours. Tried and kept: only dots near the view are sent to the device and drawn as points, without deck.gl, whose frame costs about a millisecond whatever is in it (0.50 × of before in turns in one run); standing arrays instead of objects, drawing in the frame that runs already. Tried and dropped, each alone on an empty page beside the page’s own 0.73 ms: a 2D canvas (+ 0.55 to 0.7 ms, against + 0.3 for points), moving elements (+ 1.9). Tried with the whole way built, in turns in one run on a busy machine: drawing in the task of the positions instead of a frame (1.0 × of before); a canvas that need not wait for the page (0.7 ×); a canvas in a worker, told everything in one message (0.7 × at 1,000 units, 0.6 × in the better and 1.7 × in the worse half of its turns at 10,000: 18 and 6 × cheaper than setData). Dropped: none of them meets the goal, and the last two would have marks run beside the ground under a hand, or two canvases change places. At 1,000 units the goal is 0.4 ms, which is what taking the frame costs with nothing drawn.',
  },
  {
    bench: 'wall',
    figure: /hand on the map/,
    why: 'The picture is drawn by software GL on the two cores that the page itself runs on; the floor is the same hand on an empty map with nothing moving. Ten thousand instanced dots cost it 140 ms a picture wherever they lay, out of view or in it, and a storm’s fourteen layers some 50: dots near the view as plain points and labels as ready pictures brought p50 to 0.5 × and p99 to 0.2 to 0.9 × of before (three turns in one run on a machine with much else to do; there an empty map’s own p99 was 0.5 to 0.6 s). Then, by the processor time of the graphics process for each picture, which a busy machine does not distort (an empty map 55 to 60 ms): what stands is carried along under a hand by the weak device and drawn anew when the hand is quiet or a third of the view is bare, 55 to 70 ms instead of 78 to 102; p50 0.54 to 0.60 × of before, p99 of the first hand 0.27 and 0.34 × (in turns, a busy machine); the p99 was the first drawing of what stands after it had changed, 0.3 to 0.5 s of software GL. Tried and dropped: drawing what stands anew in a quarter of the device’s time (p50 the same, p99 as before: that drawing fell into the hand); carrying what moves too (0.8 to 0.95 × again, but names would be missing where the ground comes in); half the ground’s resolution (0.8 × on an empty ground: it is not filling that costs there, and changing it costs a picture itself); deck.gl without smoothed edges (0.9 to 1.0 ×, and jagged), without keeping its last picture or depth (1.0 ×, kept all the same: neither is needed). Kept from before: nothing is laid out while a hand moves the map.',
  },
  {
    bench: 'events',
    figure: /^\/duty: press → next frame drawn/,
    why: 'By the profile most of the scripts’ time is React drawing lists, a fiftieth parsing and folding the news. Tried and kept: news in turns whose distance follows what a turn costs; rows drawn only when they changed; a turn in two tasks (p99 0.55 and 0.71 × of before, two runs each in turns); lists of our own, laid out from the foot, in place of those of React Aria, which keep a hidden copy of each list and draw every row in view when one of them is another (rows drawn 0.46 ×, components run 0.50 ×, scripts 0.76 ×, longest task 0.37 × of before, two rounds in turns on a busy machine). The distance of turns follows what their picture costs the browser beside their scripts (p50 0.50, p90 0.59, p99 0.42 × of before, three turns each in one run on a busy machine). Once p99 was 601 ms in a whole run and 84 alone: what can make such a press was found since, frames of the browser held up outside the page (1.5 s on a machine with ten waiting for two cores, no script of the page long in it), and the first key of a page, which opened the machine’s sound (42 to 235 ms, now 6 to 15); the notes of a run name its slowest presses and what ran in them. Tried and dropped: the log as a deferred value of React (p50 2.3 × of before: what is put off is begun again with each turn).',
  },
  {
    bench: 'events',
    figure: /^\/duty: rows rendered/,
    why: 'A row counts once when it comes, and again when it says something else or takes the focus. Tried and kept: rows drawn only when they changed, turns whose distance follows what a turn costs, lines laid out from the foot so that those in view keep their place when newer ones come (rows drawn 0.46 × of before).',
  },
  {
    bench: 'events',
    figure: /^\/wall: press → next frame drawn/,
    why: 'A press waits for the picture before it: this browser has no graphics card, so for every frame in which anything has changed it puts the whole screen together on the two cores and reads it back, half of each frame’s 45 ms of processor the three canvases of the map (an empty page whose one word changes takes 9, and under the same storm a page with nothing to draw answers in 2 ms, p99 21). Tried and kept: the map’s edge shaded by four strips instead of masked (a frame 0.7 × of before in processor time, 0.4 to 0.7 × in its own; presses p50 0.51, p90 0.55, p99 0.45 ×, in turns in one run); news in turns whose distance follows what a turn’s picture costs beside its scripts (on top of that p50 0.41, p90 0.69, p99 0.85 ×, four turns each). Kept from before: a turn in two tasks; the map draws anew only marks that say something else, so no news of this storm repaints the ground; what moves has a canvas of its own. Measured and not taken: a ground canvas without alpha (a frame 0.88 ×; the library asks for alpha whatever it is told); columns as layers of their own (1.1 ×) or contained (within the noise), as what costs is putting together, not painting. Not tried, because the waiting lies in the frame before and not in a script: putting drawing off for a key that waits.',
  },
  {
    bench: 'growth',
    figure: /there is nothing new/,
    why: 'What made up the millisecond was planning: the answer was one statement with a page of items in it, whose limit the database does not know when it keeps a plan, and takes for a tenth of a third of the table; from some ten thousand items on it therefore planned that statement at every asking (800 times of 800 with 100,000 events, 5 of 800 with 10,000; 0.59 against 0.29 ms in the database). Tried and kept: where a reader stands is asked first, by keys alone, planned once whatever the length (0.23 against 0.21 ms); the hash of a page looked up for its last item, not for each (a page 0.86 to 0.90 × of before). What is left is the round of HTTP and the look-up of the token, the same at every length.',
  },
];
