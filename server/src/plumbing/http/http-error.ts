/** An answer that is not 2xx: `{error: {code, message, path}}`, path empty when it is the whole request. The message says what was wrong and what to do. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly statusCode: number;
  readonly code: string;
  readonly path: string | undefined;
  readonly facts: Readonly<Record<string, unknown>> | undefined;

  constructor(
    statusCode: number,
    code: string,
    message: string,
    path?: string,
    facts?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
    this.path = path;
    this.facts = facts;
  }
}
