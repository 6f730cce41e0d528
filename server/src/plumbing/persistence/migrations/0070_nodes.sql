-- More than one node on one database.

-- When a row was last written, by the database's clock: what other nodes stored is read from here when the line
-- between them is down. Not indexed: the table is small and every fix would pay for it.
ALTER TABLE terminals ADD COLUMN stored_at timestamptz NOT NULL DEFAULT now();

-- Readings other nodes took, by arrival. BRIN: rows arrive in order, and COPY hardly feels it.
CREATE INDEX readings_received ON readings USING brin (received_at) WITH (autosummarize = on, pages_per_range = 32);

-- Who has something that only one may have, for as long as they keep saying so. Times by the database's clock.
CREATE TABLE leases (
  world text NOT NULL,
  name text NOT NULL,
  -- The console, not the person: one person may sit at two.
  holder text NOT NULL,
  person text NOT NULL,
  since timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (world, name)
) WITH (fillfactor = 50);
