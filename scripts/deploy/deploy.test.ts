import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig, variableNames } from '../../server/src/config.ts';
import { clamdAddress } from '../../server/src/plumbing/scanner/clamd.ts';
import { pnpmVersion } from '../bootstrap/platform.mjs';
import { compose, filled, service, text } from './compose.ts';
import { settings } from './compose-run/engine.ts';
import { LINES } from './compose-run/runbook-lines.ts';

describe('docker-compose.yml', () => {
  it('has two nodes of the server, PostgreSQL 18, Redis 8 and Caddy', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining(['server', 'server-2', 'postgres', 'redis', 'caddy']),
    );
    expect(service('postgres').image).toBe('postgres:18');
    expect(service('redis').image).toBe('redis:8');
    // Both start by themselves, and Caddy waits for both.
    expect([service('server').profiles, service('server-2').profiles]).toEqual([undefined, undefined]);
    expect(service('caddy').depends_on).toEqual(['server', 'server-2']);
  });

  it('the nodes share database, Redis, key and photos; one of them has the door for terminals', () => {
    const nodes = ['server', 'server-2'].map((name) => service(name));
    const [a, b] = nodes.map(({ environment }) => environment ?? {});
    for (const key of ['DATABASE_URL', 'REDIS_URL', 'SITONG_SECRET_KEY', 'PUBLIC_URL']) expect(a?.[key]).toBe(b?.[key]);
    expect([a?.['JT808_PORT'], b?.['JT808_PORT']]).toEqual(['7611', '0']);
    for (const { volumes } of nodes) expect(volumes).toContain('photos:/data/photos');
    expect(new Set(nodes.map(({ volumes }) => volumes?.[0])).size).toBe(2);
  });

  it.each(['server', 'server-2'])('gives %s an environment that the server accepts without a warning', (name) => {
    const env = Object.fromEntries(
      Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, filled(value)]),
    );
    for (const key of Object.keys(env)) expect(variableNames).toContain(key);
    const result = parseConfig(env, '/app');
    expect(result.warnings).toEqual([]);
    expect(result).toMatchObject({
      kind: 'config',
      config: {
        host: '0.0.0.0',
        port: 8080,
        database: { kind: 'external', url: 'postgres://sitong:secret@postgres:5432/sitong' },
        redisUrl: 'redis://redis:6379',
        publicUrl: 'https://localhost',
        trustedProxy: 'uniquelocal',
        secretKey: 'a5'.repeat(32),
        demo: { enabled: false },
      },
    });
  });

  it('names only services and volumes that exist', () => {
    for (const each of Object.values(compose.services)) {
      const needs = Array.isArray(each.depends_on) ? each.depends_on : Object.keys(each.depends_on ?? {});
      for (const name of needs) expect(Object.keys(compose.services)).toContain(name);
      const volumes = (each.volumes ?? [])
        .map((volume) => volume.split(':')[0] ?? '')
        .filter((name) => !name.startsWith('.'));
      for (const name of volumes) expect(Object.keys(compose.volumes)).toContain(name);
    }
  });

  it('hands Caddy’s root to the nodes where they look for it, and not its key', () => {
    for (const name of ['server', 'server-2']) {
      expect(service(name).volumes).toContain('certificate:/certificate:ro');
      expect(service(name).environment?.['TLS_CA']).toBe('/certificate/root.crt');
    }
    const copier = service('root-certificate');
    expect(copier.volumes).toEqual(['caddy-data:/caddy:ro', 'certificate:/certificate']);
    expect(copier.command?.join('')).not.toContain('.key');
    expect(service('caddy').volumes).toContain('caddy-data:/data');
  });

  it('has a synchronous standby as a profile, with the settings that `pnpm faults primary-lost` proves', () => {
    const standby = service('postgres-standby');
    expect([standby.image, standby.profiles]).toEqual(['postgres:18', ['standby']]);
    const script = standby.command?.join('') ?? '';
    // The name by which the primary waits for it, and the slot that keeps what it has not read.
    expect(script).toContain('-c cluster_name=standby');
    // A copy of a primary that was restored to a moment must not end recovery there and take writes itself.
    expect(script).toContain('-c recovery_target_time= -c restore_command=');
    // A copy that waits for the next checkpoint of its own accord takes minutes to begin where work goes on.
    expect(script).toMatch(/pg_basebackup .* -S standby -R -c fast$/m);
    const primary = service('postgres').command ?? [];
    expect(primary.map((word) => filled(word))).toContain('synchronous_standby_names=');
    expect(primary.join(' ')).toContain('{SYNCHRONOUS_STANDBY:-}');
    const hba = text('scripts/deploy/pg_hba.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(/\s+/).join(' '));
    expect(hba).toContain('host replication sitong all scram-sha-256');
    expect(hba.filter((line) => line.startsWith('host') && !line.endsWith('scram-sha-256'))).toEqual([]);
    for (const one of ['postgres', 'postgres-standby'])
      expect(service(one).volumes).toContain('./scripts/deploy/pg_hba.conf:/etc/sitong/pg_hba.conf:ro');
  });

  it('builds the one image once: two builds under one tag would begin a node anew at the next `up`', () => {
    expect([service('server').build, service('server-2').build]).toEqual(['.', undefined]);
    expect([service('server').image, service('server-2').image]).toEqual(['sitong:local', 'sitong:local']);
    expect(service('server-2').pull_policy).toBe('never');
  });

  it('calls PostgreSQL healthy over TCP, where the one of the first start does not listen, and lets it recover', () => {
    expect(service('postgres').healthcheck?.test).toEqual(expect.arrayContaining(['-h', '127.0.0.1']));
    expect(service('postgres').healthcheck?.start_period).toBe('10m');
  });

  it('archives a segment once: handed over again it is well, another of its name is refused', () => {
    const words = (service('postgres').command ?? []).filter((word) => word.startsWith('archive_command='));
    expect(words.length).toBe(1);
    const home = mkdtempSync(join(tmpdir(), 'sitong-archive-'));
    try {
      const archive = (content: string): number | null => {
        writeFileSync(join(home, 'segment'), content);
        const command = words[0]?.slice('archive_command='.length).replaceAll('/archive', join(home, 'archive')) ?? '';
        const script = `mkdir -p ${home}/archive; ${command.replaceAll('%p', `${home}/segment`).replaceAll('%f', '01')}`;
        return spawnSync('sh', ['-c', script], { encoding: 'utf8' }).status;
      };
      expect([archive('one'), archive('one'), archive('other')]).toEqual([0, 0, 1]);
      expect(readdirSync(join(home, 'archive'))).toEqual(['01']);
      expect(readFileSync(join(home, 'archive', '01'), 'utf8')).toBe('one');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('keeps the file of secrets out of the repository and of the image', () => {
    expect(text('.gitignore').split('\n')).toContain('.env');
    expect(text('.dockerignore').split('\n')).toContain('.env*');
  });

  it('[RUNBOOK] never begins the lost primary again: a node that is started alone takes nothing with it', () => {
    const steps = text('scripts/deploy/RUNBOOK.md');
    const starts = [...steps.matchAll(/`docker compose up ([^`]*)`/g)].map(([, words]) => words ?? '');
    const nodes = starts.filter((words) => words.includes('server'));
    expect(nodes.length).toBeGreaterThan(0);
    // The nodes depend on the service `postgres`, which is the primary that was lost.
    for (const words of nodes) expect(words).toContain('--no-deps');
  });

  it('has a virus scanner as a profile, reached by the nodes alone when the environment names it', () => {
    const scanner = service('clamav');
    expect([scanner.image, scanner.profiles, scanner.ports]).toEqual(['clamav/clamav:1.4', ['scan'], undefined]);
    for (const name of ['server', 'server-2']) {
      const { SITONG_CLAMD: clamd = '' } = service(name).environment ?? {};
      expect([filled(clamd), filled(clamd, { SITONG_CLAMD: 'clamav:3310' })]).toEqual(['', 'clamav:3310']);
    }
    expect(clamdAddress('clamav:3310')).toEqual({ kind: 'tcp', host: 'clamav', port: 3310 });
  });

  it.each(Object.values(LINES))('[RUNBOOK] says what `pnpm compose:prove` does: %s', (line) => {
    expect(text('scripts/deploy/RUNBOOK.md')).toContain(`\`${line}\``);
  });

  it('is proved with every variable given, so that a `.env` beside it changes nothing', () => {
    const variables = [...text('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '');
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(variables));
  });

  it('never weakens what a confirmed write rests on', () => {
    const command = service('postgres').command?.join(' ') ?? '';
    expect(command).toContain('archive_mode=on');
    expect(command).not.toMatch(/fsync=|synchronous_commit=|full_page_writes=/);
  });
});

describe('the Caddyfile', () => {
  const caddy = text('scripts/deploy/Caddyfile');

  it('is the one that is mounted, closes every brace and keeps a client at its node', () => {
    expect(service('caddy').volumes).toContain('./scripts/deploy/Caddyfile:/etc/caddy/Caddyfile:ro');
    const code = caddy.replace(/^\s*#.*$/gm, '').replace(/\{\$[^}]*\}/g, '');
    expect(code.split('{').length).toBe(code.split('}').length);
    expect(code).toContain('lb_policy cookie');
    expect(code).toContain('health_uri /healthz');
    // Active health checks need upstreams that are named; they are not made for those found by DNS.
    expect(code).toContain('to server:8080 server-2:8080');
    expect(code).not.toContain('dynamic');
    // HTTP/3 is UDP, which is not published.
    expect(code).toContain('protocols h1 h2\n');
    expect(service('caddy').ports).toEqual(['80:80', '443:443']);
    // Before a device trusts us it can reach the page that says how, and nothing else, over plain http.
    const plain = code.slice(code.indexOf('http://'), code.lastIndexOf('redir https://'));
    expect(plain.match(/handle (\S+)/g)).toEqual(['handle /certificate*', 'handle /public/page.css', 'handle {']);
  });
});

describe('the Dockerfile', () => {
  const docker = text('Dockerfile');

  it('installs the pnpm of the bootstrap, from the lockfile, and runs as nobody in particular', () => {
    expect(docker).toContain(`pnpm@${pnpmVersion}`);
    expect(docker.match(/pnpm install .*/g)?.every((line) => line.includes('--frozen-lockfile'))).toBe(true);
    expect(docker.lastIndexOf('USER node')).toBeLessThan(docker.lastIndexOf('CMD ["node", "server/src/main.ts"]'));
    expect(docker).toContain('HEALTHCHECK');
  });
});
