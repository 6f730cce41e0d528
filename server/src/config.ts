import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { type ClamdAddress, clamdAddress } from './plumbing/scanner/clamd.ts';

/**
 * The process environment as design §5 fixes it. Everything a node may be told from outside stands in `variables`;
 * what it learns from inside (practice, sources, accounts) lives in the log and its tables.
 */

/** One environment variable that cannot be used; `sentence` is ready to print. */
export type ConfigProblem = { variable: string; sentence: string };

/** Either a whole configuration or every reason why there is none. Warnings never stop a start. */
export type ConfigResult =
  | { kind: 'config'; config: Config; warnings: string[] }
  | { kind: 'refused'; problems: ConfigProblem[]; warnings: string[] };

/** How TLS is served: `off` is plain http, with what browsers then forbid told on the console. */
export type TlsConfig = { kind: 'off' } | { kind: 'files'; certPath: string; keyPath: string };

/** Which PostgreSQL holds the log: our own under the data folder, or one that is given. */
export type DatabaseConfig = { kind: 'embedded' } | { kind: 'external'; url: string };

export type Config = {
  host: string;
  /** TCP port of HTTP and the live lane; 0 = any free one (tests). */
  port: number;
  /** Absolute path. */
  dataDir: string;
  database: DatabaseConfig;
  redisUrl: string | null;
  jt808: { port: number; requireAuth: boolean };
  /** Ports of the other field doors; 0 = off. */
  sl651Port: number;
  hj212Port: number;
  gb26875Port: number;
  tls: TlsConfig;
  mqttUrl: string | null;
  /** Origin that people outside reach, without a slash at the end; null = the address listened on. */
  publicUrl: string | null;
  demo: { enabled: boolean; password: string | null };
  /** Addresses whose word about who is asking counts: of the balancer in front. Default: this machine. */
  trustedProxy: string;
  /** 32 bytes as hex that seal what must be readable again; null = the key file in the data folder. */
  secretKey: string | null;
  /** Root certificate that devices install, absolute path; null = a public authority’s, or plain http. */
  caPath: string | null;
  /** Absolute path of the list of counties that this level reads; null = none. */
  countiesFile: string | null;
  /** The virus scanner that looks at uploads; null = none. */
  clamd: ClamdAddress | null;
  /** A picture that nobody could look at: kept, marked and looked at later; or sent back to be sent again. */
  unscanned: 'keep' | 'refuse';
  /** How secrets and callers are sealed from now on: AES-256-GCM, or SM4 with SM3 (国密). Both are read. */
  sealing: 'aes' | 'sm';
};

const text = z.string().trim();
const port = (example: string) =>
  text
    .regex(/^\d{1,5}$/, `must be a whole number from 0 to 65535, for example ${example}`)
    .transform(Number)
    .refine((value) => value <= 65_535, `must be a whole number from 0 to 65535, for example ${example}`);

const flag = (example: string) =>
  z.enum(['0', '1'], { error: `must be 0 or 1, for example ${example}` }).transform((value) => value === '1');

