import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';

const ScansSchema = z.array(
  z.object({ id: z.string(), scan: z.enum(['unscanned', 'clean', 'infected']), signature: z.string().nullable() }),
);
export type PhotoScanTold = z.infer<typeof ScansSchema>[number];

/** At most this many are asked for: the newest. */
const MOST = 200;
const NONE: readonly PhotoScanTold[] = [];

/** What the virus scanner said of these pictures; asked anew when it goes or comes back. */
export function usePhotoScans(photos: readonly { id: string }[]): ReadonlyMap<string, PhotoScanTold> {
  const away = useLive((live) => live.head?.uploads);
  const ids = photos
    .slice(-MOST)
    .map(({ id }) => id)
    .join(',');
  const { data = NONE } = useQuery({
    queryKey: ['photo-scans', ids, away],
    queryFn: () => api(`/api/photos/scans?ids=${ids}`, { schema: ScansSchema }),
    enabled: ids !== '',
  });
  return useMemo(() => new Map(data.map((one) => [one.id, one])), [data]);
}
