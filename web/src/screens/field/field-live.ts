import { create } from 'zustand';
import type { Link } from '../../plumbing/live/link.ts';
import type { FieldWorld } from './field-world.ts';

/**
 * What the live lane tells the phone page. The lane itself (socket, schemas of every event) is fetched after the
 * page shows what it kept: in weak signal the task is on screen before the lane is there.
 */
export interface FieldLive {
  link: Link;
  /** Device time the server was last heard, ms. */
  heardMs: number | undefined;
  /** This person's part of the world; undefined before the first snapshot. */
  world: FieldWorld | undefined;
}

export const useFieldLive = create<FieldLive>(() => ({
  link: { kind: 'connecting' },
  heardMs: undefined,
  world: undefined,
}));
