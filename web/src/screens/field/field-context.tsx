import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { CountyBasics } from '../../plumbing/outbox/county-basics.ts';
import type { Outbox } from '../../plumbing/outbox/outbox.ts';
import type { OutboxNow } from '../../plumbing/outbox/outbox-shelf.ts';
import type { FieldLine } from './field-line.ts';
import type { FieldWorld } from './field-world.ts';
import type { PositionNow } from './position/position-now.ts';

/** What every part of the phone page works with. */
export interface FieldTools {
  session: SessionInfo;
  basics: CountyBasics;
  world: FieldWorld;
  worldId: string;
  line: FieldLine;
  outbox: Outbox;
  position: PositionNow;
}

export const FieldContext = createContext<FieldTools | null>(null);

export function useField(): FieldTools {
  const tools = useContext(FieldContext);
  if (tools === null) throw new Error('useField stands outside the phone page');
  return tools;
}

export function useOutboxNow(): OutboxNow {
  const { outbox } = useField();
  return useSyncExternalStore(outbox.subscribe, outbox.current);
}
