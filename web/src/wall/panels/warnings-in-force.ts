import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import type { ReleaseState } from '@sitong/shared/pillars/release/state.ts';

/** A warning in force, whoever issued it. */
export interface WarningInForce {
  readonly id: string;
  readonly kind: 'own' | 'incoming';
  readonly level: Level | undefined;
  readonly hazard: Hazard | undefined;
  readonly headline: string;
  readonly sender: string;
  readonly divisions: readonly DivisionCode[];
  readonly areaText: string;
  readonly expiresMs: number;
  readonly calls: { readonly answered: number; readonly called: number };
}

/** Own and incoming warnings in force together, the worst first, then the one that ends first. */
export function warningsTogether(
  warnings: ReleaseState['warnings'],
  calls: ReleaseState['calls'],
  incoming: MonitoringState['incoming'],
): WarningInForce[] {
  const counts = new Map<string, { answered: number; called: number }>();
  for (const call of Object.values(calls)) {
    const count = counts.get(call.warningId) ?? { answered: 0, called: 0 };
    count.called += 1;
    if (call.facts.answered !== undefined) count.answered += 1;
    counts.set(call.warningId, count);
  }
  const own = Object.values(warnings)
    .filter(({ status }) => status === 'issued')
    .map(
      ({ id, content }): WarningInForce => ({
        id,
        kind: 'own',
        level: content.level,
        hazard: content.hazard,
        headline: content.headline,
        sender: '',
        divisions: content.scope.divisions,
        areaText: content.scope.areaText,
        expiresMs: Date.parse(content.expiresAt),
        calls: counts.get(id) ?? { answered: 0, called: 0 },
      }),
    );
  const received = Object.values(incoming).map(
    (warning): WarningInForce => ({
      id: warning.incomingId,
      kind: 'incoming',
      level: warning.level,
      hazard: warning.hazard,
      headline: warning.headline,
      sender: warning.senderName === '' ? warning.sender : warning.senderName,
      divisions: warning.area.divisions,
      areaText: warning.areaText,
      expiresMs: Date.parse(warning.expiresAt),
      calls: { answered: 0, called: 0 },
    }),
  );
  return [...own, ...received].sort((a, b) => (a.level ?? 5) - (b.level ?? 5) || a.expiresMs - b.expiresMs);
}
