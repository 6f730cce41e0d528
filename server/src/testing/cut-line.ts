import { faultyLine } from './faulty-line.ts';

export interface CutLine {
  /** Where to reach the server through this line. */
  url: string;
  /** Ends every connection and lets no new one through, as a dead zone does. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A line of TCP to a server of this machine that can be cut for real: nothing in the client knows of it. */
export async function cutLine(serverUrl: string): Promise<CutLine> {
  const line = await faultyLine(serverUrl, () => 0);
  return {
    url: line.url,
    cut: () => line.become({ kind: 'cut' }),
    mend: () => line.become({ kind: 'through' }),
    close: () => line.close(),
  };
}
