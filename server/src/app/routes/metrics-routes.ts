import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Federation } from '../federation/start-federation.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { PhotoScans } from '../uploads/photo-scans.ts';

/** `/metrics` for Prometheus: doors, events, sockets, backlogs, and the process with its event loop delay. */
export function metricsRoutes(
  { worlds, pool, line, now, scanner }: Services,
  lane: SignalLane,
  { readers }: Pick<Federation, 'readers'>,
): FastifyPluginAsyncZod {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];

  /** A total that is kept elsewhere. */
  const counter = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    totals: (set: (labels: Record<L, string>, value: number) => void) => void,
  ): void => {
    new Counter({
      name: `sitong_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        totals((labels, value) => this.inc(labels, value));
      },
    });
  };
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    values: (set: (labels: Record<L, string>, value: number) => void) => void,
  ): void => {
    new Gauge({
      name: `sitong_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        values((labels, value) => this.set(labels, value));
      },
    });
  };

  counter('ingest_accepted_total', 'Inputs taken, by door', ['world', 'source'], (set) => {
    for (const { world, sources } of lane.all())
      for (const { source, accepted } of sources.list()) set({ world, source }, accepted);
  });
  counter('ingest_refused_total', 'Inputs refused, by door', ['world', 'source'], (set) => {
    for (const { world, sources } of lane.all())
      for (const { source, refused } of sources.list()) set({ world, source }, refused);
  });
  gauge('source_silence_seconds', 'Since a door was last heard', ['world', 'source'], (set) => {
    for (const signals of lane.all())
      for (const { source, lastSeenMs } of signals.sources.list())
        if (lastSeenMs !== undefined) set({ world: signals.world, source }, (signals.nowMs() - lastSeenMs) / 1000);
  });
  counter('events_appended_total', 'Events in the log of each world', ['world'], (set) => {
    for (const { runtime } of worlds.all()) set({ world: runtime.world }, runtime.seq);
  });
  gauge('deadlines_waiting', 'Clocks of the domain that have not fired', ['world'], (set) => {
    for (const { runtime, deadlines } of worlds.all()) set({ world: runtime.world }, deadlines.waiting().length);
  });
  gauge('history_rows_waiting', 'Rows of history not yet committed', ['table'], (set) => {
    const { positions, readings } = lane.waiting();
    set({ table: 'positions' }, positions);
    set({ table: 'readings' }, readings);
  });
  gauge('rule_intents_waiting', 'Intents of rules and doors not yet answered', ['world'], (set) => {
    for (const { world, queue } of lane.all()) set({ world }, queue.waiting);
  });
  counter('rule_intents_lost_total', 'Intents of rules given up in an outage', ['world'], (set) => {
    for (const { world, queue } of lane.all()) set({ world }, queue.lost);
  });
  gauge('terminals', 'Terminals known, by binding', ['world', 'bound'], (set) => {
    for (const { world, terminals } of lane.all()) {
      set({ world, bound: 'no' }, terminals.unbound);
      set({ world, bound: 'yes' }, terminals.size - terminals.unbound);
    }
  });
  gauge('sockets', 'Live sockets on this node', [], (set) => set({}, lane.sockets()));
  counter('position_frames_total', 'Position frames sent', [], (set) => set({}, lane.positions.sent.frames));
  counter('position_frame_bytes_total', 'Bytes of position frames sent', [], (set) =>
    set({}, lane.positions.sent.bytes),
  );
  gauge('signal_commit_seconds', 'Arrival to commit of the last batch of history', ['table'], (set) => {
    const { positions, readings } = lane.lagS();
    set({ table: 'positions' }, positions);
    set({ table: 'readings' }, readings);
  });
  gauge('jt808_connections', 'Vehicle terminals connected', [], (set) => set({}, lane.jt808?.stats().connections ?? 0));
  gauge('jt808_connections_waiting', 'Vehicle terminals paused because storing is behind', [], (set) =>
    set({}, lane.jt808?.stats().waiting ?? 0),
  );
  if (line !== undefined) {
    gauge(
      'node_line_up',
      'The line between the nodes carries signals (1) or they come from the database (0)',
      [],
      (set) => set({}, line.state.kind === 'shared' ? 1 : 0),
    );
    counter('node_line_outages_total', 'Times the line between the nodes was lost', [], (set) =>
      set({}, line.count.outages),
    );
    gauge('node_peers', 'Other nodes heard of late', [], (set) => set({}, line.peers().length));
    counter('node_messages_total', 'Messages between nodes', ['way'], (set) => {
      set({ way: 'sent' }, line.sent.sent);
      set({ way: 'dropped' }, line.sent.dropped);
      set({ way: 'received' }, line.count.received);
      set({ way: 'missed' }, line.count.missed);
      set({ way: 'malformed' }, line.count.malformed);
    });
    counter('node_positions_total', 'Latest positions between nodes', ['world', 'way'], (set) => {
      for (const { world, relay } of lane.all()) {
        set({ world, way: 'told' }, relay?.count.told ?? 0);
        set({ world, way: 'taken' }, relay?.count.taken ?? 0);
        set({ world, way: 'read_back' }, relay?.count.readBack ?? 0);
      }
    });
  }
  gauge('county_silence_seconds', 'Since a county below could not be read; 0 while it can', ['county'], (set) => {
    for (const { county, state } of readers)
      set({ county }, 'sinceMs' in state ? Math.max(0, now() - state.sinceMs) / 1000 : 0);
  });
  gauge('virus_scanner', 'Who looks at uploads: 1 at the state that holds (none, up, away)', ['state'], (set) => {
    for (const state of ['none', 'up', 'away']) set({ state }, scanner.state.kind === state ? 1 : 0);
  });
  counter('uploads_scanned_total', 'Uploads by what the scanner said', ['verdict'], (set) => {
    for (const [verdict, n] of Object.entries(scanner.count)) set({ verdict }, n);
  });
  const scans = new PhotoScans(pool);
  new Gauge({
    name: 'sitong_photos_unscanned',
    help: 'Pictures kept that no scanner has looked at',
    registers,
    async collect() {
      // Read without a database, the other figures still count.
      this.set(await scans.countUnscanned().catch(() => Number.NaN));
    },
  });
  gauge('database_connections', 'Connections of the pool', ['state'], (set) => {
    set({ state: 'idle' }, pool.idleCount);
    set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    set({ state: 'wanted' }, pool.waitingCount);
  });

  return async (app) => {
    app.get(
      '/metrics',
      { config: { rateLimit: false }, schema: { tags: ['health'], summary: 'Prometheus metrics' } },
      async (_request, reply) => reply.type(register.contentType).send(spelled(await register.metrics())),
    );
  };
}

/** The exposition format writes NaN; prom-client writes Nan before the first measurement. */
function spelled(text: string): string {
  return text.replaceAll(/ Nan$/gm, ' NaN');
}
