import { AuditFactSchema, type AuditFactType } from '@sitong/shared/kernel/audit.ts';
import { z } from 'zod';
import { ApiError, api, send } from '../../../plumbing/http/api.ts';

const EntrySchema = z.object({
  seq: z.number(),
  at: z.string(),
  person: z.string(),
  name: z.string().nullable(),
  fact: AuditFactSchema,
});
const PageSchema = z.object({ entries: z.array(EntrySchema), next: z.number().optional() });
export type Entry = z.infer<typeof EntrySchema> & { id: string };
export type Page = z.infer<typeof PageSchema>;

export interface AuditQuery {
  who: string;
  type: AuditFactType | 'all';
  from: string;
  to: string;
}
export const WHOLE: AuditQuery = { who: '', type: 'all', from: '', to: '' };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day as people write it; days are those of China (domain §10). */
export function isDay(text: string): boolean {
  return text === '' || (DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00+08:00`)));
}

function dayAfter(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 3_600_000);
  return new Date(next.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

function filterOf({ who, type, from, to }: AuditQuery): Record<string, string> {
  return {
    ...(who.trim() === '' ? {} : { who: who.trim() }),
    ...(type === 'all' ? {} : { type }),
    ...(from === '' ? {} : { from: `${from}T00:00:00+08:00` }),
    ...(to === '' ? {} : { to: `${dayAfter(to)}T00:00:00+08:00` }),
  };
}

export function readPage(query: AuditQuery, before: number | undefined, signal: AbortSignal): Promise<Page> {
  const search = new URLSearchParams(filterOf(query));
  if (before !== undefined) search.set('before', String(before));
  return api(`/api/audit?${search}`, { schema: PageSchema, signal });
}

/** The CSV as the server made it: formula-safe, with the export written down first. Throws ApiError. */
export async function exportAudit(query: AuditQuery): Promise<Blob> {
  const response = await send('/api/audit/export', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(filterOf(query)),
  });
  if (!response.ok) throw new ApiError(response.status, `http_${response.status}`, await response.text());
  return response.blob();
}
