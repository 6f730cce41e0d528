-- Signals: latest values live in memory; what they were goes to history in batches, cut into days.
-- Every time here is world time: a drill's history is read with the drill's clock.

CREATE TABLE terminals (
  world text NOT NULL,
  id text NOT NULL,
  -- As on the wire: JT/T 808 pads with zeros.
  number text NOT NULL,
  source text NOT NULL,
  -- The team it moves; null: known to nobody, listed as unknown.
  team text,
  label text NOT NULL DEFAULT '',
  bound_by text,
  bound_at timestamptz,
  first_seen timestamptz NOT NULL,
  -- Null: registered by a person, never heard.
  last_seen timestamptz,
  observed_at timestamptz,
  lon double precision,
  lat double precision,
  speed_kmh real,
  course_deg real,
  battery_pct real,
  -- v valid, i invalid, u unknown
  fix "char" NOT NULL DEFAULT 'u',
  auth_code text,
  PRIMARY KEY (world, id)
) WITH (fillfactor = 70);

-- A point sent again is stored again and dropped on reading: the index stays plain and COPY stays fast
-- (measured, see plumbing/signals/README.md).
CREATE TABLE positions (
  world text NOT NULL,
  terminal text NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  speed_kmh real,
  course_deg real,
  -- v valid, i invalid, u unknown
  fix "char" NOT NULL,
  source text NOT NULL
) PARTITION BY RANGE (observed_at);
CREATE INDEX positions_track ON positions (world, terminal, observed_at);
-- Buffered points of long ago and drills in other years.
CREATE TABLE positions_other PARTITION OF positions DEFAULT;

CREATE TABLE readings (
  world text NOT NULL,
  sensor text NOT NULL,
  quantity text NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  value double precision,
  quality text NOT NULL,
  -- Rain: seconds the amount fell in; null for a counter and for all that is not rain.
  duration_s integer
) PARTITION BY RANGE (observed_at);
CREATE INDEX readings_series ON readings (world, sensor, observed_at);
CREATE TABLE readings_other PARTITION OF readings DEFAULT;

-- Makes the partition of one UTC day; two nodes may ask at once. Rows of that day that went to the rest
-- meanwhile (a drill held in the future, a clock that was wrong) move over.
CREATE FUNCTION ensure_signal_day(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind text;
  part text;
  from_at timestamptz := day::timestamp AT TIME ZONE 'UTC';
  to_at timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  PERFORM pg_advisory_xact_lock(4410526);
  FOREACH kind IN ARRAY ARRAY['positions', 'readings'] LOOP
    part := kind || '_' || to_char(day, 'YYYYMMDD');
    IF to_regclass(part) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS)', part, kind);
      EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', kind || '_other');
      EXECUTE format(
        'WITH moved AS (DELETE FROM %I WHERE observed_at >= %L AND observed_at < %L RETURNING *)
         INSERT INTO %I SELECT * FROM moved',
        kind || '_other', from_at, to_at, part);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', kind, part, from_at, to_at);
    END IF;
  END LOOP;
END $$;

-- Health of each door, kept over a restart.
CREATE TABLE sources (
  world text NOT NULL,
  source text NOT NULL,
  -- Null: all it ever sent was refused.
  last_seen timestamptz,
  accepted bigint NOT NULL,
  refused bigint NOT NULL,
  PRIMARY KEY (world, source)
) WITH (fillfactor = 70);

-- What a door refused, with the bytes that caused it: the last thousand of each source.
CREATE TABLE refused_inputs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  world text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  path text NOT NULL,
  raw bytea NOT NULL,
  raw_bytes integer NOT NULL
);
CREATE INDEX refused_inputs_source ON refused_inputs (world, source, id);
