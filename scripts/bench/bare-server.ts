/**
 * The same promise by bare means, in a process of its own: `bare-server.ts <mode> <database url>`.
 *
 * floor – one INSERT and its fsynced commit, then one Socket.IO emit to everybody: nothing checked, nothing kept
 * naive – the usual service: several statements in a transaction, a read model, and every reader served one by one
 *
 * Says `ready <port>`; ends when its input closes.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { Server } from 'socket.io';
import { z } from 'zod';

const [mode = 'floor', url = ''] = process.argv.slice(2);
const IntentSchema = z.object({ commandId: z.string(), intent: z.object({ type: z.string(), text: z.string() }) });
type Sent = z.infer<typeof IntentSchema>;

const pool = new pg.Pool({ connectionString: url, max: 20 });
await pool.query(
  `CREATE TABLE IF NOT EXISTS bare_${mode} (seq bigserial PRIMARY KEY, command text, body text NOT NULL)`,
);
await pool.query(`CREATE TABLE IF NOT EXISTS bare_view (id text PRIMARY KEY, n int)`);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

/** About as long as an event of ours on the wire. */
const eventOf = ({ commandId, intent }: Sent, seq: number) => ({
  world: 'live',
  seq,
  stream: `dutylog/${commandId}`,
  version: 1,
  type: 'DutyLogEntered',
  schema: 1,
  commandId,
  actor: { person: 'p-duty', post: 'post-duty' },
  at: new Date().toISOString(),
  recordedAt: new Date().toISOString(),
  division: '610525000000',
  audience: [],
  body: { text: intent.text },
});

async function floor(sent: Sent): Promise<number> {
  const { rows } = await pool.query<{ seq: string }>({
    name: 'bare',
    text: `INSERT INTO bare_floor (command, body) VALUES ($1, $2) RETURNING seq`,
    values: [sent.commandId, JSON.stringify(eventOf(sent, 0))],
  });
  const seq = Number(rows[0]?.seq);
  io.emit('events', { world: 'live', from: seq, to: seq, events: [eventOf(sent, seq)] });
  return seq;
}

async function naive(sent: Sent): Promise<number> {
  const client = await pool.connect();
  let seq: number;
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM bare_naive WHERE command = $1', [sent.commandId]);
    await client.query('SELECT n FROM bare_view WHERE id = $1 FOR UPDATE', ['log']);
    const { rows } = await client.query<{ seq: string }>(
      'INSERT INTO bare_naive (command, body) VALUES ($1, $2) RETURNING seq',
      [sent.commandId, JSON.stringify(eventOf(sent, 0))],
    );
    seq = Number(rows[0]?.seq);
    await client.query(
      `INSERT INTO bare_view (id, n) VALUES ('log', $1) ON CONFLICT (id) DO UPDATE SET n = excluded.n`,
      [seq],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  for (const socket of io.of('/').sockets.values())
    socket.emit('events', { world: 'live', from: seq, to: seq, events: [eventOf(sent, seq)] });
  return seq;
}

io.on('connection', (socket) => {
  socket.on('intent', (raw: unknown, answer: (result: unknown) => void) => {
    const sent = IntentSchema.parse(raw);
    (mode === 'naive' ? naive(sent) : floor(sent)).then(
      (seq) => answer({ ok: true, seq }),
      (error: unknown) => answer({ ok: false, refused: { code: String(error) } }),
    );
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`ready ${address.port}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
