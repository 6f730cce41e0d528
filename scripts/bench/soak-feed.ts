import { newId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Mirror } from '../scenario/player/mirror.ts';
import type { ServerLink } from '../scenario/player/server-link.ts';
import type { ReadingRow } from '../scenario/story/readings.ts';

const READINGS_EVERY_MS = 5 * MINUTE_MS;
const INCIDENT_EVERY_MS = 20 * MINUTE_MS;
/** Rivers swing once in this time, over their first marks and back. */
const SWING_MS = HOUR_MS;

export interface FeedCounts {
  fixes: number;
  readings: number;
  intents: number;
  refused: number;
}

/**
 * A shift that never ends, in the time of a drill: every gauge speaks each five minutes, rivers pass their marks and
 * fall again, teams drive, alarms are acknowledged, incidents come, get a team and turn out to be nothing. What comes
 * also goes, so that a screen which keeps growing under it keeps what is gone.
 */
export class SoakFeed {
  readonly #link: ServerLink;
  readonly #mirror: Mirror;
  readonly #county: CountyIndex;
  readonly #teams: readonly string[];
  readonly counts: FeedCounts = { fixes: 0, readings: 0, intents: 0, refused: 0 };
  #readAtMs = 0;
  #turnAtMs = 0;
  #open: { incident: string; order: string } | undefined;

  constructor(link: ServerLink, mirror: Mirror, county: CountyIndex) {
    this.#link = link;
    this.#mirror = mirror;
    this.#county = county;
    this.#teams = county.data.teams.slice(0, 20).map(({ id }) => id);
  }

  async begin(): Promise<void> {
    await this.#mirror.pull();
    await this.#drive();
    for (const [i, team] of this.#teams.entries()) await this.#link.bind(terminalOf(i), team);
  }

  /** What has become due since the last step. */
  async step(): Promise<void> {
    await this.#mirror.pull();
    const nowMs = this.#mirror.nowMs();
    await this.#drive();
    if (nowMs - this.#readAtMs >= READINGS_EVERY_MS) {
      this.#readAtMs = nowMs;
      const rows = this.#county.data.sensors.map((sensor) => rowOf(sensor, nowMs));
      await this.#link.readings(rows);
      this.counts.readings += rows.length;
    }
    for (const alarm of Object.values(this.#mirror.state.monitoring.alarms))
      if (alarm.status === 'unacked') await this.#act({ type: 'AcknowledgeAlarm', alarmId: alarm.id });
    if (nowMs - this.#turnAtMs >= INCIDENT_EVERY_MS) {
      this.#turnAtMs = nowMs;
      await this.#turn(nowMs);
    }
  }

  async #drive(): Promise<void> {
    const nowMs = this.#mirror.nowMs();
    for (const i of this.#teams.keys()) {
      const turn = (2 * Math.PI * (nowMs / HOUR_MS + i / this.#teams.length)) % (2 * Math.PI);
      await this.#link.trackerPosition({
        id: terminalOf(i),
        lat: (35.2 + 0.12 * Math.sin(turn)).toFixed(6),
        lon: (109.9 + 0.1 * Math.cos(turn)).toFixed(6),
        timestamp: String(Math.floor(nowMs / SECOND_MS)),
        speed: '20',
      });
      this.counts.fixes += 1;
    }
  }

  /** The last incident is over, the next begins somewhere else. */
  async #turn(nowMs: number): Promise<void> {
    if (this.#open !== undefined) {
      await this.#act({ type: 'WithdrawOrder', orderId: this.#open.order, reason: '经核实为误报' });
      await this.#act({ type: 'VoidIncident', incidentId: this.#open.incident, reason: '经核实为误报' });
    }
    const villages = this.#county.data.divisions.filter(({ code }) => !code.endsWith('000'));
    const turn = Math.floor(nowMs / INCIDENT_EVERY_MS);
    const village = villages[turn % villages.length];
    const team = this.#teams[turn % this.#teams.length];
    if (village === undefined || team === undefined) return;
    const incident = newId();
    const order = newId();
    const { code: division, name, seat: point } = village;
    await this.#act({
      type: 'ReportIncident',
      incidentId: incident,
      hazard: 'landslide',
      title: `滑坡 ${name}`,
      grade: 4,
      place: { point, division, name, by: 'name' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    await this.#act({
      type: 'DispatchTeam',
      orderId: order,
      incidentId: incident,
      team,
      exclusive: true,
      voice: false,
      content: {
        task: '查看',
        skills: [],
        destination: { name, point, division },
        hazards: '',
        protection: '',
        feedbackMin: 30,
      },
    });
    this.#open = { incident, order };
  }

  async #act(intent: Intent): Promise<void> {
    const { ok } = await this.#link.act('duty', newId(), intent);
    this.counts.intents += 1;
    if (!ok) this.counts.refused += 1;
  }
}

const terminalOf = (i: number): string => `soak-${i + 1}`;

function rowOf({ id, kind, thresholds }: SensorRow, nowMs: number): ReadingRow {
  const observedAt = toTimestamp(nowMs);
  const marks = thresholds.filter(({ quantity }) => quantity === 'level_m').map(({ raiseAt }) => raiseAt);
  switch (kind) {
    case 'river_level':
    case 'reservoir_level': {
      const swing = Math.sin((2 * Math.PI * nowMs) / SWING_MS);
      return { sensor: id, quantity: 'level', value: round(Math.min(...marks) - 0.15 + 0.3 * swing), observedAt };
    }
    case 'rain':
      return { sensor: id, quantity: 'rain', period: { kind: 'amount', durationS: 300 }, value: 0.2, observedAt };
    case 'displacement':
      return { sensor: id, quantity: 'displacement', value: 12, observedAt };
    case 'gas':
      return { sensor: id, quantity: 'gas', value: 0, observedAt };
    default:
      return kind satisfies never;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
