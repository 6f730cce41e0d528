import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Rooms that ask nobody who they are. */
const OPEN: readonly string[] = ['health', 'cap', 'public'];

const ERROR = {
  description: 'Refused: what was wrong, where, and what to do',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message', 'path'],
            properties: {
              code: { type: 'string', description: 'Stable, for programs: lat_out_of_range' },
              message: { type: 'string', description: 'For the person who reads it' },
              path: { type: 'string', description: 'Where in the request; empty: the whole of it' },
              facts: { type: 'object', additionalProperties: true },
            },
          },
        },
      },
    },
  },
};

const LIVE_LANE = `
Live lane: Socket.IO at path \`/live\`, namespace \`/live\`, signed in by the session cookie or \`auth: {token}\` with
its value. Say \`hello {world: "live", since: null | <last sequence applied>}\`; what comes back is \`snapshot {world, seq,
scope, mode, part, of, text}\` (JSON text in parts, each acknowledged) or \`tail\`, then \`events {world, from, to,
events}\` in order, \`head {world, seq, serverMs, clock}\` every 5 s, \`units\` and \`positions\` (binary columns, named by
\`units\`), \`readings\`, \`bye {reason}\`. \`intent {commandId, intent}\` is acknowledged by \`{ok: true, seq}\` or
\`{ok: false, refused: {code}}\`; the same over \`POST /api/intents\`. A client that names no \`protocol\` in its hello is
served by Socket.IO's standard parser throughout.`;

const PHONES = `
Phones: a session bound to a key (\`POST /api/session/device\`) wants \`x-sitong-pass\` with every request under /api and
\`auth: {pass}\` at the handshake; else 401 \`proof_needed\` with \`facts.nonce\`. A request with \`x-sitong-proof:
<nonce>.<signature>\`, ECDSA P-256 over the lines \`sitong\`, \`proof\`, nonce, \`<METHOD> <path>\`, is answered with
\`x-sitong-pass\` (10 min) and the next \`x-sitong-nonce\`. 401 \`device_wiped\`: the phone is to clear itself and to say so
by \`POST /api/session/device/wiped\`.`;

/** `/api/openapi.json`: what each route is, who may ask, and the one form of every refusal. */
export function openApi(cookie: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Sitong 四统',
        version: '1',
        description: `County emergency command and dispatch.\n${LIVE_LANE}\n${PHONES}`,
      },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'API token of scope ingest, read or outbox (npm run token)',
          },
          session: { type: 'apiKey', in: 'cookie', name: cookie, description: 'POST /api/session' },
        },
      },
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      if (schema === undefined || input.schema?.hide === true) return { schema, url };
      const [tag = ''] = schema.tags ?? [];
      const own: object = typeof schema.response === 'object' && schema.response !== null ? schema.response : {};
      const response = { '4XX': ERROR, ...(Object.keys(own).length === 0 ? { 200: { description: 'Done' } } : own) };
      return { schema: { ...schema, security: securityOf(tag, url), response }, url };
    },
  };
}

function securityOf(tag: string, url: string): Record<string, string[]>[] {
  if (OPEN.includes(tag)) return [];
  if (tag === 'ingest' || url === '/api/outbox') return [{ token: [] }];
  return url === '/api/session' ? [{ session: [] }, {}] : [{ session: [] }, { token: [] }];
}
