import { u8 } from './bytes.ts';

/**
 * The last messages of each terminal that were taken over safely, so that a repeat (the terminal
 * missed our answer) is answered again and not stored again. A message enters only after the
 * sink has it: a repeat of one that was lost is new.
 */
const REMEMBERED = 16;

export class RecentMessages {
  private readonly serials = new Int32Array(REMEMBERED).fill(-1);
  private readonly hashes = new Int32Array(REMEMBERED);
  private next = 0;

  has(serial: number, hash: number): boolean {
    for (let i = 0; i < REMEMBERED; i++) if (this.serials[i] === serial && this.hashes[i] === hash) return true;
    return false;
  }

  add(serial: number, hash: number): void {
    this.serials[this.next] = serial;
    this.hashes[this.next] = hash;
    this.next = (this.next + 1) % REMEMBERED;
  }
}

/** FNV-1a over a body; only compared where the serial is the same too. */
export function contentHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ u8(bytes, i), 0x01000193);
  return hash | 0;
}

/** Memories by terminal, bounded: the longest unused is forgotten. They outlive a connection. */
export class TerminalMemories {
  private readonly byTerminal = new Map<string, RecentMessages>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  of(terminal: string): RecentMessages {
    const known = this.byTerminal.get(terminal);
    if (known !== undefined) {
      this.byTerminal.delete(terminal);
      this.byTerminal.set(terminal, known);
      return known;
    }
    if (this.byTerminal.size >= this.limit) {
      const oldest = this.byTerminal.keys().next();
      if (!oldest.done) this.byTerminal.delete(oldest.value);
    }
    const fresh = new RecentMessages();
    this.byTerminal.set(terminal, fresh);
    return fresh;
  }
}
