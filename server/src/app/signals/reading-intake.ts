import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { DAY_MS, SECOND_MS, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import type { Reading } from '../../ingest/contract.ts';
import type { RuleReading } from '../../pillars/monitoring/rules/reading.ts';
import { SensorWatch } from '../../pillars/monitoring/rules/sensor-watch.ts';
import type { CopyWriter } from '../../plumbing/signals/copy-writer.ts';
import { readingRow, readReceived, readSeries, type StoredReading } from '../../plumbing/signals/reading-history.ts';
import { LatestReadings } from '../../plumbing/signals/reading-lane.ts';
import type { OpenWorld } from '../worlds.ts';
import type { RuleQueue } from './rule-queue.ts';
import { ToldReadings } from './told-readings.ts';

export interface ReadingIntakeOptions {
  open: OpenWorld;
  pool: pg.Pool;
  writer: CopyWriter;
  queue: RuleQueue;
  county: () => CountyIndex;
  /** Other nodes are to hear of it; absent: there are none. */
  announce?: ((news: ReadingNews) => void) | undefined;
}

/** Readings as they came in together. */
export interface ReadingNews {
  readings: readonly Reading[];
  /** World time of arrival. */
  receivedMs: number;
}

/** Rows of other nodes are committed out of order: arrivals of this long before the last look are looked at again. */
const OVERLAP_MS = 10 * SECOND_MS;
const SILENCE_EVERY_MS = 10 * SECOND_MS;
const SENSORS_AT_ONCE = 50;
const ROWS_AT_ONCE = 5000;

/** Quantities shown as they were measured, beside what the rules make of them. */
const SHOWN_AS: Readonly<Record<string, string | undefined>> = {
  displacement: 'displacement_mm',
  flow: 'flow_m3_s',
  wind: 'wind_m_s',
  temperature: 'temperature_c',
};

/** Readings of one world: history, rules, latest values. */
export class ReadingIntake {
  readonly latest = new LatestReadings();
  readonly #options: ReadingIntakeOptions;
  readonly #watch: SensorWatch;
  /** What was taken here or heard from others, while there are others. */
  readonly #told = new ToldReadings();
  #readToMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ReadingIntakeOptions) {
    this.#options = options;
    const { open, county } = options;
    this.#readToMs = open.runtime.nowMs();
    this.#watch = new SensorWatch({
      world: open.runtime.world,
      sensor: (id) => county().sensors.get(id),
      outOfService: (id) => open.runtime.state.monitoring.sensorsOut[id] !== undefined,
      limits: (atMs) => open.practiceAt(atMs).sensor,
    });
  }

  /** MON-39: the memory of the rules from the last day, then in step with the open alarms. */
  async load(): Promise<void> {
    const { open, county, queue } = this.#options;
    const nowMs = open.runtime.nowMs();
    const sensors = [...county().sensors.keys()];
    for (let i = 0; i < sensors.length; i += SENSORS_AT_ONCE) {
      const some = sensors.slice(i, i + SENSORS_AT_ONCE);
      const full = await this.#replay(some, nowMs - DAY_MS, nowMs);
      for (const [sensor, fromMs] of full) await this.#replayOn(sensor, fromMs, nowMs);
    }
    void queue.ask(this.#watch.inStep(Object.values(open.runtime.state.monitoring.alarms)));
    this.#timer = setInterval(() => void queue.ask(this.#watch.silent(open.runtime.nowMs())), SILENCE_EVERY_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Resolves when the readings are committed and the alarms they raise are in the log. */
  async accept(readings: readonly Reading[], receivedMs: number): Promise<{ unknownSensors: string[] }> {
    const { open, writer, queue, county, announce } = this.#options;
    const { world } = open.runtime;
    if (announce !== undefined) for (const reading of readings) this.#told.add(reading);
    const unknown = new Set<string>();
    const done: Promise<void>[] = [];
    for (let i = 0; i < readings.length; i += ROWS_AT_ONCE) {
      let text = '';
      const page = readings.slice(i, i + ROWS_AT_ONCE);
      for (const reading of page) {
        text += readingRow(world, reading, receivedMs);
        if (county().sensors.has(reading.sensor)) this.#judge(reading, receivedMs);
        else unknown.add(reading.sensor);
      }
      done.push(writer.push(text, page.length));
    }
    done.push(queue.settled());
    await Promise.all(done);
    // Only what is safe is told: another node must not show what a retry may take back.
    announce?.({ readings, receivedMs });
    return { unknownSensors: [...unknown] };
  }

  /**
   * Readings another node took. The rules judge them here as well: of two readings that cross between nodes only one
   * side sees both. What both ask for has the same command id and happens once.
   */
  takeElsewhere(readings: readonly RuleReading[], receivedMs: number): void {
    for (const reading of readings) if (this.#told.add(reading)) this.#judge(reading, receivedMs);
  }

  /** Readings of other nodes from the history. @returns how many were new here */
  async readStored(): Promise<number> {
    const { pool, open } = this.#options;
    const { runtime } = open;
    const nowMs = runtime.nowMs();
    const overlapMs = OVERLAP_MS * Math.max(1, runtime.clock.speed);
    const rows = await readReceived(pool, runtime.world, this.#readToMs - overlapMs, nowMs);
    this.#readToMs = rows.reduce((last, { receivedAtMs }) => Math.max(last, receivedAtMs), this.#readToMs);
    let fresh = 0;
    for (const row of rows) {
      const reading = ruleReading(row);
      if (!this.#told.add(reading)) continue;
      fresh += 1;
      this.#judge(reading, row.receivedAtMs);
    }
    return fresh;
  }

  #judge(reading: RuleReading, receivedMs: number): void {
    const sensor = this.#options.county().sensors.get(reading.sensor);
    if (sensor === undefined) return;
    const { values, intents } = this.#watch.accept(reading, receivedMs);
    this.#show(sensor.id, sensor.division, reading, values, receivedMs);
    if (intents.length > 0) void this.#options.queue.ask(intents);
  }

  /** Sensors whose page was full, with the time to go on from. */
  async #replay(sensors: readonly string[], fromMs: number, toMs: number): Promise<[string, number][]> {
    const { pool, open, county } = this.#options;
    const rows = await readSeries(pool, open.runtime.world, sensors, { fromMs, toMs, limit: ROWS_AT_ONCE });
    const counts = new Map<string, { n: number; lastMs: number }>();
    for (const row of rows) {
      const sensor = county().sensors.get(row.sensor);
      if (sensor === undefined) continue;
      const reading = ruleReading(row);
      this.#told.add(reading);
      // As `replay`, with the values to show: what the rules ask for here was asked for when it came in.
      const { values } = this.#watch.accept(reading, reading.observedAtMs);
      this.#show(sensor.id, sensor.division, reading, values, row.receivedAtMs);
      const count = counts.get(row.sensor) ?? { n: 0, lastMs: 0 };
      counts.set(row.sensor, { n: count.n + 1, lastMs: row.observedAtMs });
    }
    return [...counts].filter(([, { n }]) => n >= ROWS_AT_ONCE).map(([sensor, { lastMs }]) => [sensor, lastMs + 1]);
  }

  async #replayOn(sensor: string, fromMs: number, toMs: number): Promise<void> {
    for (let from: number | undefined = fromMs; from !== undefined; ) {
      const [more]: [string, number][] = await this.#replay([sensor], from, toMs);
      from = more?.[1];
    }
  }

  #show(
    sensor: string,
    division: string,
    reading: RuleReading,
    values: ReturnType<SensorWatch['accept']>['values'],
    receivedMs: number,
  ): void {
    if (reading.value === null || reading.quality !== 'good') return;
    const before = this.latest.get(sensor);
    const beforeMs = before === undefined ? 0 : toMs(before.observedAt);
    const shown: Record<string, number> = { ...before?.values };
    for (const [quantity, now] of Object.entries(values ?? {})) shown[quantity] = now.value;
    const as = SHOWN_AS[reading.quantity];
    if (as !== undefined && reading.observedAtMs >= beforeMs) shown[as] = reading.value;
    if (Object.keys(shown).length === 0) return;
    this.latest.put(division, {
      sensor,
      values: shown,
      observedAt: toTimestamp(Math.max(beforeMs, reading.observedAtMs)),
      receivedAt: toTimestamp(receivedMs),
    });
  }
}

function ruleReading(row: StoredReading): RuleReading {
  const { sensor, quantity, observedAtMs, value, quality, durationS } = row;
  const reading = { sensor, quantity, observedAtMs, value, quality };
  if (quantity !== 'rain') return reading;
  return { ...reading, period: durationS === null ? { kind: 'counter' } : { kind: 'amount', durationS } };
}
