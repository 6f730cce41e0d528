import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScenarioPlayers } from './scenario-players.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-player-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const play = (world: string) => ({
  world,
  scenario: 'storm',
  officers: 'hand' as const,
  startedBy: 'duty',
  url: 'http://127.0.0.1:1',
  jt808Port: 7611,
  token: 'st_secret',
});

describe('players of scenarios', () => {
  it('hands the token over in the environment, never as an argument', async () => {
    const file = program(
      'tell.mjs',
      `console.log(JSON.stringify({ args: process.argv.slice(2), token: process.env.SITONG_SCENARIO_TOKEN === 'st_secret', database: process.env.DATABASE_URL ?? null }));`,
    );
    const players = new ScenarioPlayers({ program: file, onError: () => undefined });
    players.start(play('drill-0001'));
    await expect.poll(() => players.of('drill-0001')?.state).toBe('over');
    const told = players.of('drill-0001')?.told ?? '';
    expect(told).not.toContain('st_secret');
    expect(JSON.parse(told)).toEqual({
      args: ['storm', '--world', 'drill-0001', '--url', 'http://127.0.0.1:1', '--officers', 'hand', '--jt808', '7611'],
      token: true,
      database: null,
    });
  });

  it('says that a player failed, with its last words', async () => {
    const errors: string[] = [];
    const file = program('fail.mjs', `console.error('the tide was out'); process.exit(3);`);
    const players = new ScenarioPlayers({ program: file, onError: (_error, what) => errors.push(what) });
    players.start(play('drill-0002'));
    await expect.poll(() => players.of('drill-0002')?.state).toBe('failed');
    expect(players.of('drill-0002')?.told).toBe('the tide was out');
    expect(errors).toHaveLength(1);
  });

  it('tells a player that follows another to go on where the log ends, and says when anything changes', async () => {
    let changes = 0;
    const file = program('again.mjs', `console.log(process.argv.at(-1));`);
    const onChange = (): void => {
      changes += 1;
    };
    const players = new ScenarioPlayers({ program: file, onError: () => undefined, onChange });
    players.start({ ...play('drill-0004'), resume: 'resume' });
    await expect.poll(() => players.of('drill-0004')?.state).toBe('over');
    expect(players.of('drill-0004')?.told).toBe('--resume');
    expect(changes).toBe(3);
  });

  it('stops a player that goes on', async () => {
    const file = program('on.mjs', `console.log('on'); setInterval(() => undefined, 1000);`);
    const players = new ScenarioPlayers({ program: file, onError: () => undefined });
    players.start(play('drill-0003'));
    await expect.poll(() => players.of('drill-0003')?.told).toBe('on');
    await players.close();
    expect(players.of('drill-0003')?.state).toBe('gone');
  });
});
