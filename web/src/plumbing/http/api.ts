import { z } from 'zod';
import { DEVICE_MARK, markOf } from '../device/phone-marks.ts';

/** A request the server answered with an error, or did not answer. `code` is stable, for the sentence shown. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  /** When it may be tried again, for a locked account. */
  readonly until: string | undefined;
  /** What else the server said to it, unread. */
  readonly facts: unknown;
  /** The part of the request that was refused, where one was. */
  readonly path: string | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    { path, facts }: { path?: string | undefined; facts?: { until?: string | undefined } | undefined } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.until = facts?.until;
    this.path = path;
    this.facts = facts;
  }
}

const ErrorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    path: z.string().optional(),
    facts: z.looseObject({ until: z.string().optional() }).optional(),
  }),
});

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a proxy's page, for one.
    return undefined;
  }
}

/** What went wrong, in the server's own words where it sent some. */
export async function failure(response: Response): Promise<ApiError> {
  const text = await response.text();
  const body = ErrorBodySchema.safeParse(parsedJson(text));
  if (!body.success) return new ApiError(response.status, `http_${response.status}`, text.slice(0, 300));
  const { code, message, ...more } = body.data.error;
  return new ApiError(response.status, code, message, more);
}

export interface Request<T> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  schema: z.ZodType<T>;
  signal?: AbortSignal;
}

/** `fetch` to our own server; a phone that is enrolled shows its key with it. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const ours: RequestInit = { credentials: 'same-origin', ...init };
  if (markOf(DEVICE_MARK) === null) return fetch(path, ours);
  return (await import('../device/phone-send.ts')).send(path, ours);
}

/** One request to our own server, its answer checked by the schema. Throws ApiError; code `offline` without a line. */
export async function api<T>(path: string, { method = 'GET', body, schema, signal }: Request<T>): Promise<T> {
  let response: Response;
  try {
    response = await send(path, {
      method,
      ...(signal === undefined ? {} : { signal }),
      ...(body === undefined
        ? {}
        : body instanceof Blob || body instanceof FormData
          ? { body }
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'offline', String(error));
  }
  if (!response.ok) throw await failure(response);
  const text = await response.text();
  const parsed = schema.safeParse(text === '' ? undefined : JSON.parse(text));
  if (!parsed.success)
    throw new ApiError(response.status, 'bad_answer', `${path}: ${parsed.error.message.slice(0, 300)}`);
  return parsed.data;
}
