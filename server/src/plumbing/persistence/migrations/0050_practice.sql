-- Versions of local practice of every world, for lists: written in the transaction of their events. What decides
-- is the log itself; these rows are made from it.

CREATE TABLE practice_version (
  world text NOT NULL,
  version integer NOT NULL,
  seq bigint NOT NULL,
  -- 'shipped' or another world's id for what a world began with; 'changed' for what a person set.
  origin text NOT NULL,
  effective_from timestamptz NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  reason text NOT NULL,
  changes jsonb NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  PRIMARY KEY (world, version)
);
CREATE INDEX practice_version_effect ON practice_version (world, effective_from DESC);
