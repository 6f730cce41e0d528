import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCounties } from './counties-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitong-counties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const token = `st_${'a'.repeat(40)}`;
const CHENGCHENG = { county: '610525000000', url: 'https://cc.example.gov.cn/', token };
function file(content: unknown, mode = 0o640): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}

describe('the file of SITONG_COUNTIES', () => {
  it('names county, address and token of each county', () => {
    expect(readCounties(file([CHENGCHENG]))).toEqual([{ ...CHENGCHENG, url: 'https://cc.example.gov.cn' }]);
  });

  it.each([
    ['{', /it is no JSON/],
    [[{ ...CHENGCHENG, county: '610525' }], /0\.county: a division code has 12 digits/],
    [[{ ...CHENGCHENG, url: 'ftp://cc.example' }], /0\.url: must be the http:\/\/ or https:\/\//],
    [[{ ...CHENGCHENG, token: 'geheim' }], /0\.token: must be a token of scope outbox/],
    [[CHENGCHENG, CHENGCHENG], /names a county twice/],
    [[{ ...CHENGCHENG, tokn: token }], /tokn/],
  ])('refuses %j and says why, never a token', (content, sentence) => {
    const read = () => readCounties(file(content));
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(token);
  });

  it.runIf(process.platform !== 'win32')('refuses a file that everybody may read', () => {
    expect(() => readCounties(file([CHENGCHENG], 0o644))).toThrow(/chmod 640/);
  });
});
