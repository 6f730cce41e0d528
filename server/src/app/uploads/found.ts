import type { AuditFact } from '@sitong/shared/kernel/audit.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ScanVerdict } from './upload-scanner.ts';

export type NotInfected = Exclude<ScanVerdict, { kind: 'infected' }>;

/** The audit entry of an infected upload; `then`: what became of it. */
export function foundWords(what: string, signature: string, then: string): AuditFact {
  const text = `病毒扫描发现 ${signature.slice(0, 200)}：${what.slice(0, 200)}，${then}`;
  return { type: 'Administered', body: { about: 'other', subject: 'virus_scan', text } };
}

/**
 * Throws for an infected upload, after it was written down: 422 `infected`, with the name of what was found. Returns what is
 * known of any other.
 */
export async function refuseInfected(
  verdict: ScanVerdict,
  { audit, person, what }: { audit: AuditLog; person: string; what: string },
): Promise<NotInfected> {
  if (verdict.kind !== 'infected') return verdict;
  const { signature } = verdict;
  await audit.record(person, foundWords(what, signature, '已拒收，未保存'));
  const message = `病毒扫描发现 ${signature}，文件已拒收 · the virus scanner found ${signature}; the file was not kept`;
  throw new HttpError(422, 'infected', message, 'file', { signature });
}

/** Throws where a file nobody looked at is not taken: 503, to be sent again, or 422 when sending again would not help. */
export function refuseUnscanned(verdict: NotInfected): void {
  if (verdict.kind === 'clean') return;
  switch (verdict.why) {
    case 'no_scanner':
      return;
    case 'away':
      throw new HttpError(
        503,
        'scanner_away',
        `病毒扫描暂不可用，未接收，请稍后再试 · the virus scanner does not answer (${verdict.detail}); nothing was taken, send it again`,
      );
    case 'too_large':
      throw new HttpError(
        422,
        'too_large_to_scan',
        '文件超出病毒扫描上限 · the file is larger than the virus scanner takes: raise StreamMaxLength in clamd.conf to 40M',
      );
    default:
      verdict.why satisfies never;
  }
}
