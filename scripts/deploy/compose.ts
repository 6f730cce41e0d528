import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** A file of the repository, by its path from the root. */
export const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The part of a compose file that is held against the rest of the project. */
const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  pull_policy: z.string().optional(),
  ports: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()), start_period: z.string().optional() }).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).optional(),
  volumes: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});

export const compose = composeSchema.parse(parse(text('docker-compose.yml'), { merge: true, strict: true }));
export const service = (name: string) => serviceSchema.parse(compose.services[name]);

const GIVEN: Readonly<Record<string, string>> = { POSTGRES_PASSWORD: 'secret', SITONG_SECRET_KEY: 'a5'.repeat(32) };

/** `${NAME:-default}` and `${NAME:?…}` as compose fills them in when only the password and the key are given. */
export const filled = (value: string, given: Readonly<Record<string, string>> = GIVEN): string =>
  value.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind, rest) => given[name] ?? (kind === '-' ? rest : ''),
  );
