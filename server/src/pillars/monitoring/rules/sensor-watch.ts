import { derivedId, type Id, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { measure, type SensorLimits } from './measure.ts';
import { newMemory, type Quantity, type SensorMemory } from './memory.ts';
import type { RuleReading } from './reading.ts';
import { type Change, judge } from './thresholds.ts';

/** An intent the rules ask for. The command id follows from what was measured: asking twice is harmless. */
export interface RuleIntent {
  commandId: Id;
  intent: MonitoringIntent;
}

export interface SensorWatchOptions {
  world: WorldId;
  /** Present master data. */
  sensor: (id: string) => SensorRow | undefined;
  /** MON-10 */
  outOfService: (id: string) => boolean;
  /** Local practice at a moment of world time; what we ship when not given. */
  limits?: (atMs: number) => SensorLimits;
}

export interface Noticed {
  /** Values to show, by quantity: `rain_3h_mm`, `level_m` …; undefined: nothing new. Valid until the next reading. */
  values: SensorMemory['now'] | undefined;
  intents: readonly RuleIntent[];
}

const NOTHING: readonly RuleIntent[] = [];

/** The threshold rules of one world: readings in, values and intents out (MON-30 to MON-39). */
export class SensorWatch {
  readonly #options: SensorWatchOptions;
  readonly #memories = new Map<string, SensorMemory>();
  readonly #limits: (atMs: number) => SensorLimits;

  constructor(options: SensorWatchOptions) {
    this.#options = options;
    this.#limits = options.limits ?? (() => DEFAULT_PRACTICE.sensor);
  }

  /** `nowMs`: world time. A reading of an unknown sensor gives nothing; its door lists it as unknown. */
  accept(reading: RuleReading, nowMs: number): Noticed {
    const sensor = this.#options.sensor(reading.sensor);
    if (sensor === undefined) return { values: undefined, intents: NOTHING };
    const memory = this.#memoryOf(sensor.id);
    const limits = this.#limits(reading.observedAtMs);
    const measured = measure(memory, sensor, reading, limits);
    const previousMs = memory.lastMs;
    const newest = previousMs === undefined || reading.observedAtMs > previousMs;
    if (newest) memory.lastMs = reading.observedAtMs;
    const heard = newest ? this.#heard(memory, sensor, nowMs, limits) : NOTHING;
    if (measured === 'nothing_new') return { values: undefined, intents: heard };
    if (this.#options.outOfService(sensor.id)) {
      memory.thresholds = {};
      memory.standing = {};
      return { values: memory.now, intents: heard };
    }
    const atMs = memory.lastMs ?? reading.observedAtMs;
    const changes = judge(memory, sensor, atMs, previousMs, limits.silentAfterCadences);
    if (changes === undefined) return { values: memory.now, intents: heard };
    return {
      values: memory.now,
      intents: [...heard, ...changes.flatMap((change) => this.#apply(memory, sensor, change, atMs))],
    };
  }

  /** MON-39: as `accept`, without asking for anything. Call `inStep` afterwards. */
  replay(reading: RuleReading): void {
    this.accept(reading, reading.observedAtMs);
  }

  /** MON-37: call now and then, with world time. */
  silent(nowMs: number): RuleIntent[] {
    const intents: RuleIntent[] = [];
    const limits = this.#limits(nowMs);
    for (const [id, memory] of this.#memories) {
      const sensor = this.#options.sensor(id);
      if (sensor === undefined || memory.lastMs === undefined || memory.silentAlarm !== undefined) continue;
      if (this.#options.outOfService(id) || !isSilent(memory.lastMs, sensor, nowMs, limits)) continue;
      const alarmId = derivedId('alarm', this.#options.world, id, 'silent', memory.lastMs);
      memory.silentAlarm = alarmId;
      intents.push(
        this.#ask(alarmId, 'raise', {
          type: 'RaiseAlarm',
          alarmId,
          // Blue: somebody looks after it in the daytime; yellow while an alarm of the sensor stands.
          priority: Object.keys(memory.standing).length > 0 ? 3 : 4,
          cause: { kind: 'sensor_silent', sensor: id, lastSeenAt: toTimestamp(memory.lastMs) },
          division: sensor.division,
          audience: [],
          point: sensor.point,
        }),
      );
    }
    return intents;
  }

  /** MON-39: after a replay, what must be raised or returned so that alarms and memory agree. */
  inStep(alarms: readonly Alarm[]): RuleIntent[] {
    const intents: RuleIntent[] = [];
    const open = new Map<string, Alarm>();
    for (const alarm of alarms) {
      const { cause } = alarm;
      if (cause.kind === 'sensor_silent')
        this.#memoryOf(cause.sensor).silentAlarm = alarm.status === 'returned' ? undefined : alarm.id;
      if (cause.kind === 'threshold' && alarm.status !== 'returned')
        open.set(`${cause.sensor}/${cause.quantity}`, alarm);
    }
    for (const [id, memory] of this.#memories) {
      const sensor = this.#options.sensor(id);
      if (sensor === undefined || this.#options.outOfService(id)) continue;
      for (const quantity of Object.keys(memory.now) as Quantity[]) {
        intents.push(...this.#reconcile(memory, sensor, quantity, open.get(`${id}/${quantity}`)));
      }
    }
    return intents;
  }

  #reconcile(memory: SensorMemory, sensor: SensorRow, quantity: Quantity, alarm: Alarm | undefined): RuleIntent[] {
    const now = memory.now[quantity];
    const atMs = memory.lastMs;
    if (now === undefined || atMs === undefined) return [];
    const { value } = now;
    const standing = memory.standing[quantity];
    const threshold = sensor.thresholds.find(
      ({ id }) => alarm?.cause.kind === 'threshold' && alarm.cause.threshold === id,
    );
    if (alarm !== undefined && threshold !== undefined) {
      if (standing?.threshold === threshold.id) {
        standing.alarmId = alarm.id;
        return [];
      }
      // Raised longer ago than the replay reaches and not yet below its return: it still stands.
      if (standing === undefined && (value >= threshold.returnBelow || !now.known)) {
        memory.thresholds[threshold.id] = { phase: 'over', sinceMs: atMs };
        memory.standing[quantity] = { threshold: threshold.id, alarmId: alarm.id };
        return [];
      }
    }
    const over = sensor.thresholds.find(({ id }) => id === standing?.threshold);
    const worse = over !== undefined && threshold !== undefined && over.level < threshold.level;
    const returned = alarm === undefined || worse ? undefined : { threshold: threshold?.id ?? '-', alarmId: alarm.id };
    const raised = over && { threshold: over, sinceMs: memory.thresholds[over.id]?.sinceMs ?? atMs };
    if (returned === undefined && raised === undefined) return [];
    return this.#apply(memory, sensor, { quantity, value, returned, raised }, atMs);
  }

  #apply(memory: SensorMemory, sensor: SensorRow, change: Change, atMs: number): RuleIntent[] {
    const { quantity, value, returned, raised } = change;
    const observedAt = toTimestamp(atMs);
    const intents: RuleIntent[] = [];
    delete memory.standing[quantity];
    if (returned !== undefined) {
      const { alarmId } = returned;
      const subject = `sensor/${sensor.id}/${quantity}`;
      intents.push(this.#ask(alarmId, `return/${atMs}`, { type: 'ReturnAlarm', alarmId, subject, value, observedAt }));
    }
    if (raised !== undefined) {
      const { threshold, sinceMs } = raised;
      const alarmId = derivedId('alarm', this.#options.world, sensor.id, threshold.id, sinceMs);
      memory.standing[quantity] = { threshold: threshold.id, alarmId };
      intents.push(this.#ask(alarmId, 'raise', raiseFor(sensor, threshold, alarmId, value, observedAt)));
    }
    return intents;
  }

  #heard(memory: SensorMemory, sensor: SensorRow, nowMs: number, limits: SensorLimits): readonly RuleIntent[] {
    const alarmId = memory.silentAlarm;
    const { lastMs } = memory;
    // Old readings sent late do not make a sensor live again.
    if (alarmId === undefined || lastMs === undefined || isSilent(lastMs, sensor, nowMs, limits)) return NOTHING;
    memory.silentAlarm = undefined;
    const subject = `sensor/${sensor.id}/silent`;
    const intent: MonitoringIntent = { type: 'ReturnAlarm', alarmId, subject, observedAt: toTimestamp(lastMs) };
    return [this.#ask(alarmId, `return/${lastMs}`, intent)];
  }

  #ask(alarmId: Id, what: string, intent: MonitoringIntent): RuleIntent {
    return { commandId: derivedId('rule', this.#options.world, alarmId, what), intent };
  }

  #memoryOf(id: string): SensorMemory {
    let memory = this.#memories.get(id);
    if (memory === undefined) {
      memory = newMemory();
      this.#memories.set(id, memory);
    }
    return memory;
  }
}

function isSilent(lastMs: number, sensor: SensorRow, nowMs: number, limits: SensorLimits): boolean {
  return nowMs - lastMs > limits.silentAfterCadences * sensor.cadenceS * SECOND_MS;
}

function raiseFor(
  sensor: SensorRow,
  threshold: SensorRow['thresholds'][number],
  alarmId: Id,
  value: number,
  observedAt: string,
): MonitoringIntent {
  return {
    type: 'RaiseAlarm',
    alarmId,
    priority: threshold.level,
    cause: {
      kind: 'threshold',
      sensor: sensor.id,
      threshold: threshold.id,
      label: threshold.label,
      quantity: threshold.quantity,
      value,
      limit: threshold.raiseAt,
    },
    division: sensor.division,
    audience: [],
    point: sensor.point,
    observedAt,
  };
}
