import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { type CountySeed, CountySeedSchema } from '@sitong/shared/kernel/master/county.ts';
import { COUNTY, COUNTY_SEED, SHANHUA } from '@sitong/shared/testing/county.ts';
import { type Actor, actAs, openWorld } from '../../testing/act-as.ts';
import { type HandClock, issueWarning, orangeWarning } from '../../testing/released-warning.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

/** The tiny county under another code: 610525 → 6105xx everywhere. */
export function seedOf(prefix: string): CountySeed {
  const text = JSON.stringify(COUNTY_SEED).replaceAll(COUNTY.slice(0, 6), prefix);
  return CountySeedSchema.parse(JSON.parse(text));
}

const WHO = {
  duty: { person: 'p-duty', role: 'duty_officer' },
  leader: { person: 'p-leader', role: 'duty_leader' },
  bureau: { person: 'p-bureau', role: 'duty_leader' },
} as const satisfies Record<string, Actor>;

/** A county that works: its own server, database and log. */
export class WorkingCounty {
  readonly code: DivisionCode;
  readonly app: TestApp;
  readonly #clock: HandClock;
  readonly #prefix: string;

  constructor(prefix: string, app: TestApp, clock: HandClock) {
    this.#prefix = prefix;
    this.code = `${prefix}000000`;
    this.app = app;
    this.#clock = clock;
  }

  here(division: DivisionCode): DivisionCode {
    return `${this.#prefix}${division.slice(6)}`;
  }

  get #world() {
    return openWorld(this.app.app);
  }

  act(who: keyof typeof WHO, intent: object): Promise<void> {
    return actAs(this.app.app, WHO[who], intent);
  }

  async reportIncident(grade: Level, title = '暴雨冲毁道路', hazard: Hazard = 'flash_flood'): Promise<string> {
    const incidentId = newId();
    const seat = seedOf(this.#prefix).divisions.find(({ code }) => code === this.here(SHANHUA))?.seat;
    await this.act('duty', {
      type: 'ReportIncident',
      incidentId,
      hazard,
      title,
      grade,
      place: { point: seat, division: this.here(SHANHUA), name: '善化村', by: 'name' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: Object.keys(this.#world.runtime.state.command.incidents).slice(-20),
      figures: [],
    });
    return incidentId;
  }

  grade(incidentId: string, grade: Level): Promise<void> {
    return this.act('duty', { type: 'GradeIncident', incidentId, grade, kind: 'confirmed', reason: '核定' });
  }

  /** The first report, drafted by itself, checked, signed and sent. */
  async sendFirstReport(incidentId: string): Promise<string> {
    const draft = () =>
      Object.values(this.#world.runtime.state.release.reports).find((report) => report.incidentId === incidentId);
    let report = draft();
    if (report === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = this.#world.runtime.onCommitted(() => {
        if (draft() !== undefined) resolve();
      });
      if (draft() === undefined) await promise;
      stop();
      report = draft();
    }
    if (report === undefined) throw new Error('no first report was drafted');
    await this.act('leader', { type: 'CheckReport', reportId: report.id });
    const signing = { mode: 'signed', post: 'post-bureau' };
    await this.act('bureau', { type: 'SignReport', reportId: report.id, signing });
    await this.act('duty', { type: 'SendReport', reportId: report.id, to: '市应急管理局值班室' });
    return report.id;
  }

  warn(): Promise<string> {
    const scope = { divisions: [this.here(SHANHUA)], rings: [], areaText: '善化村' };
    return issueWarning(this.app.app, this.#clock, orangeWarning(this.#clock.now(), { scope }));
  }

  outboxToken(): Promise<string> {
    return this.app.token(['outbox']);
  }
}

export async function openCounty(prefix: string, clock: HandClock): Promise<WorkingCounty> {
  return new WorkingCounty(prefix, await buildTestApp({ now: clock.now, seed: seedOf(prefix) }), clock);
}
