import type { SoundName } from './sound-plan.ts';

export interface Note {
  /** Seconds after the start. */
  readonly atS: number;
  readonly hz: number;
  readonly lengthS: number;
}

const pulses = (hz: number, at: readonly number[], lengthS: number): Note[] => at.map((atS) => ({ atS, hz, lengthS }));

/** ux §4: red 3+2 pulses, orange 3, yellow one pair, an order not accepted a falling pair. */
export const PATTERNS: Readonly<Record<SoundName, readonly Note[]>> = {
  red: pulses(960, [0, 0.2, 0.4, 0.85, 1.05], 0.12),
  orange: pulses(660, [0, 0.3, 0.6], 0.16),
  yellow: pulses(440, [0, 0.35], 0.2),
  order: [
    { atS: 0, hz: 540, lengthS: 0.25 },
    { atS: 0.3, hz: 360, lengthS: 0.35 },
  ],
};

const EDGE_S = 0.015;

/** Sounds a pattern now. Soft edges, so that a loudspeaker does not click; a second partial carries over noise. */
export function play(context: AudioContext, sound: SoundName, volume = 0.35): void {
  const start = context.currentTime + 0.02;
  for (const { atS, hz, lengthS } of PATTERNS[sound]) {
    for (const [partial, share] of [
      [1, 1],
      [2, 0.35],
    ] as const) {
      const tone = context.createOscillator();
      const level = context.createGain();
      tone.type = 'sine';
      tone.frequency.value = hz * partial;
      const from = start + atS;
      const to = from + lengthS;
      level.gain.setValueAtTime(0, from);
      level.gain.linearRampToValueAtTime(volume * share, from + EDGE_S);
      level.gain.setValueAtTime(volume * share, to - EDGE_S);
      level.gain.linearRampToValueAtTime(0, to);
      tone.connect(level).connect(context.destination);
      tone.start(from);
      tone.stop(to + 0.01);
    }
  }
}
