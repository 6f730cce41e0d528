-- What a county tells the level above it (server/src/app/federation): written in the transaction of the event it
-- follows from, under that event's number, so that what is committed is told and nothing else ever is.
CREATE TABLE upward_outbox (
  world text NOT NULL,
  -- Of the event; commit order is read order.
  seq bigint NOT NULL,
  -- incident, warning, report
  kind text NOT NULL,
  subject uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  -- JSON; personal data never enters it.
  body text NOT NULL,
  PRIMARY KEY (world, seq)
);
CREATE INDEX upward_outbox_subject ON upward_outbox (world, kind, subject);

-- Worlds whose standing incidents, warnings and reports of before this table have been put into it.
CREATE TABLE upward_worlds (
  world text PRIMARY KEY,
  made_at timestamptz(3) NOT NULL DEFAULT now()
);
