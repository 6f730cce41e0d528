import { newId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { create } from 'zustand';
import { api } from '../../plumbing/http/api.ts';
import {
  ASK_EVERY_MS,
  answered,
  failed,
  LeaseAnswerSchema,
  type LeaseKnown,
  NOTHING_KNOWN,
  type Owner,
  ownerOf,
  rings,
} from './sound-lease.ts';
import { NOTHING_SOUNDED, type Sounded, type SoundName, soundDue, soundedBefore } from './sound-plan.ts';
import { play } from './tones.ts';
import { type Beat, type Known, nextBeat } from './waking.ts';

/** `locked`: the browser lets no page sound before somebody touches it. */
type Audio = 'locked' | 'ready' | 'none';

/** `ownerName`: whose desk rings, when it is another one. */
export const useSound = create<{ audio: Audio; owner: Owner; ownerName: string; last: SoundName | undefined }>(() => ({
  audio: 'locked',
  owner: 'elsewhere',
  ownerName: '',
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
  world: () => WorldId;
  /** False: this person has no part in the sound of a room, and the server is not asked. */
  shares: () => boolean;
  alarms: () => readonly Alarm[];
  /** How new what `alarms` gives is. */
  heard: () => Pick<Known, 'serverMs' | 'line'>;
  nowMs: () => number;
  silentUntilMs: () => number;
}

const LOCK = 'sitong.sound';
const CONSOLE = 'sitong.console';
const ANSWER_MS = 2500;

/** One window of a browser asks for all of it, so a page that is loaded anew is the same console. */
function consoleId(): string {
  const known = localStorage.getItem(CONSOLE);
  if (known !== null) return known;
  const made = newId();
  localStorage.setItem(CONSOLE, made);
  return made;
}

/** Opening the machine's sound takes up to a tenth of a second, and whoever presses the first key waits for its picture. */
function afterPicture(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}

let take: (() => void) | undefined;

/** This console rings from now on, whoever did: for hand-over, and for a desk whose neighbour went home. */
export function takeSound(): void {
  take?.();
}

/** Keeps this tab ready to ring, and ringing while it is the room's one. Returns the way to end it. */
export function startSound(source: SoundSource): () => void {
  const ended = new AbortController();
  // Plain http on a LAN is no secure context: no locks there, and each window is a console of its own.
  const locks = navigator.locks;
  const holder = locks === undefined ? newId() : consoleId();
  let sounded: Sounded = NOTHING_SOUNDED;
  let beat: Beat | undefined;
  let release: (() => void) | undefined;
  let ours: 'ours' | 'another' = locks === undefined ? 'ours' : 'another';
  let known: LeaseKnown = NOTHING_KNOWN;
  let askedMs = Number.NEGATIVE_INFINITY;

  if (locks !== undefined) {
    locks
      .request(LOCK, { signal: ended.signal }, () => {
        ours = 'ours';
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch((error: unknown) => {
        if (!ended.signal.aborted) console.error('the sound lock failed', error);
      });
  }

  const decide = (): void => {
    const before = useSound.getState().owner;
    const owner = ownerOf(ours, known, performance.now());
    // What stood when the sound came to this window rang elsewhere already, except what is worse than yellow.
    if (rings(owner) && !rings(before)) sounded = soundedBefore(source.alarms());
    if (owner !== before || known.name !== useSound.getState().ownerName)
      useSound.setState({ owner, ownerName: known.name });
  };
  const ask = (want: 'hold' | 'take'): void => {
    const nowMs = performance.now();
    askedMs = nowMs;
    if (!source.shares()) {
      known = failed(NOTHING_KNOWN);
      return;
    }
    api('/api/session/sound-lease', {
      method: 'PUT',
      body: { world: source.world(), console: holder, want },
      schema: LeaseAnswerSchema,
      signal: AbortSignal.any([ended.signal, AbortSignal.timeout(ANSWER_MS)]),
    }).then(
      (answer) => {
        known = answered(answer, nowMs);
        decide();
      },
      () => {
        // Whatever the reason: nobody can be asked, and the rule for that is in ownerOf.
        known = failed(known);
        if (!ended.signal.aborted) decide();
      },
    );
  };
  take = () => ask('take');

  const worker = new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = () => {
    beat = nextBeat(beat, { atMs: source.nowMs(), ...source.heard() });
    // A window that may not sound yet must not keep the sound from one that may.
    const able = ours === 'ours' && useSound.getState().audio === 'ready';
    if (able && performance.now() - askedMs >= ASK_EVERY_MS) ask('hold');
    decide();
    if (beat.kind === 'waking' || !rings(useSound.getState().owner) || context?.state !== 'running') return;
    const due = soundDue(source.alarms(), sounded, source.nowMs(), source.silentUntilMs());
    sounded = due.sounded;
    if (due.sound === undefined) return;
    play(context, due.sound);
    useSound.setState({ last: due.sound });
  };

  const touch = (): void => {
    if (context?.state === 'running') return;
    // A browser that wants the sound asked for within the touch itself has it with the next one.
    if (context !== undefined) void unlockSound();
    else afterPicture(() => void unlockSound());
  };
  // Before anything takes them: F3 unlocks the sound like any other key.
  window.addEventListener('pointerdown', touch, { capture: true });
  window.addEventListener('keydown', touch, { capture: true });
  return () => {
    ended.abort();
    release?.();
    worker.terminate();
    take = undefined;
    window.removeEventListener('pointerdown', touch, { capture: true });
    window.removeEventListener('keydown', touch, { capture: true });
    useSound.setState({ owner: 'elsewhere', ownerName: '' });
  };
}
