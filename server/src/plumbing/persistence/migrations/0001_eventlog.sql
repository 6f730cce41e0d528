-- The one log (design §2 law 1). Events change domain state; nothing else does.

-- No CHECK constraints on what every append touches: each is parsed anew for every statement (a third of an
-- append's time, measured); the edge and the one function below are the only writers.
CREATE TABLE worlds (
  id text PRIMARY KEY,
  -- live, drill
  kind text NOT NULL,
  title text NOT NULL,
  clock json NOT NULL,
  -- open, closed
  status text NOT NULL DEFAULT 'open',
  -- Locked by every append and held to commit: commit order is read order.
  head_seq bigint NOT NULL DEFAULT 0,
  -- Hash of the last event; of the world's id before the first one.
  head_hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE events (
  world text NOT NULL,
  seq bigint NOT NULL,
  stream text NOT NULL,
  version integer NOT NULL,
  type text NOT NULL,
  schema integer NOT NULL,
  command_id uuid NOT NULL,
  caused_by bigint,
  -- JSON as text: the hash is over the stored characters, which jsonb would rewrite.
  actor text NOT NULL,
  at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  observed_at timestamptz(3),
  division text NOT NULL,
  audience text[] NOT NULL,
  body text NOT NULL,
  -- For timelines: named by the event, else that of the stream's last event. Part of the hash like every column.
  incident_id uuid,
  hash bytea NOT NULL,
  PRIMARY KEY (world, seq),
  -- Also tells a stream's version: that of its last event.
  UNIQUE (world, stream, version)
);
CREATE INDEX events_incident ON events (world, incident_id, seq) WHERE incident_id IS NOT NULL;

CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();

-- What each command came to, so that a retry gets the same answer.
CREATE TABLE commands (
  world text NOT NULL,
  command_id uuid NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  result text NOT NULL,
  PRIMARY KEY (world, command_id)
);

CREATE TABLE snapshots (
  world text NOT NULL,
  seq bigint NOT NULL,
  schema integer NOT NULL,
  -- Hash of event `seq`: a snapshot of another history is never loaded.
  hash bytea NOT NULL,
  state text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (world, schema, seq)
);

CREATE TABLE checkpoints (
  reader text NOT NULL,
  world text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (reader, world)
) WITH (fillfactor = 80);

-- Appends a batch of commands of one world in order; one call is one transaction.
-- c_ arrays have an entry for each command, x_ for each expectation, e_ for each event; c_reads and
-- c_events say how many of those belong to the command. The caller gives each event's digest (chain.ts);
-- only the chaining, which needs the number and the previous hash, happens under the lock.
-- Answers a line for each command:
--   appended <from> <to> <versions, comma-separated>
--   duplicate <to> <result>
--   conflict <stream> <expected> <actual>
CREATE FUNCTION append_commands(
  p_world text, p_recorded_at timestamptz,
  c_id uuid[], c_result text[], c_actor text[], c_caused_by bigint[], c_at timestamptz[], c_reads int[], c_events int[],
  x_stream text[], x_version int[],
  e_stream text[], e_type text[], e_schema int[], e_observed_at timestamptz[],
  e_division text[], e_audience text[], e_incident uuid[], e_body text[], e_digest bytea[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_head bigint;
  v_seq bigint;
  v_hash bytea;
  v_stream text;
  v_version int;
  v_incident uuid;
  v_from bigint;
  v_to bigint;
  v_result text;
  v_line text;
  v_versions text;
  v_answer text := '';
  v_x int := 0;
  v_e int := 0;
BEGIN
  SELECT head_seq, head_hash INTO v_head, v_hash FROM worlds WHERE id = p_world FOR UPDATE;
  IF v_head IS NULL THEN
    RAISE EXCEPTION 'unknown world' USING ERRCODE = 'ST001';
  END IF;
  v_seq := v_head;

  FOR i IN 1 .. array_length(c_id, 1) LOOP
    v_line := NULL;
    v_stream := NULL;
    FOR x IN v_x + 1 .. v_x + c_reads[i] LOOP
      v_stream := x_stream[x];
      v_version := NULL;
      v_incident := NULL;
      SELECT version, incident_id INTO v_version, v_incident FROM events
        WHERE world = p_world AND stream = v_stream ORDER BY version DESC LIMIT 1;
      IF coalesce(v_version, 0) <> x_version[x] THEN
        v_line := 'conflict ' || v_stream || ' ' || x_version[x] || ' ' || coalesce(v_version, 0);
        EXIT;
      END IF;
    END LOOP;
    v_x := v_x + c_reads[i];

    v_from := v_seq + 1;
    v_to := v_seq + c_events[i];
    IF v_line IS NULL THEN
      INSERT INTO commands (world, command_id, from_seq, to_seq, result)
        VALUES (p_world, c_id[i], v_from, v_to, c_result[i]) ON CONFLICT DO NOTHING;
    END IF;
    -- A repeated command usually fails its expectations too, but it is a duplicate first.
    IF v_line IS NOT NULL OR NOT FOUND THEN
      SELECT to_seq, result INTO v_to, v_result FROM commands WHERE world = p_world AND command_id = c_id[i];
      IF FOUND THEN
        v_line := 'duplicate ' || v_to || ' ' || v_result;
      END IF;
    END IF;

    IF v_line IS NULL THEN
      v_versions := '';
      FOR e IN v_e + 1 .. v_e + c_events[i] LOOP
        IF v_stream IS DISTINCT FROM e_stream[e] THEN
          v_stream := e_stream[e];
          v_version := NULL;
          v_incident := NULL;
          SELECT version, incident_id INTO v_version, v_incident FROM events
            WHERE world = p_world AND stream = v_stream ORDER BY version DESC LIMIT 1;
        END IF;
        v_version := coalesce(v_version, 0) + 1;
        v_incident := coalesce(e_incident[e], v_incident);
        v_seq := v_seq + 1;
        v_hash := sha256(v_hash || convert_to(
          v_seq || E'\n' || v_version || E'\n' || coalesce(v_incident::text, '') || E'\n', 'UTF8') || e_digest[e]);
        INSERT INTO events (world, seq, stream, version, type, schema, command_id, caused_by, actor, at,
            recorded_at, observed_at, division, audience, body, incident_id, hash)
          VALUES (p_world, v_seq, v_stream, v_version, e_type[e], e_schema[e], c_id[i], c_caused_by[i],
            c_actor[i], c_at[i], p_recorded_at, e_observed_at[e], e_division[e],
            string_to_array(e_audience[e], ','), e_body[e], v_incident, v_hash);
        v_versions := v_versions || ',' || v_version;
      END LOOP;
      v_line := 'appended ' || v_from || ' ' || v_to || ' ' || substr(v_versions, 2);
    END IF;
    v_e := v_e + c_events[i];
    v_answer := v_answer || v_line || E'\n';
  END LOOP;

  IF v_seq > v_head THEN
    UPDATE worlds SET head_seq = v_seq, head_hash = v_hash WHERE id = p_world
      RETURNING pg_notify('sitong_events', p_world || ' ' || v_seq)::text INTO v_line;
  END IF;
  RETURN v_answer;
END $$;

INSERT INTO worlds (id, kind, title, clock, head_hash)
  VALUES ('live', 'live', '实战', '{"anchorWorldMs":0,"anchorServerMs":0,"speed":1,"running":"running"}',
    sha256(convert_to('live', 'UTF8')));
