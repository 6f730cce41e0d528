import type { PracticeValue } from '@sitong/shared/kernel/practice-leaf.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';

/** Values of which the stored past tells what another one would have done. */
const TRIED: readonly string[] = [
  'order.reRingS',
  'order.offerNextS',
  'order.leaderS',
  'response.incidentFrom',
  'alarm.incomingFrom',
  'sensor.silentAfterCadences',
];

const PastSchema = z.object({
  days: z.number(),
  counted: z.enum(['orders', 'incidents', 'warnings', 'silences']),
  of: z.number(),
  now: z.number(),
  after: z.number(),
});

/** What a changed value would have made of the last days; nothing where the past does not tell. */
export function PastLine({ path, value }: { path: string; value: PracticeValue }) {
  const { t } = useTranslation('practice');
  const world = useLive((live) => live.world);
  const tried = TRIED.includes(path);
  const past = useQuery({
    queryKey: ['practice-past', world, path, value],
    queryFn: ({ signal }) =>
      api(`/api/practice/past?world=${world}&path=${path}&value=${value}`, { schema: PastSchema, signal }),
    enabled: tried,
  });
  if (past.data === undefined) return null;
  const { days, counted, of, now, after } = past.data;
  return <span className="text-meta text-ink-3">{t(`past.${counted}`, { days, of, now, after })}</span>;
}
