-- A batch is decided in turn: a later command stands on what the earlier ones would have written. Where an earlier one is
-- not appended after all, another's event may have taken the very version the later one expects; it was decided on a
-- state that never was, and is a conflict too. (Found by simulation.)
CREATE OR REPLACE FUNCTION append_commands(
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
  v_undone text[] := '{}';
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
      IF coalesce(v_version, 0) <> x_version[x] OR v_stream = ANY (v_undone) THEN
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
    ELSE
      v_undone := v_undone || e_stream[v_e + 1 : v_e + c_events[i]];
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
