import { GroundLayerSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { z } from 'zod';

/** What the worker that cuts tiles answers; each with the number of what was asked. */
export const FromWorkerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cut'),
    ask: z.number(),
    revision: z.string(),
    layers: z.array(GroundLayerSchema),
  }),
  z.object({ kind: z.literal('tile'), ask: z.number(), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('failed'), ask: z.number(), message: z.string() }),
]);
export type FromWorker = z.infer<typeof FromWorkerSchema>;

export const TileAskSchema = z.object({
  kind: z.literal('tile'),
  ask: z.number(),
  z: z.number(),
  x: z.number(),
  y: z.number(),
});
