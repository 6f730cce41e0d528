import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Pack } from './pack.ts';

const WITHIN_MS = 120_000;

/** The pack as PDF, made in a thread of its own. Throws when that takes longer than two minutes. */
export async function printAside(pack: Pack): Promise<Buffer> {
  const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData: pack });
  try {
    const [pdf]: unknown[] = await once(worker, 'message', { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!(pdf instanceof Uint8Array)) throw new Error('the printing thread gave no pages');
    return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  } finally {
    await worker.terminate();
  }
}