/** A URL of one of the named schemes; the text is kept as written because drivers read more out of it than `URL` does. */
const url = (schemes: readonly string[], example: string) =>
  text.refine(
    (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
    `must be a ${schemes.join(':// or ')}:// address, for example ${example}`,
  );

function isOrigin(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { pathname, search, hash, username } = new URL(value);
  return pathname === '/' && search === '' && hash === '' && username === '';
}

const variables = z.object({
  PORT: port('PORT=8080').default(8080),
  HOST: text
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or host name without scheme and port, for example HOST=0.0.0.0')
    .default('127.0.0.1'),
  DATA_DIR: text
    .refine((value) => !value.includes('\0'), 'must be a folder, for example DATA_DIR=/var/lib/sitong')
    .default('.data'),
  DATABASE_URL: url(
    ['postgres', 'postgresql'],
    'DATABASE_URL=postgres://sitong:password@127.0.0.1:5432/sitong',
  ).optional(),
  REDIS_URL: url(['redis', 'rediss'], 'REDIS_URL=redis://127.0.0.1:6379').optional(),
  JT808_PORT: port('JT808_PORT=7611, or 0 to keep the door shut').default(7611),
  JT808_REQUIRE_AUTH: flag('JT808_REQUIRE_AUTH=1').default(false),
  SL651_PORT: port('SL651_PORT=7612, or 0 to keep the door shut').default(0),
  HJ212_PORT: port('HJ212_PORT=7613, or 0 to keep the door shut').default(0),
  GB26875_PORT: port('GB26875_PORT=7614, or 0 to keep the door shut').default(0),
  TLS_CERT: text.optional(),
  TLS_KEY: text.optional(),
  /** Root certificate of one’s own authority, Caddy’s for one: handed out at /certificate. */
  TLS_CA: text.optional(),
  MQTT_URL: url(['mqtt', 'mqtts', 'ws', 'wss'], 'MQTT_URL=mqtt://127.0.0.1:1883').optional(),
  PUBLIC_URL: text
    .refine(
      isOrigin,
      'must be an http:// or https:// origin without a path, for example PUBLIC_URL=https://sitong.example.gov.cn',
    )
    .transform((value) => new URL(value).origin)
    .optional(),
  SITONG_DEMO: flag('SITONG_DEMO=0').default(true),
  SITONG_DEMO_PASSWORD: z.string().optional(),
  SITONG_TRUSTED_PROXY: text
    .refine(
      (value) =>
        value
          .split(',')
          .every((part) => /^(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(\/\d{1,3})?)$/.test(part.trim())),
      'must be addresses, networks or loopback, linklocal, uniquelocal, for example SITONG_TRUSTED_PROXY=10.0.0.5,172.16.0.0/12',
    )
    .default('127.0.0.1'),
  SITONG_SECRET_KEY: text
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 32 bytes as 64 hex digits, for example from: openssl rand -hex 32')
    .optional(),
  /** File of counties whose outboxes are read: for the level above. */
  SITONG_COUNTIES: text.optional(),
  /** clamd of ClamAV: its socket's path or host:port. */
  SITONG_CLAMD: text
    .refine(
      (value) => clamdAddress(value) !== undefined,
      'must be the path of a socket or host:port, for example SITONG_CLAMD=/run/clamav/clamd.ctl',
    )
    .optional(),
  SITONG_UNSCANNED: z
    .enum(['keep', 'refuse'], { error: 'must be keep or refuse, for example SITONG_UNSCANNED=keep' })
    .default('keep'),
  SITONG_SEALING: z.enum(['aes', 'sm'], { error: 'must be aes or sm, for example SITONG_SEALING=sm' }).default('aes'),
  /** Another build of the screens than web/dist, for developing. */
  SITONG_WEB_DIST: text.optional(),
});

type Variables = z.infer<typeof variables>;

/** Names of design §5, in its order. */
export const variableNames = Object.keys(variables.shape);

/** Shown beside a problem, so that a typing error is found at a glance; never the password inside an address. */
function shown(variable: string, value: string | undefined): string {
  if (value === undefined || variable === 'SITONG_DEMO_PASSWORD' || variable === 'SITONG_SECRET_KEY') return '';
  const masked = value.replace(/(\/\/[^:/@\s]*:)[^@\s]*@/, '$1***@');
  return ` (it is "${masked.length > 80 ? `${masked.slice(0, 80)}…` : masked}")`;
}

const problem = (variable: string, value: string | undefined, rule: string): ConfigProblem => ({
  variable,
  sentence: `${variable}${shown(variable, value)} ${rule}`,
});

/** Two doors on one port would leave the second one shut with a far less clear error. */
function sharedPorts(values: Variables): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const taken = new Map<number, string>();
  for (const name of ['PORT', 'JT808_PORT', 'SL651_PORT', 'HJ212_PORT', 'GB26875_PORT'] as const) {
    const value = values[name];
    if (value === 0) continue;
    const first = taken.get(value);
    if (first === undefined) taken.set(value, name);
    else problems.push(problem(name, String(value), `must differ from ${first}, for example ${name}=${value + 1}`));
  }
  return problems;
}

