import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

function said(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError(code, 1, 'error');
  error.code = code;
  return error;
}
const asked = (cause: Error) => new DrizzleQueryError('select 1', [], cause);

describe('whether the database is away', () => {
  it.each(['Query read timeout', 'timeout exceeded when trying to connect', 'Connection terminated unexpectedly'])(
    'the driver says: %s',
    (message) => {
      expect(isDatabaseAway(new Error(message))).toBe(true);
      expect(isDatabaseAway(asked(new Error(message)))).toBe(true);
    },
  );
  it.each(['08006', '53300', '53100', '55P03', '57014', '57P01', '57P03', '58030'])('the server says %s', (code) => {
    expect(isDatabaseAway(asked(said(code)))).toBe(true);
  });
  it('nothing listens where a query should go', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(isDatabaseAway(asked(refused))).toBe(true);
    expect(isDatabaseAway(refused)).toBe(false);
  });
  it.each(['23505', '42P01', '22P02', '42501'])('a statement refused with %s is a mistake, and no outage', (code) => {
    expect(isDatabaseAway(asked(said(code)))).toBe(false);
  });
  it('neither is a bug of ours', () => {
    expect(isDatabaseAway(new TypeError('x is not a function'))).toBe(false);
    expect(isDatabaseAway('Query read timeout')).toBe(false);
  });
});
