import { describe, expect, it } from 'vitest';
import { PendingIntents } from './pending-intents.ts';

const INTENT = { type: 'ReadOrder', orderId: '0198f000-0000-7000-8000-000000000001' } as const;
const OK = { ok: true, seq: 7 };
const UNAVAILABLE = { ok: false, refused: { code: 'unavailable' } };

/** A server that answers as told, and remembers what it was asked. */
function line(answers: (object | 'no_answer')[]) {
  const asked: object[] = [];
  let state: 'up' | 'down' = 'up';
  const intents = new PendingIntents({
    connected: () => state === 'up',
    now: () => '2026-07-18T20:48:31+08:00',
    ask: (message) => {
      asked.push(message);
      const answer = answers.shift();
      if (answer === undefined) return new Promise(() => undefined);
      return answer === 'no_answer' ? Promise.reject(new Error('timeout')) : Promise.resolve(answer);
    },
  });
  return { asked, intents, set: (to: 'up' | 'down') => (state = to) };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
};

describe('intents without an answer yet', () => {
  it('what the server cannot settle now is asked again under the same command id when it is heard', async () => {
    const { asked, intents } = line([UNAVAILABLE, OK]);
    const answer = intents.send(INTENT);
    await settle();
    intents.heard();
    expect(await answer).toEqual(OK);
    intents.heard();
    expect(asked).toHaveLength(2);
    expect(asked[0]).toBe(asked[1]);
  });

  it('what overtook the greeting of a new connection goes again when that is in step, and is no refusal', async () => {
    const { asked, intents } = line([{ ok: false, refused: { code: 'no_world' } }, OK]);
    const answer = intents.send(INTENT);
    await settle();
    intents.resend();
    expect(await answer).toEqual(OK);
    expect(asked[0]).toBe(asked[1]);
  });

  it('an answer that never came is asked for again at once, and after a cut when the line is back', async () => {
    const { asked, intents, set } = line(['no_answer', 'no_answer', OK]);
    const answer = intents.send(INTENT);
    set('down');
    await settle();
    expect(asked).toHaveLength(1);
    set('up');
    intents.resend();
    expect(await answer).toEqual(OK);
    expect(new Set(asked).size).toBe(1);
  });

  it('after a minute of that the person hears that the outcome is unknown', async () => {
    const { intents } = line(Array.from({ length: 13 }, () => UNAVAILABLE));
    const answer = intents.send(INTENT);
    for (let i = 0; i < 12; i++) {
      await settle();
      intents.heard();
    }
    expect(await answer).toEqual(UNAVAILABLE);
  });

  it('a refusal is an answer, and so is one that cannot be read', async () => {
    const refused = { ok: false, refused: { code: 'team_busy' } };
    expect(await line([refused]).intents.send(INTENT)).toEqual(refused);
    expect(await line([{ yes: 1 }]).intents.send(INTENT)).toMatchObject({ refused: { code: 'bad_answer' } });
  });

  it('what was pressed without a line waits for it', async () => {
    const { asked, intents, set } = line([OK]);
    set('down');
    const answer = intents.send(INTENT);
    intents.heard();
    expect(asked).toEqual([]);
    set('up');
    intents.resend();
    expect(await answer).toEqual(OK);
  });
});