function tlsOf(values: Variables, cwd: string): TlsConfig | ConfigProblem {
  const { TLS_CERT: cert, TLS_KEY: key } = values;
  if (cert === undefined && key === undefined) return { kind: 'off' };
  if (key === undefined)
    return problem('TLS_KEY', undefined, 'must name the key file of TLS_CERT, for example TLS_KEY=/etc/sitong/key.pem');
  if (cert === undefined)
    return problem(
      'TLS_CERT',
      undefined,
      'must name the certificate file of TLS_KEY, for example TLS_CERT=/etc/sitong/cert.pem',
    );
  return { kind: 'files', certPath: resolve(cwd, cert), keyPath: resolve(cwd, key) };
}

/** What is odd but no reason not to start. */
function warningsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith('SITONG_') && !variableNames.includes(name))
    .sort()
    .map(
      (name) =>
        `${name} is not a setting of this version and was not used; settings: ${variableNames.filter((known) => known.startsWith('SITONG_')).join(', ')}`,
    );
  const password = env['SITONG_DEMO_PASSWORD'] ?? '';
  if (password !== '' && password.length < 8) {
    warnings.push('SITONG_DEMO_PASSWORD is shorter than 8 characters: use it on this machine only');
  }
  return warnings;
}

/**
 * Reads the environment once, at the edge. Pure: no file is opened and nothing is printed. A variable that is set but
 * empty counts as not set (compose files pass `${NAME:-}`). `cwd` is what relative paths are taken from.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): ConfigResult {
  const warnings = warningsOf(env);
  const given = Object.fromEntries(
    variableNames.map((name) => [name, env[name]?.trim() === '' ? undefined : env[name]]),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const problems = new Map<string, ConfigProblem>();
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      if (!problems.has(name)) problems.set(name, problem(name, env[name], issue.message));
    }
    return { kind: 'refused', problems: [...problems.values()], warnings };
  }
  const values = parsed.data;
  const tls = tlsOf(values, cwd);
  const problems = sharedPorts(values);
  if ('variable' in tls) return { kind: 'refused', problems: [...problems, tls], warnings };
  if (problems.length > 0) return { kind: 'refused', problems, warnings };
  return {
    kind: 'config',
    warnings,
    config: {
      host: values.HOST,
      port: values.PORT,
      dataDir: isAbsolute(values.DATA_DIR) ? values.DATA_DIR : resolve(cwd, values.DATA_DIR),
      database:
        values.DATABASE_URL === undefined ? { kind: 'embedded' } : { kind: 'external', url: values.DATABASE_URL },
      redisUrl: values.REDIS_URL ?? null,
      jt808: { port: values.JT808_PORT, requireAuth: values.JT808_REQUIRE_AUTH },
      sl651Port: values.SL651_PORT,
      hj212Port: values.HJ212_PORT,
      gb26875Port: values.GB26875_PORT,
      tls,
      mqttUrl: values.MQTT_URL ?? null,
      publicUrl: values.PUBLIC_URL ?? null,
      demo: { enabled: values.SITONG_DEMO, password: values.SITONG_DEMO_PASSWORD ?? null },
      trustedProxy: values.SITONG_TRUSTED_PROXY,
      secretKey: values.SITONG_SECRET_KEY ?? null,
      caPath: values.TLS_CA === undefined ? null : resolve(cwd, values.TLS_CA),
      countiesFile: values.SITONG_COUNTIES === undefined ? null : resolve(cwd, values.SITONG_COUNTIES),
      clamd: values.SITONG_CLAMD === undefined ? null : (clamdAddress(values.SITONG_CLAMD) ?? null),
      unscanned: values.SITONG_UNSCANNED,
      sealing: values.SITONG_SEALING,
    },
  };
}
