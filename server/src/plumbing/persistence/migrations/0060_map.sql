-- The ground a bureau brings: tile archives (their bytes lie as files in DATA_DIR/map, named by their hash) and the
-- settings of the map. The present archive of a part is the one that stands as `current`; earlier ones are kept for
-- going back.

CREATE TABLE map_archives (
  id text PRIMARY KEY,
  part text NOT NULL CHECK (part IN ('vector', 'terrain')),
  standing text NOT NULL CHECK (standing IN ('current', 'kept')),
  file_name text NOT NULL,
  bytes bigint NOT NULL,
  -- What its header and metadata say, checked when it came.
  head jsonb NOT NULL,
  put_by text NOT NULL,
  put_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX map_archives_current ON map_archives (part) WHERE standing = 'current';

-- `secret` is read by the one place that uses it and never leaves the server.
CREATE TABLE map_settings (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  secret text,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL
);
