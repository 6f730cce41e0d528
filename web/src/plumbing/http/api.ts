import type { z } from 'zod';

/** A request the server answered with an error, or did not answer. `code` is stable, for the sentence shown. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function failure(response: Response): Promise<ApiError> {
  const text = await response.text();
  let code = `http_${response.status}`;
  let message = text.slice(0, 300);
  try {
    const body: unknown = JSON.parse(text);
    if (
      typeof body === 'object' &&
      body !== null &&
      'error' in body &&
      typeof body.error === 'object' &&
      body.error !== null
    ) {
      if ('code' in body.error) code = String(body.error.code);
      if ('message' in body.error) message = String(body.error.message);
    }
  } catch {
    // Not JSON: a proxy's page, for one. The status says what is known.
    code = `http_${response.status}`;
  }
  return new ApiError(response.status, code, message);
}

export interface Request<T> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  schema: z.ZodType<T>;
  signal?: AbortSignal;
}

/** One request to our own server, its answer checked by the schema. Throws ApiError; code `offline` without a line. */
export async function api<T>(path: string, { method = 'GET', body, schema, signal }: Request<T>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
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
