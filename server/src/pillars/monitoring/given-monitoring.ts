import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { COUNTY, SHANHUA } from '@sitong/shared/testing/county.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { decideMonitoring } from './decide.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;

/** For tests: alarms of the rain gauge at 善化村. */
export function alarmId(n: number | string): Id {
  return derivedId('test-alarm', n);
}

export function raise(n: number | string, priority: Level, over: Partial<Of<'RaiseAlarm'>> = {}): Of<'RaiseAlarm'> {
  return {
    type: 'RaiseAlarm',
    alarmId: alarmId(n),
    priority,
    cause: {
      kind: 'threshold',
      sensor: 'rain-shanhua',
      threshold: priority === 1 ? 'rain-3h-red' : 'rain-3h-orange',
      label: '3小时雨量',
      quantity: 'rain_3h_mm',
      value: 60,
      limit: 50,
    },
    division: SHANHUA,
    audience: [],
    ...over,
  };
}

export function aboutReport(n: number): Of<'RaiseAlarm'>['cause'] {
  return { kind: 'report_due', report: derivedId('report', n), incident: derivedId('incident', n), which: 'phone' };
}

export function givenAlarm(priority: Level = 2, over: Partial<Of<'RaiseAlarm'>> = {}): Given {
  return givenWorld().having(decideMonitoring, raise(1, priority, over), 'system');
}

export function incoming(
  n: number,
  over: Partial<Of<'ReceiveIncomingWarning'>['warning']> = {},
): Of<'ReceiveIncomingWarning'> {
  return {
    type: 'ReceiveIncomingWarning',
    division: COUNTY,
    warning: {
      incomingId: derivedId('incoming', n),
      identifier: `61052541600000_2026071820000${n}`,
      sender: 'weather',
      senderName: '澄城县气象台',
      sent: '2026-07-18T19:59:00+08:00',
      capStatus: 'Actual',
      msgType: 'Alert',
      hazard: 'rainstorm',
      level: 2,
      headline: '澄城县气象台发布暴雨橙色预警',
      description: '',
      instruction: '',
      severity: 'Severe',
      area: { divisions: [COUNTY], rings: [] },
      areaText: '澄城县',
      expiresAt: '2026-07-18T23:00:00+08:00',
      signature: 'unsigned',
      references: [],
      notes: [],
      ...over,
    },
  };
}

/** The red alarm's next escalation as its clock would send it. */
export function escalate(step: Of<'EscalateAlarm'>['step'], dueMs: number): Of<'EscalateAlarm'> {
  return { type: 'EscalateAlarm', alarmId: alarmId(1), step, dueAt: toTimestamp(dueMs) };
}
