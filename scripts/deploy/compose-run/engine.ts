import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PASSWORD, SITE } from '../county.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Beside a county that runs here under its own name; its ports are the same. */
export const PROJECT = 'sitong-prove';

/** The `.env` of the county. Every variable of the compose file stands here, so that a file of this folder changes nothing. */
export const settings: Record<string, string> = {
  COMPOSE_PROJECT_NAME: PROJECT,
  POSTGRES_PASSWORD: 'pw-of-this-run',
  POSTGRES_HOST: 'postgres',
  SYNCHRONOUS_STANDBY: '',
  SITONG_SECRET_KEY: 'a5'.repeat(32),
  SITE,
  SITONG_DEMO: '1',
  SITONG_DEMO_PASSWORD: PASSWORD,
  JT808_REQUIRE_AUTH: '1',
  MQTT_URL: '',
  SITONG_CLAMD: '',
  SITONG_UNSCANNED: 'keep',
};

const run = promisify(execFile);

async function told(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(file, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** What a command of the engine printed; rejects with what it complained of. */
export const docker = (...args: readonly string[]): Promise<string> => told('docker', args);
export const compose = (...args: readonly string[]): Promise<string> => told('docker', ['compose', ...args]);
/** A line of a document as it stands there, for this run's project. */
export const inShell = (line: string): Promise<string> => told('sh', ['-c', line.replaceAll('sitong_', `${PROJECT}_`)]);

/** Id of the container of a service, or nothing when it has none. */
export async function containerOf(service: string): Promise<string | undefined> {
  const id = (await compose('ps', '--all', '--quiet', service)).trim();
  return id === '' ? undefined : id;
}

/** One field of a container, as `docker inspect --format` writes it. */
export async function fieldOf(service: string, format: string): Promise<string> {
  const id = await containerOf(service);
  if (id === undefined) throw new Error(`${service} has no container`);
  return (await docker('inspect', '--format', format, id)).trim();
}
