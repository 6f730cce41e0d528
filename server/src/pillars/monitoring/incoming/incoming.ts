import { isWithin, townOf } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag } from '@sitong/shared/kernel/envelope.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { lateBy } from '../../deciding.ts';
import { decided } from '../../new-event.ts';
import { event } from '../event.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;

const MOST_TAGS = 200;

/** MON-21: the named places, all that lies in them, and the towns above; towns only when that is too many. */
function placesTold(codes: readonly string[], { county }: DecideContext): AudienceTag[] {
  const touched = county.data.divisions
    .map((row) => row.code)
    .filter((code) => code !== county.county && codes.some((named) => isWithin(code, named) || isWithin(named, code)));
  const told = touched.length <= MOST_TAGS ? touched : [...new Set(touched.map(townOf))].slice(0, MOST_TAGS);
  return told.map((code) => `unit:${code}`);
}

/** MON-20 */
export function receiveIncomingWarning(
  intent: Of<'ReceiveIncomingWarning'>,
  context: DecideContext,
): Decision<Decided> {
  const { warning, division } = intent;
  if (context.state.monitoring.incoming[warning.incomingId] !== undefined) return refuse('already_received');
  const codes = warning.area.divisions.length > 0 ? warning.area.divisions : [division];
  const visible = { division, audience: placesTold(codes, context) };
  return decided([event(`incoming/${warning.incomingId}`, 'IncomingWarningReceived', visible, warning, warning.sent)]);
}

export function endIncomingWarning(intent: Of<'EndIncomingWarning'>, context: DecideContext): Decision<Decided> {
  const { incomingId, how, by } = intent;
  const incoming = context.state.monitoring.incoming[incomingId];
  if (incoming === undefined) return refuse('warning_not_in_force');
  if (how === 'expired') {
    const late = lateBy(context, toMs(incoming.expiresAt));
    if (!late.ok) return late;
  }
  const body = { incomingId, how, ...(by === undefined ? {} : { by }) };
  return decided([event(`incoming/${incomingId}`, 'IncomingWarningEnded', incoming, body)]);
}
