import { z } from 'zod';

/** Answers of the outer contract (design §5) as tests read them. */
export const TerminalsSchema = z.object({
  terminals: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      label: z.string(),
      bound: z.boolean(),
      team: z.string().nullable(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      time: z.string().nullable(),
      speedKmh: z.number().nullable(),
      courseDeg: z.number().nullable(),
      fix: z.string(),
      source: z.string(),
    }),
  ),
});

export const TrackSchema = z.object({
  terminal: z.string(),
  positions: z.array(
    z.object({
      time: z.string(),
      lon: z.number(),
      lat: z.number(),
      speedKmh: z.number().nullable(),
      fix: z.string(),
      source: z.string(),
    }),
  ),
  next: z.string().optional(),
});

export const ErrorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), path: z.string().optional() }),
});

export const RefusedSchema = z.object({
  refused: z.array(
    z.object({
      id: z.number(),
      source: z.string(),
      at: z.string(),
      code: z.string(),
      message: z.string(),
      path: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
      raw: z.string(),
    }),
  ),
});

export const IncomingSchema = z.object({
  warnings: z.array(
    z.object({
      id: z.string(),
      identifier: z.string(),
      sender: z.string(),
      sent: z.string(),
      status: z.string(),
      msgType: z.string(),
      headline: z.string(),
      severity: z.string(),
      level: z.number().nullable(),
      state: z.string(),
      divisions: z.array(z.string()),
      area: z.unknown(),
      notes: z.array(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
});
