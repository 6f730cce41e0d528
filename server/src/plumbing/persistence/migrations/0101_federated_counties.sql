-- What the level above has read from the counties below it (server/src/app/federation).
CREATE TABLE federated_counties (
  county text PRIMARY KEY,
  -- Counts up when a county's log began anew (restored to an earlier moment) and somebody had it read again:
  -- what was read before stays, under its own number.
  history integer NOT NULL DEFAULT 1,
  -- Everything up to here is stored; moved in the transaction that stores it.
  cursor_seq bigint NOT NULL DEFAULT 0,
  -- Hash of the county's event at the cursor: it proves at each visit that the log below is still the one that was read.
  cursor_hash text,
  head_seq bigint NOT NULL DEFAULT 0,
  read_at timestamptz(3)
);

CREATE TABLE federated_items (
  county text NOT NULL,
  history integer NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL,
  subject uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  body text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (county, history, seq)
);
-- The latest word about each subject.
CREATE INDEX federated_items_subject ON federated_items (county, kind, subject, history DESC, seq DESC);
