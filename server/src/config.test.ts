import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, type ConfigProblem, parseConfig, variableNames } from './config.ts';

const cwd = '/srv/四统 console';

function accepted(env: Record<string, string>): Config {
  const result = parseConfig(env, cwd);
  if (result.kind !== 'config') throw new Error(result.problems.map((each) => each.sentence).join('; '));
  return result.config;
}

function refused(env: Record<string, string>): ConfigProblem[] {
  const result = parseConfig(env, cwd);
  if (result.kind !== 'refused') throw new Error('the environment was accepted');
  return result.problems;
}

describe('the environment (design §5)', () => {
  it('needs nothing: the defaults are the ones the outer contract names', () => {
    expect(accepted({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: '/srv/四统 console/.data',
      database: { kind: 'embedded' },
      redisUrl: null,
      jt808: { port: 7611, requireAuth: false },
      sl651Port: 0,
      hj212Port: 0,
      gb26875Port: 0,
      tls: { kind: 'off' },
      mqttUrl: null,
      publicUrl: null,
      demo: { enabled: true, password: null },
      trustedProxy: '127.0.0.1',
      secretKey: null,
      caPath: null,
      countiesFile: null,
      clamd: null,
      unscanned: 'keep',
      sealing: 'aes',
    });
  });

  it('reads every variable', () => {
    const config = accepted({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/var/lib/sitong',
      DATABASE_URL: 'postgres://sitong:p%40ss@db:5432/sitong?sslmode=require',
      REDIS_URL: 'rediss://cache:6380/1',
      JT808_PORT: '0',
      JT808_REQUIRE_AUTH: '1',
      SL651_PORT: '7612',
      HJ212_PORT: '7613',
      GB26875_PORT: '7614',
      TLS_CERT: 'tls/cert.pem',
      TLS_KEY: '/etc/sitong/key.pem',
      MQTT_URL: 'mqtts://broker:8883',
      PUBLIC_URL: 'https://sitong.example.gov.cn/',
      SITONG_DEMO: '0',
      SITONG_DEMO_PASSWORD: ' 好记的口令 ',
      SITONG_TRUSTED_PROXY: '10.0.0.5, 172.16.0.0/12',
      SITONG_SECRET_KEY: 'A5'.repeat(32),
      TLS_CA: 'tls/root.crt',
      SITONG_COUNTIES: 'counties.json',
      SITONG_CLAMD: '/run/clamav/clamd.ctl',
      SITONG_UNSCANNED: 'refuse',
      SITONG_SEALING: 'sm',
    });
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 0,
      dataDir: '/var/lib/sitong',
      database: { kind: 'external', url: 'postgres://sitong:p%40ss@db:5432/sitong?sslmode=require' },
      redisUrl: 'rediss://cache:6380/1',
      jt808: { port: 0, requireAuth: true },
      sl651Port: 7612,
      hj212Port: 7613,
      gb26875Port: 7614,
      tls: { kind: 'files', certPath: '/srv/四统 console/tls/cert.pem', keyPath: '/etc/sitong/key.pem' },
      mqttUrl: 'mqtts://broker:8883',
      publicUrl: 'https://sitong.example.gov.cn',
      demo: { enabled: false, password: ' 好记的口令 ' },
      trustedProxy: '10.0.0.5, 172.16.0.0/12',
      secretKey: 'A5'.repeat(32),
      caPath: '/srv/四统 console/tls/root.crt',
      countiesFile: '/srv/四统 console/counties.json',
      clamd: { kind: 'unix', path: '/run/clamav/clamd.ctl' },
      unscanned: 'refuse',
      sealing: 'sm',
    });
  });

  it.each(['everyone', '10.0.0.5;10.0.0.6', '*'])('trusts no proxy called %s', (value) => {
    expect(refused({ SITONG_TRUSTED_PROXY: value }).map(({ variable }) => variable)).toEqual(['SITONG_TRUSTED_PROXY']);
  });

  it('takes a variable that is set but empty as not set', () => {
    expect(accepted(Object.fromEntries(variableNames.map((name) => [name, ' '])))).toEqual(accepted({}));
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['HOST', 'http://127.0.0.1'],
    ['DATABASE_URL', 'mysql://db/sitong'],
    ['DATABASE_URL', 'db:5432'],
    ['REDIS_URL', '127.0.0.1:6379'],
    ['JT808_PORT', '1e4'],
    ['JT808_REQUIRE_AUTH', 'yes'],
    ['SL651_PORT', 'off'],
    ['HJ212_PORT', '7613.5'],
    ['GB26875_PORT', '99999'],
    ['MQTT_URL', 'http://broker'],
    ['PUBLIC_URL', 'sitong.example.gov.cn'],
    ['PUBLIC_URL', 'https://sitong.example.gov.cn/console'],
    ['SITONG_DEMO', 'true'],
  ])('refuses %s=%s by name, with the value and an example', (name, value) => {
    const [first, ...others] = refused({ [name]: value });
    expect(others).toEqual([]);
    expect(first?.variable).toBe(name);
    expect(first?.sentence).toMatch(new RegExp(`^${name} \\(it is "`));
    expect(first?.sentence).toContain(value);
    expect(first?.sentence).toMatch(new RegExp(`for example ${name}=`));
  });

  it('names every bad variable at once', () => {
    const problems = refused({ PORT: 'x', REDIS_URL: 'y', SITONG_DEMO: 'z' });
    expect(problems.map((each) => each.variable)).toEqual(['PORT', 'REDIS_URL', 'SITONG_DEMO']);
  });

  it('wants certificate and key together', () => {
    expect(refused({ TLS_CERT: 'cert.pem' }).map((each) => each.variable)).toEqual(['TLS_KEY']);
    expect(refused({ TLS_KEY: 'key.pem' }).map((each) => each.variable)).toEqual(['TLS_CERT']);
  });

  it('refuses two doors on one port, but any number that are shut', () => {
    const [first] = refused({ PORT: '7611' });
    expect(first?.sentence).toBe('JT808_PORT (it is "7611") must differ from PORT, for example JT808_PORT=7612');
    expect(accepted({ JT808_PORT: '0', SL651_PORT: '0' }).sl651Port).toBe(0);
  });

  it('never shows the password inside an address', () => {
    const [first] = refused({ DATABASE_URL: 'mysql://sitong:geheim@db/sitong' });
    expect(first?.sentence).toContain('mysql://sitong:***@db/sitong');
  });

  it('warns of a SITONG_ variable nobody reads and of a short demo password, and starts', () => {
    const result = parseConfig({ SITONG_DEMO_PASWORD: 'x', SITONG_DEMO_PASSWORD: 'kurz', OTHER: 'x' }, cwd);
    expect(result.kind).toBe('config');
    expect(result.warnings).toHaveLength(2);
    expect(result.warnings[0]).toMatch(/^SITONG_DEMO_PASWORD is not a setting/);
    expect(result.warnings[1]).not.toContain('kurz');
  });

  it('answers every environment with a configuration or a named reason, never an exception', () => {
    const environments = fc.dictionary(fc.constantFrom(...variableNames), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(environments, (env) => {
        const result = parseConfig(env, cwd);
        if (result.kind === 'config') return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const each of result.problems) expect(variableNames).toContain(each.variable);
      }),
    );
  });
});
