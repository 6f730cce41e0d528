import { parentPort } from 'node:worker_threads';
import { RoadGraphSchema } from '@sitong/shared/kernel/master/county.ts';
import { DivisionRowSchema } from '@sitong/shared/kernel/master/people.ts';
import { z } from 'zod';
import { WaterSchema } from '../../plumbing/master/water.ts';
import { type TileCutter, tileCutter } from './tile-cutter.ts';
import { type FromWorker, TileAskSchema } from './tile-messages.ts';

/** Cuts tiles beside the server's own thread: indexing a county must never hold up an event. */
const ToWorkerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cut'),
    ask: z.number(),
    data: z.object({
      divisions: z.array(DivisionRowSchema),
      roads: RoadGraphSchema.optional(),
      water: WaterSchema.optional(),
    }),
  }),
  TileAskSchema,
]);

const port = parentPort;
if (port === null) throw new Error('tile-worker.ts runs as a worker thread');
let cutter: TileCutter | undefined;

function answer(message: z.infer<typeof ToWorkerSchema>): FromWorker {
  if (message.kind === 'cut') {
    const { roads, water, divisions } = message.data;
    cutter = tileCutter({ divisions, roads, water });
    return { kind: 'cut', ask: message.ask, revision: cutter.revision, layers: cutter.layers };
  }
  if (cutter === undefined) return { kind: 'failed', ask: message.ask, message: 'nothing was given to cut yet' };
  return { kind: 'tile', ask: message.ask, bytes: cutter.tile(message.z, message.x, message.y) };
}

port.on('message', (given: unknown) => {
  const message = ToWorkerSchema.parse(given);
  try {
    port.postMessage(answer(message));
  } catch (error) {
    const told: FromWorker = { kind: 'failed', ask: message.ask, message: String(error) };
    port.postMessage(told);
  }
});
