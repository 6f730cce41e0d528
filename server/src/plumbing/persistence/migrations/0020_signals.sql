-- Signals: latest values live in memory; what they were goes to history in batches, cut into days.

CREATE TABLE terminals (
  world text NOT NULL,
  id text NOT NULL,
  source text NOT NULL,
  -- The team it moves; null: known to nobody, listed as unknown.
  team text,
  label text NOT NULL DEFAULT '',
  bound_by text,
  bound_at timestamptz,
  first_seen timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz NOT NULL DEFAULT now(),
  observed_at timestamptz,
  lon double precision,
  lat double precision,
  speed_kmh real,
  course_deg real,
  battery_pct real,
  fix text NOT NULL DEFAULT 'unknown',
  auth_code text,
  PRIMARY KEY (world, id)
);

CREATE TABLE positions (
  world text NOT NULL,
  terminal text NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  speed_kmh real NOT NULL,
  course_deg real NOT NULL,
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
  duration_s integer
) PARTITION BY RANGE (observed_at);
CREATE INDEX readings_series ON readings (world, sensor, observed_at);
CREATE TABLE readings_other PARTITION OF readings DEFAULT;

-- Makes the partition of one UTC day; two nodes may ask at once.
CREATE FUNCTION ensure_signal_day(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind text;
BEGIN
  PERFORM pg_advisory_xact_lock(4410526);
  FOREACH kind IN ARRAY ARRAY['positions', 'readings'] LOOP
    IF to_regclass(format('%s_%s', kind, to_char(day, 'YYYYMMDD'))) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        kind || '_' || to_char(day, 'YYYYMMDD'), kind, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
    END IF;
  END LOOP;
END $$;
