-- The one log (design §2 law 1). Events change domain state; nothing else does.

CREATE TABLE worlds (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('live', 'drill')),
  title text NOT NULL,
  clock json NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  -- Locked by every append and held to commit: commit order is read order.
  head_seq bigint NOT NULL DEFAULT 0,
  -- Hash of the last event; of the world's id before the first one.
  head_hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE events (
  world text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  stream text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
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
  -- The incident of the stream, for timelines; part of the hash like every other column.
  incident_id uuid,
  hash bytea NOT NULL,
  PRIMARY KEY (world, seq),
  UNIQUE (world, stream, version)
);
CREATE INDEX events_incident ON events (world, incident_id, seq) WHERE incident_id IS NOT NULL;

CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();

CREATE TABLE streams (
  world text NOT NULL,
  stream text NOT NULL,
  version integer NOT NULL,
  incident_id uuid,
  PRIMARY KEY (world, stream)
) WITH (fillfactor = 80);

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
-- Arrays of one kind run in parallel; x_command and e_command (ascending, from 1) tell whose
-- expectation or event an entry is. The caller gives each event's digest (chain.ts); only the
-- chaining, which needs the number and the previous hash, happens under the lock.
CREATE FUNCTION append_commands(
  p_world text, p_recorded_at timestamptz,
  c_id uuid[], c_result text[], c_actor text[], c_caused_by bigint[], c_at timestamptz[],
  x_command int[], x_stream text[], x_version int[],
  e_command int[], e_stream text[], e_type text[], e_schema int[], e_observed_at timestamptz[],
  e_division text[], e_audience text[], e_incident uuid[], e_body text[], e_digest bytea[]
) RETURNS TABLE (
  outcome text, from_seq bigint, to_seq bigint, versions int[], result text,
  stream text, expected int, actual int
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_head bigint;
  v_seq bigint;
  v_hash bytea;
  v_version int;
  v_incident uuid;
  v_x int := 1;
  v_e int := 1;
  v_x_count int := coalesce(array_length(x_command, 1), 0);
  v_e_count int := coalesce(array_length(e_command, 1), 0);
  r_outcome text;
  r_from bigint;
  r_to bigint;
  r_versions int[];
  r_result text;
  r_stream text;
  r_expected int;
  r_actual int;
BEGIN
  SELECT head_seq, head_hash INTO v_head, v_hash FROM worlds WHERE id = p_world FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'unknown world' USING ERRCODE = 'ST001';
  END IF;
  v_seq := v_head;

  FOR i IN 1 .. array_length(c_id, 1) LOOP
    r_outcome := 'appended';
    r_versions := '{}';
    r_result := NULL; r_stream := NULL; r_expected := NULL; r_actual := NULL;

    SELECT from_seq, to_seq, result INTO r_from, r_to, r_result
      FROM commands WHERE world = p_world AND command_id = c_id[i];
    IF FOUND THEN
      r_outcome := 'duplicate';
    END IF;

    WHILE v_x <= v_x_count AND x_command[v_x] = i LOOP
      IF r_outcome = 'appended' THEN
        SELECT version INTO v_version FROM streams WHERE world = p_world AND stream = x_stream[v_x];
        IF coalesce(v_version, 0) <> x_version[v_x] THEN
          r_outcome := 'conflict';
          r_stream := x_stream[v_x];
          r_expected := x_version[v_x];
          r_actual := coalesce(v_version, 0);
        END IF;
      END IF;
      v_x := v_x + 1;
    END LOOP;

    IF r_outcome = 'appended' THEN
      r_from := v_seq + 1;
      WHILE v_e <= v_e_count AND e_command[v_e] = i LOOP
        INSERT INTO streams AS s (world, stream, version, incident_id)
          VALUES (p_world, e_stream[v_e], 1, e_incident[v_e])
          ON CONFLICT (world, stream) DO UPDATE
            SET version = s.version + 1, incident_id = coalesce(excluded.incident_id, s.incident_id)
          RETURNING version, incident_id INTO v_version, v_incident;
        v_seq := v_seq + 1;
        v_hash := sha256(v_hash || convert_to(
          v_seq || E'\n' || v_version || E'\n' || coalesce(v_incident::text, '') || E'\n', 'UTF8') || e_digest[v_e]);
        INSERT INTO events (world, seq, stream, version, type, schema, command_id, caused_by, actor, at,
            recorded_at, observed_at, division, audience, body, incident_id, hash)
          VALUES (p_world, v_seq, e_stream[v_e], v_version, e_type[v_e], e_schema[v_e], c_id[i], c_caused_by[i],
            c_actor[i], c_at[i], p_recorded_at, e_observed_at[v_e], e_division[v_e],
            string_to_array(e_audience[v_e], ','), e_body[v_e], v_incident, v_hash);
        r_versions := r_versions || v_version;
        v_e := v_e + 1;
      END LOOP;
      r_to := v_seq;
      INSERT INTO commands (world, command_id, from_seq, to_seq, result)
        VALUES (p_world, c_id[i], r_from, r_to, c_result[i]);
    ELSE
      WHILE v_e <= v_e_count AND e_command[v_e] = i LOOP
        v_e := v_e + 1;
      END LOOP;
    END IF;

    outcome := r_outcome; from_seq := r_from; to_seq := r_to; versions := r_versions; result := r_result;
    stream := r_stream; expected := r_expected; actual := r_actual;
    RETURN NEXT;
  END LOOP;

  IF v_seq > v_head THEN
    UPDATE worlds SET head_seq = v_seq, head_hash = v_hash WHERE id = p_world;
    PERFORM pg_notify('sitong_events', json_build_object('world', p_world, 'seq', v_seq)::text);
  END IF;
END $$;

INSERT INTO worlds (id, kind, title, clock, head_hash)
  VALUES ('live', 'live', '实战', '{"anchorWorldMs":0,"anchorServerMs":0,"speed":1,"running":"running"}',
    sha256(convert_to('live', 'UTF8')));
