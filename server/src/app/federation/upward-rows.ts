import { hidePersons } from '@sitong/shared/kernel/mask.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { ReportFieldsSchema, WarningContentSchema } from '@sitong/shared/pillars/release/events.ts';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { UpwardItem } from './upward-item.ts';

type BodyOf<Kind extends UpwardItem['kind']> = Extract<UpwardItem, { kind: Kind }>['body'];

const moment = z.date().transform((at) => toTimestamp(at.getTime()));
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().transform((value) => value ?? undefined);

const WarningRow = z.object({
  identifier: z.string(),
  status: z.enum(['issued', 'superseded', 'cancelled', 'expired']),
  division: z.string(),
  incident_id: maybe(z.string()),
  content: WarningContentSchema,
  issued_at: moment,
  ended_at: maybe(moment),
  end_reason: maybe(z.string()),
  replaced_by: maybe(z.string()),
});

const ReportRow = z.object({
  number: z.number(),
  kind: z.enum(['first', 'update', 'final']),
  incident_id: z.string(),
  division: z.string(),
  fields: ReportFieldsSchema,
  sent: z.object({ to: z.string(), at: z.string(), simulated: z.boolean(), lateS: z.number() }),
});

/** The head of an incident as the tables have it at this event; typed text without what tells of persons. */
export async function incidentHead(
  client: ClientBase,
  world: string,
  id: string,
): Promise<BodyOf<'incident'> | undefined> {
  const { rows } = await client.query<Omit<BodyOf<'incident'>, 'reportedAt' | 'changedAt' | 'mergedInto'> & Times>(
    `SELECT number, hazard, title, grade, status, division, place, lon, lat, reported_at, changed_at, merged_into
     FROM incident_view WHERE world = $1 AND id = $2`,
    [world, id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { reported_at, changed_at, merged_into, ...head } = row;
  return {
    ...head,
    title: hidePersons(head.title),
    place: hidePersons(head.place),
    reportedAt: toTimestamp(reported_at.getTime()),
    changedAt: toTimestamp(changed_at.getTime()),
    ...(merged_into === null ? {} : { mergedInto: merged_into }),
  };
}

interface Times {
  reported_at: Date;
  changed_at: Date;
  merged_into: string | null;
}

/** Undefined: it was never issued, so nobody outside hears of it. */
export async function upwardWarning(
  client: ClientBase,
  world: string,
  id: string,
): Promise<BodyOf<'warning'> | undefined> {
  const { rows } = await client.query(
    `SELECT identifier, status, division, incident_id, content, issued_at, ended_at, end_reason, replaced_by
     FROM release_warnings WHERE world = $1 AND id = $2 AND identifier IS NOT NULL`,
    [world, id],
  );
  if (rows[0] === undefined) return undefined;
  const { incident_id, issued_at, ended_at, end_reason, replaced_by, content, ...row } = WarningRow.parse(rows[0]);
  const { headline, text, instruction, scope } = content;
  const areaText = hidePersons(scope.areaText);
  return {
    ...row,
    ...(incident_id === undefined ? {} : { incidentId: incident_id }),
    ...(row.status !== 'issued'
      ? {}
      : {
          content: {
            ...content,
            headline: hidePersons(headline),
            text: hidePersons(text),
            instruction: hidePersons(instruction),
            scope: { ...scope, areaText },
          },
        }),
    issuedAt: issued_at,
    ...(ended_at === undefined ? {} : { endedAt: ended_at }),
    ...(end_reason === undefined ? {} : { endReason: hidePersons(end_reason) }),
    ...(replaced_by === undefined ? {} : { replacedBy: replaced_by }),
  };
}

/** Undefined: it has not been sent. */
export async function upwardReport(
  client: ClientBase,
  world: string,
  id: string,
): Promise<BodyOf<'report'> | undefined> {
  const { rows } = await client.query(
    `SELECT number, kind, incident_id, division, fields, sent FROM release_reports
     WHERE world = $1 AND id = $2 AND sent IS NOT NULL`,
    [world, id],
  );
  if (rows[0] === undefined) return undefined;
  const { incident_id, fields, sent, ...row } = ReportRow.parse(rows[0]);
  const { siteCommander: _name, ...shown } = fields;
  const { title, place, process, actions, requests } = shown;
  return {
    ...row,
    incidentId: incident_id,
    fields: {
      ...shown,
      title: hidePersons(title),
      place: hidePersons(place),
      process: hidePersons(process),
      actions: hidePersons(actions),
      requests: hidePersons(requests),
    },
    to: hidePersons(sent.to),
    simulated: sent.simulated,
    sentAt: sent.at,
    lateS: sent.lateS,
  };
}
