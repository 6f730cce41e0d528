import { parseArgs } from 'node:util';
import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema } from '@sitong/shared/kernel/time.ts';
import { z } from 'zod';
import { perform } from './scenario/perform.ts';
import { startDrill } from './scenario/start-drill.ts';
import { clockMs } from './scenario/story/day.ts';

/**
 * `pnpm scenario storm [--speed 20] [--officers scripted|hand] [--until 20:47:32]`: begins a drill on a running server
 * and plays the storm into it through the doors. The server itself starts it with `--world`, for a drill begun on a screen.
 *
 * The server is found at `--url` (http://127.0.0.1:8080); the drill is begun as `--user` (duty) with the password in
 * SITONG_PASSWORD or SITONG_DEMO_PASSWORD. `--until` stops the clock of the drill at that minute and leaves it there.
 * `--resume` goes on in the middle of a drill whose player is gone: what its log holds is not played again.
 * Exit code 0 = played, with the outcome asked for; 1 = something was left open; 2 = could not be played.
 */
const OptionsSchema = z.object({
  url: z.url().default('http://127.0.0.1:8080'),
  world: WorldIdSchema.optional(),
  officers: z.enum(['hand', 'scripted']).default('scripted'),
  speed: z.coerce.number().min(1).max(600).default(20),
  user: z.string().default('duty'),
  title: z.string().max(80).optional(),
  'start-at': TimestampSchema.optional(),
  until: z.string().transform(checkedClock).optional(),
  seed: z.coerce.number().int().default(7),
  jt808: z.coerce.number().int().min(1).max(65_535).optional(),
  resume: z.boolean().default(false),
});

function checkedClock(text: string): string {
  clockMs(text);
  return text;
}

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: text,
      world: text,
      officers: text,
      speed: text,
      user: text,
      title: text,
      'start-at': text,
      until: text,
      seed: text,
      jt808: text,
      resume: { type: 'boolean' },
    },
  });
  const [scenario = 'storm'] = positionals;
  if (scenario !== 'storm') throw new Error(`there is no scenario "${scenario}"; there is storm`);
  const options = OptionsSchema.parse(values);
  const { url, officers, seed, until } = options;
  const begins = options.resume ? 'anew' : 'first';
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const token = process.env['SITONG_SCENARIO_TOKEN'];
  const drill =
    options.world !== undefined && token !== undefined
      ? { world: options.world, token, jt808Port: options.jt808 }
      : await startDrill({
          url,
          username: options.user,
          password: process.env['SITONG_PASSWORD'] ?? process.env['SITONG_DEMO_PASSWORD'] ?? '',
          drill: {
            scenario,
            officers,
            speed: options.speed,
            ...(options.title === undefined ? {} : { title: options.title }),
            ...(options['start-at'] === undefined ? {} : { startAt: options['start-at'] }),
          },
        });
  say(`drill ${drill.world} on ${url}: open ${url}/wall?world=${drill.world}`);
  return perform({ ...drill, url, officers, seed, until, begins, say });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`scenario: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
