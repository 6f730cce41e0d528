import { newId, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { WorldClockSchema } from '@sitong/shared/kernel/time.ts';
import { type IntentAnswer, IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';

const DrillSchema = z.object({
  world: WorldIdSchema,
  title: z.string(),
  scenario: z.string(),
  status: z.enum(['running', 'ended', 'closed']),
  startedAt: z.string(),
  clock: WorldClockSchema,
  events: z.number(),
  officers: z.enum(['hand', 'scripted']).nullable(),
  player: z.enum(['playing', 'over', 'failed', 'caller', 'gone']),
  told: z.string(),
});
const DrillsSchema = z.object({ serverMs: z.number(), drills: z.array(DrillSchema) });

export type Drill = z.infer<typeof DrillSchema> & {
  /** As rows are told apart. */
  id: string;
  /** Server clock minus ours, ms. */
  offsetMs: number;
};

/** Looks again whenever the server says that a drill changed, and after a line that was cut. */
export function useDrillNews(): void {
  const client = useQueryClient();
  useEffect(() => {
    const news = new EventSource('/api/drills/news');
    const look = (): void => drillsChanged(client);
    news.addEventListener('open', look);
    news.addEventListener('message', look);
    return () => news.close();
  }, [client]);
}

export function useDrills() {
  return useQuery({
    queryKey: ['drills'],
    queryFn: async ({ signal }): Promise<Drill[]> => {
      const asked = Date.now();
      const { serverMs, drills } = await api('/api/drills', { schema: DrillsSchema, signal });
      const offsetMs = serverMs - (asked + Date.now()) / 2;
      return drills.map((drill) => ({ ...drill, id: drill.world, offsetMs }));
    },
  });
}

const PromptsSchema = z.object({ prompts: z.array(z.object({ seq: z.number(), at: z.string(), text: z.string() })) });
export type Prompt = z.infer<typeof PromptsSchema>['prompts'][number];

export function usePrompts(world: string) {
  return useQuery({
    queryKey: ['drills', world, 'prompts'],
    queryFn: ({ signal }) => api(`/api/drills/${world}/prompts`, { schema: PromptsSchema, signal }),
  });
}

export interface NewDrill {
  title?: string;
  speed: number;
  officers: 'hand' | 'scripted';
}

export function startDrill(drill: NewDrill): Promise<{ world: string }> {
  return api('/api/drills', {
    method: 'POST',
    body: { scenario: 'storm', ...drill },
    schema: z.object({ world: z.string() }),
  });
}

/** Lets the script go on in a drill whose player is gone. */
export function resumeDrill(world: string, officers: NewDrill['officers']): Promise<unknown> {
  return api(`/api/drills/${world}/player`, { method: 'POST', body: { officers }, schema: DrillSchema });
}

export function endDrill(world: string): Promise<undefined> {
  return api(`/api/drills/${world}`, { method: 'DELETE', schema: z.undefined() });
}

/** Acts in a world that this tab need not be in. */
export function sendInWorld(world: string, intent: Intent): Promise<IntentAnswer> {
  return api(`/api/intents?world=${world}`, {
    method: 'POST',
    body: { commandId: newId(), intent },
    schema: IntentAnswerSchema,
  });
}

export function drillsChanged(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['drills'] });
}
