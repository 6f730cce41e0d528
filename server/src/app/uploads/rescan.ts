import type { AuditLog } from '../audit/audit-log.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { foundWords } from './found.ts';
import type { PhotoScans } from './photo-scans.ts';
import type { UploadScanner } from './upload-scanner.ts';

const AT_A_TIME = 50;

export interface RescanNeeds {
  photos: PhotoStore;
  scans: PhotoScans;
  scanner: UploadScanner;
  audit: AuditLog;
  now: () => number;
}

/**
 * Looks at every picture that was kept while nobody could, also at those of before there was a scanner. An infected one is
 * written down, then taken off the disk; its place in the log says so from then on. Ends early when the scanner is away
 * again: what is left is looked at when it is back.
 */
export async function rescan({ photos, scans, scanner, audit, now }: RescanNeeds): Promise<void> {
  const kept = await photos.ids();
  for (let at = 0; at < kept.length; at += 1000) {
    const some = kept.slice(at, at + 1000);
    await scans.owe(some, new Date(now()));
    // Left by a crash between the verdict and the deed.
    for (const [id, { state }] of await scans.of(some)) if (state === 'infected') await photos.remove(id);
  }
  let last: string | undefined;
  for (;;) {
    const ids = await scans.unscanned(AT_A_TIME, last);
    if (ids.length === 0) return;
    for (const id of ids) {
      const photo = await photos.read(id);
      if (photo === undefined) {
        await scans.forget(id);
        continue;
      }
      const verdict = await scanner.scan(photo.bytes);
      if (verdict.kind === 'unscanned' && verdict.why !== 'too_large') return;
      if (verdict.kind === 'unscanned') {
        last = id;
        continue;
      }
      const signature = verdict.kind === 'infected' ? verdict.signature : null;
      if (signature !== null) await audit.record('system', foundWords(`照片 ${id}`, signature, '文件已删除'));
      await scans.settle(id, verdict.kind, signature, new Date(now()));
      if (signature !== null) await photos.remove(id);
    }
  }
}
