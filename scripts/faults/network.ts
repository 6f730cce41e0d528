import { setTimeout as pause } from 'node:timers/promises';
import { faultyLine, type LineState } from '@sitong/server/testing/faulty-line.ts';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { LINK_LOST_MS } from '@sitong/shared/protocol/heartbeat.ts';
import { type Check, judge, type Scene, within } from './fault.ts';

const CONVERGE_MS = 3000;
/** What a busy machine adds. */
const SLACK_MS = 1000;

interface Bad {
  state: LineState;
  /** While it is so, some things must still come through. */
  passes: 'yes' | 'no';
}

/** One of the bad lines of reliability §3: people write over it, a screen watches over it, another over a good one. */
export const badLine =
  (bad: Bad) =>
  async (scene: Scene, seconds: number): Promise<Check[]> => {
    const { url, cookie } = scene;
    const line = await faultyLine(url, scene.random);
    const ledger = new Ledger();
    const load = new Load({ ledger, cookie, lines: 4, perSecond: 40, patienceMs: 8000 });
    const good = await new Screen({ url, cookie, reconnects: true }).open();
    const watched = await watchedScreen(line.url, cookie);
    const elsewhere = new Ledger();
    const others = new Load({ ledger: elsewhere, cookie, lines: 2, perSecond: 10 });
    try {
      await load.start(line.url);
      await others.start(url);
      await ledger.reaches(20);
      const before = ledger.confirmed.size;
      line.become(bad.state);
      const begunMs = performance.now();
      const goodBefore = elsewhere.confirmed.size;
      await pause(seconds * 1000);
      const passed = ledger.confirmed.size - before;
      const goodPassed = elsewhere.confirmed.size - goodBefore;
      line.become({ kind: 'through' });
      const head = Math.max(...elsewhere.confirmed.values());
      const mendedMs = performance.now();
      await watched.screen.reaches(head, 40_000);
      const convergedMs = performance.now() - mendedMs;
      await load.settle(40_000);
      await others.settle();
      const last = Math.max(...ledger.confirmed.values());
      await watched.screen.reaches(last, 20_000);
      await good.reaches(last, 20_000);
      return [
        within('mended → the screen behind it is current', convergedMs, CONVERGE_MS + SLACK_MS),
        {
          what: 'screens on good lines notice nothing',
          holds: goodPassed > 0,
          found: `${goodPassed} written meanwhile`,
        },
        ...(bad.passes === 'yes'
          ? [{ what: 'it stays usable', holds: passed > 0, found: `${passed} confirmed over it` }]
          : [within('known as lost at the screen', watched.lostMs() - begunMs, LINK_LOST_MS + SLACK_MS)]),
        {
          what: 'no gap on the screen',
          holds: watched.screen.faults.every(({ kind }) => kind === 'doubled'),
          found: `${watched.screen.faults.length} faults, at ${watched.screen.seq} of ${last}`,
        },
        ...(await judge(scene, ledger)),
      ];
    } finally {
      await load.stop();
      await others.stop();
      watched.close();
      good.close();
      await line.close();
    }
  };

/** As the browser does it: two missed heads are believed over what the socket says. */
async function watchedScreen(
  url: string,
  cookie: string,
): Promise<{ screen: Screen; lostMs: () => number; close: () => void }> {
  const screen = await new Screen({ url, cookie, reconnects: true }).open();
  let heardMs = performance.now();
  let lostMs = Number.POSITIVE_INFINITY;
  screen.socket.onAny(() => {
    heardMs = performance.now();
  });
  const lost = (): void => {
    lostMs = Math.min(lostMs, performance.now());
  };
  screen.socket.on('disconnect', lost);
  const timer = setInterval(() => {
    if (performance.now() - heardMs < LINK_LOST_MS) return;
    heardMs = performance.now();
    lost();
    screen.socket.disconnect().connect();
  }, 1000);
  return {
    screen,
    lostMs: () => lostMs,
    close: () => {
      clearInterval(timer);
      screen.close();
    },
  };
}

/** The line breaks in the middle of a frame, again and again, in both directions. */
export async function flapping(scene: Scene, breaks: number): Promise<Check[]> {
  const { url, cookie } = scene;
  const line = await faultyLine(url, scene.random);
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 6, perSecond: 60 });
  const screen = await new Screen({ url: line.url, cookie, reconnects: true }).open();
  try {
    await load.start(line.url);
    for (let n = 0; n < breaks; n++) {
      await ledger.reaches(ledger.confirmed.size + 3 + Math.floor(scene.random() * 20));
      line.cutMidFrame(scene.random() < 0.5 ? 'client' : 'server');
      await pause(100 + scene.random() * 400);
    }
    await load.settle(30_000);
    const last = Math.max(...ledger.confirmed.values());
    const settledMs = performance.now();
    await screen.reaches(last, 20_000);
    return [
      within('the last break → the screen is current', performance.now() - settledMs, CONVERGE_MS + SLACK_MS),
      {
        what: 'no gap on the screen',
        holds: screen.faults.every(({ kind }) => kind === 'doubled'),
        found: `${screen.faults.filter(({ kind }) => kind !== 'doubled').length} gaps over ${breaks} breaks`,
      },
      {
        what: 'everything asked was settled in the end',
        holds: ledger.open.size === 0,
        found: `${ledger.open.size} open`,
      },
      ...(await judge(scene, ledger)),
    ];
  } finally {
    await load.stop();
    screen.close();
    await line.close();
  }
}
