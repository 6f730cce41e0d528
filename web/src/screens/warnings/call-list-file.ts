import { CallFactSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { csvField } from '../../plumbing/http/csv-field.ts';
import { saveCsv } from '../../plumbing/http/save-file.ts';
import type { useNames } from './use-names.ts';

/** Place, person, masked phone and the time of each fact; the phone stays masked as on screen. */
export function callListText(calls: readonly Call[], names: ReturnType<typeof useNames>): string {
  const rows = [...calls]
    .sort((a, b) => a.place.localeCompare(b.place) || a.person.localeCompare(b.person))
    .map((call) => [
      names.place(call.place),
      names.person(call.person),
      names.phone(call.person),
      String(call.attempts.length),
      ...CallFactSchema.options.map((fact) => call.facts[fact]?.at.slice(0, 19).replace('T', ' ') ?? ''),
    ]);
  return rows.map((row) => row.map(csvField).join(',')).join('\r\n');
}

/** A file for paper and phone. */
export function downloadCallList(warning: Warning, calls: readonly Call[], names: ReturnType<typeof useNames>): void {
  saveCsv(callListText(calls, names), `${warning.issued?.identifier ?? warning.id}.csv`);
}
