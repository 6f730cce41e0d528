import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openedCaller } from '@sitong/server/app/vault-caller.ts';
import { deploymentKey, sealerOf } from '@sitong/server/plumbing/accounts/sealed.ts';
import { withTestDatabase } from '@sitong/server/testing/database.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { afterAll, expect, it } from 'vitest';

const { pool, url } = await withTestDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'sitong-rotate-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function rotate(env: Record<string, string>): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'rotate-key.ts')], {
      env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir, ...env },
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
    child.once('close', (code) => resolve({ code, out }));
  });
}

const sealed = async (): Promise<Buffer> =>
  (await pool.query<{ secret: Buffer }>(`SELECT secret FROM second_factors WHERE username = 'duty'`)).rows[0]?.secret ??
  Buffer.alloc(0);
const caller = async (): Promise<unknown> =>
  (await pool.query<{ data: unknown }>('SELECT data FROM vault')).rows[0]?.data;

it('pnpm rotate-key seals everything anew: the old key opens nothing, the new one all of it, in SM4 when asked', async () => {
  const old = sealerOf(() => deploymentKey(dataDir, null));
  await pool.query(
    `INSERT INTO accounts (username, person, roles, password_hash)
     VALUES ('duty', 'p', '{duty_officer}', 'x'), ('leader', 'q', '{duty_leader}', 'x')`,
  );
  await pool.query(`INSERT INTO second_factors (username, state, secret) VALUES ('duty', 'active', $1)`, [
    old.seal('TOTPSECRET'),
  ]);
  // Recovery codes beside a key: there is nothing in it to seal.
  await pool.query(`INSERT INTO second_factors (username, state, recovery) VALUES ('leader', 'codes', '{aa}')`);
  await pool.query(
    `INSERT INTO map_settings (name, value, secret, set_by, set_at) VALUES ('tianditu', '{}', $1, 'admin', now())`,
    [old.seal('map-key').toString('base64')],
  );
  await pool.query(
    `INSERT INTO vault (id, world, kind, data) VALUES ($1, 'live', 'caller', '{"name":"过路司机","phone":"13911112222"}')`,
    [newId()],
  );
  const { code, out } = await rotate({ SITONG_SEALING: 'sm' });
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('3 sealed with the new key (sm)') });
  expect(out).not.toContain(readFileSync(join(dataDir, 'secret.key'), 'utf8').slice(0, 8));
  expect(() => old.unseal(Buffer.from(out))).toThrow();
  const now = await sealed();
  expect(() => old.unseal(now)).toThrow();
  const renewed = sealerOf(() => deploymentKey(dataDir, null));
  expect(renewed.unseal(now)).toBe('TOTPSECRET');
  expect(JSON.stringify(await caller())).not.toContain('13911112222');
  expect(openedCaller(await caller(), renewed)).toEqual({ name: '过路司机', phone: '13911112222' });
});

it('with a key that is given it wants the new one beside it, and with a wrong one changes nothing', async () => {
  const before = await sealed();
  expect(await rotate({ SITONG_SECRET_KEY: 'a5'.repeat(32) })).toMatchObject({
    code: 2,
    out: expect.stringContaining('SITONG_NEW_SECRET_KEY'),
  });
  const wrong = await rotate({ SITONG_SECRET_KEY: 'a5'.repeat(32), SITONG_NEW_SECRET_KEY: 'b6'.repeat(32) });
  expect(wrong.code).toBe(2);
  expect(wrong.out).not.toContain('b6b6');
  expect((await sealed()).equals(before)).toBe(true);
});
