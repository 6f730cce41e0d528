import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { z } from 'zod';
import { type OsvRecord, OsvRecordSchema } from './osv-record.ts';

export interface OsvExport {
  records: OsvRecord[];
  /** Files that are no record, with why: the others still count. */
  broken: { file: string; why: string }[];
  /** The newest change of any record, ms; what the age of the export is told by. */
  newestMs: number;
}

/** One record of OSV is some kilobytes; this much is none. */
const MOST_RECORD_BYTES = 4_000_000;
/** The last record of a zip and the longest comment behind it. */
const MOST_END_BYTES = 22 + 65_535;
const END_OF_DIRECTORY = Buffer.from('504b0506', 'hex');

/** An export of osv.dev: a folder with its .json files, at any depth, or the zip itself. Throws when there is nothing there. */
export async function readExport(path: string): Promise<OsvExport> {
  if (!existsSync(path)) throw new Error(`${path} does not exist`);
  const found: OsvExport = { records: [], broken: [], newestMs: 0 };
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.json')) take(found, name, readFileSync(join(path, name)));
  } else await readZip(path, (name, bytes) => take(found, name, bytes));
  return found;
}

function take(found: OsvExport, file: string, bytes: Uint8Array): void {
  try {
    const parsed = OsvRecordSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (!parsed.success) {
      found.broken.push({ file, why: z.prettifyError(parsed.error).replaceAll('\n', ' ') });
      return;
    }
    found.records.push(parsed.data);
    found.newestMs = Math.max(found.newestMs, Date.parse(parsed.data.modified));
  } catch (error) {
    found.broken.push({ file, why: error instanceof Error ? error.message : String(error) });
  }
}

/** Entry by entry, so that an export of some hundred thousand records is never in memory as a whole. */
async function readZip(path: string, each: (name: string, bytes: Uint8Array) => void): Promise<void> {
  const seen = { begun: 0, whole: 0, faults: [] as string[] };
  let tail = Buffer.alloc(0);
  const zip = new Unzip((file) => {
    if (!file.name.endsWith('.json')) return;
    seen.begun += 1;
    const parts: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, part, final) => {
      if (error !== null) seen.faults.push(`${file.name}: ${error.message}`);
      if (error !== null) return;
      size += part.length;
      if (size <= MOST_RECORD_BYTES) parts.push(part);
      if (!final) return;
      seen.whole += 1;
      each(file.name, size <= MOST_RECORD_BYTES ? Buffer.concat(parts) : Buffer.from('too large for a record'));
    };
    file.start();
  });
  zip.register(UnzipInflate);
  zip.register(UnzipPassThrough);
  for await (const chunk of createReadStream(path)) {
    const part = Buffer.from(chunk);
    tail = Buffer.concat([tail, part]).subarray(-MOST_END_BYTES);
    zip.push(new Uint8Array(part), false);
  }
  // A copy that was cut off would hold fewer advisories and pass: the end of the directory must be there.
  if (seen.faults.length > 0 || seen.whole < seen.begun || !tail.includes(END_OF_DIRECTORY))
    throw new Error(`${path} is no whole zip: fetch it again ${seen.faults.slice(0, 1).join('')}`.trim());
}
