import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { create } from 'zustand';
import { NOTHING_SOUNDED, type Sounded, type SoundName, soundDue, soundedBefore } from './sound-plan.ts';
import { play } from './tones.ts';

/** `locked`: the browser lets no page sound before somebody touches it. */
type Audio = 'locked' | 'ready' | 'none';
/** `unshared`: without Web Locks (plain http) each tab sounds for itself. */
type Owner = 'here' | 'elsewhere' | 'unshared';

export const useSound = create<{ audio: Audio; owner: Owner; last: SoundName | undefined }>(() => ({
  audio: 'locked',
  owner: 'elsewhere',
  last: undefined,
}));

let context: AudioContext | undefined;

/** Called on the first touch or key of the page; also by the test tone. */
export async function unlockSound(): Promise<void> {
  if (typeof AudioContext === 'undefined') {
    useSound.setState({ audio: 'none' });
    return;
  }
  context ??= new AudioContext();
  if (context.state !== 'running') await context.resume();
  useSound.setState({ audio: context.state === 'running' ? 'ready' : 'locked' });
}

export async function testSound(sound: SoundName): Promise<void> {
  await unlockSound();
  if (context !== undefined && useSound.getState().audio === 'ready') play(context, sound);
}

export interface SoundSource {
  alarms: () => readonly Alarm[];
  nowMs: () => number;
  silentUntilMs: () => number;
}

const LOCK = 'sitong.sound';

/** Keeps this tab ready to ring, and ringing while it holds the one lock of the browser. Returns the way to end it. */
export function startSound(source: SoundSource): () => void {
  const ended = new AbortController();
  let sounded: Sounded = NOTHING_SOUNDED;
  let release: (() => void) | undefined;

  const begin = (owner: Owner): void => {
    sounded = soundedBefore(source.alarms());
    useSound.setState({ owner });
  };
  // Plain http on a LAN is no secure context: no locks there.
  if (navigator.locks === undefined) begin('unshared');
  else {
    navigator.locks
      .request(LOCK, { signal: ended.signal }, () => {
        begin('here');
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch((error: unknown) => {
        if (!ended.signal.aborted) console.error('the sound lock failed', error);
      });
  }

  const worker = new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = () => {
    if (useSound.getState().owner === 'elsewhere') return;
    if (context?.state !== 'running') return;
    const due = soundDue(source.alarms(), sounded, source.nowMs(), source.silentUntilMs());
    sounded = due.sounded;
    if (due.sound === undefined) return;
    play(context, due.sound);
    useSound.setState({ last: due.sound });
  };

  const touch = (): void => void unlockSound();
  window.addEventListener('pointerdown', touch);
  window.addEventListener('keydown', touch);
  return () => {
    ended.abort();
    release?.();
    worker.terminate();
    window.removeEventListener('pointerdown', touch);
    window.removeEventListener('keydown', touch);
    useSound.setState({ owner: 'elsewhere' });
  };
}
