import { expect, it } from 'vitest';
import { LaterPart } from './later.ts';

const Sheet = (): null => null;

it('a part that could not be fetched in a dead zone is fetched by the next touch', async () => {
  let line: 'cut' | 'there' = 'cut';
  const part = new LaterPart(async () => {
    if (line === 'cut') throw new TypeError('Failed to fetch dynamically imported module');
    return Sheet;
  });
  await expect(part.fetch()).rejects.toThrow('Failed to fetch');
  expect(part.made).toBeUndefined();
  line = 'there';
  await part.fetch();
  expect(part.made).toBe(Sheet);
});

it('a part is fetched once, however many ask', async () => {
  let asked = 0;
  const part = new LaterPart(async () => {
    asked += 1;
    return Sheet;
  });
  await Promise.all([part.fetch(), part.fetch()]);
  await part.fetch();
  expect(asked).toBe(1);
});
