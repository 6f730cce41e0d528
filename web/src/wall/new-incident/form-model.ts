import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { type Point, pointInRing } from '@sitong/shared/kernel/geo.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { DivisionRow } from '@sitong/shared/kernel/master/people.ts';
import { PhoneSchema } from '@sitong/shared/kernel/master/people.ts';
import type { Figure, Place } from '@sitong/shared/pillars/command/events.ts';
import { gradeByFigures } from '@sitong/shared/pillars/command/grading.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { NewIncidentDraft } from '../console-store.ts';
import { pointIn } from './coordinates.ts';

/** Figures asked for when an incident is taken down; the others come later, in its room. */
export const ASKED: readonly Figure[] = ['trapped', 'missing', 'injured', 'dead', 'threatened'];

/** What stands in the form, as typed. Null: nobody said yet; never taken for 0. */
export interface IncidentForm {
  readonly from: NewIncidentDraft['from'];
  readonly callerName: string;
  readonly callerPhone: string;
  readonly hazard: Hazard | null;
  readonly division: string | null;
  readonly coordinates: string;
  /** How the coordinates came: a wrong place must be traceable. */
  readonly pointBy: 'coordinates' | 'map';
  /** Empty: the suggestion counts. */
  readonly title: string;
  /** Null: as the figures demand. */
  readonly grade: Level | null;
  readonly figures: Readonly<Partial<Record<Figure, number>>>;
  readonly text: string;
  /** Near incidents the person looked at and set aside. */
  readonly setAside: readonly string[];
}

export function formOf(draft: NewIncidentDraft): IncidentForm {
  return {
    from: draft.from,
    callerName: '',
    callerPhone: '',
    hazard: draft.hazard ?? null,
    division: draft.division ?? null,
    coordinates: '',
    pointBy: 'coordinates',
    title: '',
    grade: null,
    figures: Object.fromEntries((draft.figures ?? []).map(({ figure, value }) => [figure, value])),
    text: draft.text ?? '',
    setAside: [],
  };
}

/**
 * Somebody else told it than the draft says: a call that came while an alarm stood on the desk. What the draft alone
 * had filled in goes with it and comes back with it; what was typed stays.
 */
export function toldBy(form: IncidentForm, kind: IncidentForm['from']['kind'], draft: NewIncidentDraft): IncidentForm {
  const from =
    kind === draft.from.kind ? draft.from : { kind: kind === 'phone' ? ('phone' as const) : ('blank' as const) };
  if (from.kind === form.from.kind) return form;
  const hazard = draft.hazard ?? null;
  const division = draft.division ?? null;
  if (from === draft.from) return { ...form, from, hazard: form.hazard ?? hazard, division: form.division ?? division };
  return {
    ...form,
    from,
    hazard: form.hazard === hazard ? null : form.hazard,
    division: form.division === division ? null : form.division,
  };
}

/** The village a point lies in, else its town, else none: the county's outer edge. */
export function divisionAt(point: Point, county: CountyIndex): DivisionRow | undefined {
  const holds = (row: DivisionRow): boolean => row.rings.some((ring) => pointInRing(point, ring));
  const { divisions } = county.data;
  return (
    divisions.find((row) => divisionRank(row.code) === 'village' && holds(row)) ??
    divisions.find((row) => divisionRank(row.code) === 'town' && holds(row))
  );
}

export type PlaceRead =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'missing' | 'not_coordinates' | 'outside' };

/** Coordinates say where; a village alone stands for its seat. Both: the point counts, the village names it. */
export function placeOf(form: IncidentForm, county: CountyIndex): PlaceRead {
  const row = form.division === null ? undefined : county.divisions.get(form.division);
  if (form.coordinates.trim() === '') {
    if (row === undefined) return { kind: 'missing' };
    return { kind: 'place', place: { point: row.seat, division: row.code, name: row.name, by: 'name' } };
  }
  const point = pointIn(form.coordinates);
  if (point === undefined) return { kind: 'not_coordinates' };
  const at = divisionAt(point, county);
  const division = at ?? row;
  if (division === undefined) return { kind: 'outside' };
  return {
    kind: 'place',
    place: { point, division: division.code, name: (row ?? division).name, by: form.pointBy },
  };
}

/** The grade the known figures demand (CMD-5); what the form starts from. */
export function suggestedGrade(form: IncidentForm): Level {
  const figures = Object.fromEntries(Object.entries(form.figures).map(([figure, value]) => [figure, { value }]));
  return form.hazard === null ? 4 : gradeByFigures(form.hazard, figures);
}

export type FormProblem = 'hazard' | 'place' | 'coordinates' | 'outside' | 'phone';

/** What must be mended before it can be sent; nothing when it may go. */
export function problemsOf(form: IncidentForm, county: CountyIndex): FormProblem[] {
  const problems: FormProblem[] = [];
  if (form.hazard === null) problems.push('hazard');
  const read = placeOf(form, county);
  if (read.kind === 'missing') problems.push('place');
  if (read.kind === 'not_coordinates') problems.push('coordinates');
  if (read.kind === 'outside') problems.push('outside');
  if (form.callerPhone.trim() !== '' && !PhoneSchema.safeParse(form.callerPhone.trim()).success) problems.push('phone');
  return problems;
}

type ReportIncident = Extract<CommandIntent, { type: 'ReportIncident' }>;

function sourceOf(form: IncidentForm): ReportIncident['source'] {
  switch (form.from.kind) {
    case 'alarm':
      return { kind: 'alarm', alarmId: form.from.alarmId };
    case 'incoming_warning':
      return { kind: 'incoming_warning', incomingId: form.from.incomingId };
    case 'phone': {
      const phone = form.callerPhone.trim();
      if (phone === '') return { kind: 'phone' };
      return { kind: 'phone', caller: { name: form.callerName.trim(), phone } };
    }
    case 'blank':
      return { kind: 'duty' };
    default:
      return form.from satisfies never;
  }
}

/** The intent, when the form holds all it needs. */
export function reportOf(
  form: IncidentForm,
  county: CountyIndex,
  incidentId: string,
  suggestedTitle: string,
): ReportIncident | undefined {
  const read = placeOf(form, county);
  if (form.hazard === null || read.kind !== 'place' || problemsOf(form, county).length > 0) return undefined;
  return {
    type: 'ReportIncident',
    incidentId,
    hazard: form.hazard,
    title: form.title.trim() === '' ? suggestedTitle : form.title.trim(),
    grade: form.grade ?? suggestedGrade(form),
    place: read.place,
    source: sourceOf(form),
    text: form.text.trim(),
    photos: [],
    notDuplicateOf: [...form.setAside],
    figures: (Object.entries(form.figures) as [Figure, number][]).map(([figure, value]) => ({ figure, value })),
  };
}
