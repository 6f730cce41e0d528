-- Master data: one validity-dated table; `row` is checked by the schema of its kind before it enters.
-- The present row of an id is the one without valid_to; earlier ones stay for replay and audit.

CREATE TABLE master (
  kind text NOT NULL,
  id text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  row jsonb NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (kind, id, valid_from)
);
CREATE UNIQUE INDEX master_present ON master (kind, id) WHERE valid_to IS NULL;
-- Households are listed by village and never loaded whole.
CREATE INDEX master_households ON master ((row ->> 'division'), id) WHERE kind = 'household' AND valid_to IS NULL;
