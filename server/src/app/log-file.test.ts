import pino from 'pino';
import { expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';

it('a log that cannot be written is told once and ends nothing', () => {
  const said: string[] = [];
  // Linux's own full disk: every write fails with ENOSPC.
  const logger = pino(openLogFile('/dev/full', (sentence) => said.push(sentence)));
  for (let n = 0; n < 5; n++) logger.error('no room');
  expect(said).toEqual([expect.stringContaining('make room')]);
  expect(said[0]).toContain('ENOSPC');
});
