import { open } from 'node:fs/promises';
import type { ScanVerdict, UploadScanner } from './upload-scanner.ts';

/** Below StreamMaxLength of a clamd as Debian installs it (25M). */
const PIECE_BYTES = 20 * 1024 ** 2;
/** A signature that lies across two pieces is whole in one of them. */
const OVERLAP_BYTES = 64 * 1024;

/** An administrator waits for a map; a county's is some dozens of pieces. */
const PIECE_MS = 60_000;

/** A file too large for one look, piece by piece; the first piece that is not clean decides. */
export async function scanFile(scanner: UploadScanner, path: string): Promise<ScanVerdict> {
  if (scanner.state.kind === 'none') return scanner.scan(Buffer.alloc(0));
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const piece = Buffer.allocUnsafe(Math.min(size, PIECE_BYTES));
    for (let at = 0; at < size; at += PIECE_BYTES - OVERLAP_BYTES) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      const verdict = await scanner.scan(piece.subarray(0, bytesRead), PIECE_MS);
      if (verdict.kind !== 'clean') return verdict;
    }
    return { kind: 'clean' };
  } finally {
    await file.close();
  }
}
