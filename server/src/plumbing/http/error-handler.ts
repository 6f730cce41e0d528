import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { LogUnavailableError } from '../eventlog/errors.ts';
import { isDatabaseAway } from '../persistence/database-away.ts';
import { HttpError } from './http-error.ts';

/** The database answers within seconds, or a person is called to it. */
const RETRY_AFTER_S = '5';

/** Every error leaves in one form; what went wrong inside is logged, never shown. */
export function useErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof HttpError) {
      const { code, message, path, facts } = error;
      const body = {
        code,
        message,
        path: path ?? '',
        ...(facts === undefined ? {} : { facts }),
      };
      return reply.code(error.statusCode).send({ error: body });
    }
    if (hasZodFastifySchemaValidationErrors(error)) {
      const first = error.validation[0];
      const path = first?.instancePath ?? '';
      return reply
        .code(422)
        .send({ error: { code: 'invalid', message: first?.message ?? 'the request does not fit its schema', path } });
    }
    if (error instanceof LogUnavailableError || isDatabaseAway(error)) {
      request.log.error({ err: error }, 'the database did not answer');
      const message = 'the database does not answer now; ask again in a moment';
      return reply
        .code(503)
        .header('retry-after', RETRY_AFTER_S)
        .send({ error: { code: 'unavailable', message, path: '' } });
    }
    const status = statusOf(error);
    if (status < 500) {
      const { code, message } = namesOf(error, status);
      return reply.code(status).send({ error: { code, message, path: '' } });
    }
    request.log.error({ err: error }, 'request failed');
    return reply.code(status).send({
      error: {
        code: 'internal',
        message: 'the request could not be served; it is logged under this id',
        path: String(request.id),
      },
    });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: { code: 'not_found', message: `no ${request.method} ${request.url.split('?')[0] ?? ''}`, path: '' },
    }),
  );
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 500;
}

/** Fastify's own refusals under the words of the outer contract. */
const OUR_CODES: Readonly<Record<string, string | undefined>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'json_invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'json_invalid',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
};

function namesOf(error: unknown, status: number): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'bad_request', message: String(error) };
  const code = 'code' in error ? String(error.code) : '';
  const own = code.toLowerCase().replace(/^fst_err_?/, '');
  const said = status === 429 ? 'too_fast' : own === '' ? 'bad_request' : own;
  return { code: OUR_CODES[code] ?? said, message: error.message };
}
