import type { ChainChange, ChainState } from './warning-chain.ts';

/** Drops a tenth when full, the oldest first, and never one that is active. */
export function makeRoom(
  state: ChainState,
  maxMessages: number,
): { state: ChainState; changes: ChainChange[]; full: boolean } {
  if (state.messages.size < maxMessages) return { state, changes: [], full: false };
  const idle = [...state.messages.values()].filter((message) => message.state !== 'active');
  idle.sort((a, b) => a.sentMs - b.sentMs || (a.key < b.key ? -1 : 1));
  const gone = idle.slice(0, Math.max(1, Math.floor(maxMessages / 10)));
  if (gone.length === 0) return { state, changes: [], full: true };
  const messages = new Map(state.messages);
  const actors = new Map(state.actors);
  for (const message of gone) {
    messages.delete(message.key);
    for (const target of message.targets) {
      const left = (actors.get(target) ?? []).filter((key) => key !== message.key);
      if (left.length > 0) actors.set(target, left);
      else actors.delete(target);
    }
  }
  const changes = gone.map(({ key }): ChainChange => ({ type: 'evicted', key }));
  return { state: { messages, actors, nowMs: state.nowMs }, changes, full: false };
}
