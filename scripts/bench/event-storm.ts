import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Desk } from '../../web/e2e/harness.ts';
import { openLight } from './light-socket.ts';

/** One line may speak 20 times a second. */
const PER_LINE = 18;

export interface StormState {
  readonly incidents: readonly string[];
  readonly alarms: readonly string[];
  /** Alarms that are set aside: one storm goes on where the last ended. */
  readonly shelved: Set<string>;
}

/** Incidents and alarms enough to fill the lists. */
export async function prepareStorm(duty: Desk, ingest: { url: string; token: string }): Promise<StormState> {
  const incidents: string[] = [];
  for (let n = 0; n < 24; n++) {
    const incidentId = newId();
    const answer = await duty.act(reportOf(n, incidentId));
    if (!answer.ok) throw new Error(`incident ${n} was refused: ${JSON.stringify(answer)}`);
    incidents.push(incidentId);
  }
  for (let n = 0; n < 40; n++) {
    const answer = await fetch(`${ingest.url}/api/ingest/cap`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ingest.token}`, 'content-type': 'application/cap+xml' },
      body: cap(n),
    });
    if (!answer.ok) throw new Error(`warning ${n} was refused: ${answer.status} ${await answer.text()}`);
    // A door takes 20 a second from one source.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const since = await duty.context.request.get('/api/log?world=live&since=0&limit=500');
  const { events }: { events: { type: string; stream: string }[] } = await since.json();
  const alarms = events.flatMap(({ type, stream }) => (type === 'AlarmRaised' ? [stream.slice('alarm/'.length)] : []));
  return { incidents, alarms, shelved: new Set() };
}

export interface Sent {
  accepted: number;
  refused: Map<string, number>;
  seconds: number;
}

/**
 * Three kinds of news in turn, each of which changes one row: a figure of an incident, a line in the duty log, an
 * alarm set aside and taken back. Sent at a steady pace, whatever the answers do.
 */
export async function blowStorm(
  lines: { url: string; cookie: string },
  { incidents, alarms, shelved }: StormState,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Sent> {
  const sockets = await Promise.all(Array.from({ length: Math.ceil(perSecond / PER_LINE) }, () => openLight(lines)));
  const refused = new Map<string, number>();
  let accepted = 0;
  const until = toTimestamp(Date.now() + 60 * 60_000);
  const intentOf = (n: number): Intent => {
    const turn = Math.floor(n / 3);
    const incidentId = incidents[turn % incidents.length] ?? '';
    const alarmId = alarms[turn % alarms.length];
    if (n % 3 === 1 && alarmId !== undefined) {
      if (shelved.delete(alarmId)) return { type: 'UnshelveAlarm', alarmId };
      shelved.add(alarmId);
      return { type: 'ShelveAlarm', alarmId, reason: '核对传感器', until };
    }
    if (n % 3 === 2) return { type: 'EnterDutyLog', text: `第 ${n} 次：大峪河水位 2.41 m，超警戒 0.41 m` };
    return {
      type: 'RecordFigure',
      incidentId,
      figure: 'threatened',
      value: n,
      asOf: toTimestamp(Date.now()),
      source: '村干部来电',
    };
  };
  const startedMs = performance.now();
  const answers: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const waitMs = startedMs + (n * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const answer = sockets[n % sockets.length]?.socket
      .timeout(30_000)
      .emitWithAck('intent', { commandId: newId(), intent: intentOf(n) });
    answers.push(
      Promise.resolve(answer).then((raw: unknown) => {
        const said = IntentAnswerSchema.parse(raw);
        if (said.ok) accepted += 1;
        else refused.set(said.refused.code, (refused.get(said.refused.code) ?? 0) + 1);
      }),
    );
  }
  await Promise.all(answers);
  const took = (performance.now() - startedMs) / 1000;
  for (const one of sockets) one.close();
  return { accepted, refused, seconds: took };
}

function reportOf(n: number, incidentId: string): Intent {
  const hazards = ['flash_flood', 'landslide', 'traffic', 'fire'] as const;
  return {
    type: 'ReportIncident',
    incidentId,
    hazard: hazards[n % hazards.length] ?? 'landslide',
    title: `险情 ${n}`,
    grade: 3,
    place: {
      name: `${n} 号点`,
      point: { lon: 109.75 + 0.06 * (n % 6), lat: 35.08 + 0.07 * Math.floor(n / 6) },
      division: '610525101233',
      by: 'map',
    },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'threatened', value: 1 }],
  };
}

function cap(n: number): string {
  const sent = toTimestamp(Date.now()).replace(/\.\d+/, '');
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>61052541600000_bench_${n}</identifier>
<sender>Observatory_${n}</sender><sent>${sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Unknown</urgency>
<severity>Severe</severity><certainty>Unknown</certainty><effective>${sent}</effective>
<headline>气象台发布暴雨橙色预警[II级/严重]</headline><description>第 ${n} 份</description>
<area><areaDesc>澄城县</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>610525000000</value></geocode></area>
</info></alert>`;
}
