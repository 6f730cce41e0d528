import type { Timestamp } from '../../kernel/time.ts';
import type { workableIncident } from '../command/public.ts';
import type { ReportFields } from './events.ts';

type Incident = NonNullable<ReturnType<typeof workableIncident>>;

const FIGURES = ['dead', 'missing', 'injured', 'trapped', 'evacuated'] as const;

/**
 * [REL-20] 初报 from what the incident knows. A figure nobody has recorded stays out of the fields and is
 * shown as 正在核实: nothing unknown is ever written as 0.
 */
export function reportFieldsOf(incident: Incident, asOf: Timestamp, siteCommander: string | undefined): ReportFields {
  const figures: Partial<Record<(typeof FIGURES)[number], number>> = {};
  for (const figure of FIGURES) {
    const known = incident.figures[figure];
    if (known !== undefined) figures[figure] = known.value;
  }
  return {
    title: incident.title,
    place: incident.place.name,
    hazard: incident.hazard,
    grade: incident.grade,
    process: incident.text,
    actions: '',
    requests: '',
    asOf,
    ...figures,
    ...(incident.occurredAt === undefined ? {} : { occurredAt: incident.occurredAt }),
    ...(siteCommander === undefined ? {} : { siteCommander }),
  };
}
