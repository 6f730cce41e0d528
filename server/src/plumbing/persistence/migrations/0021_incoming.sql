-- Warnings of other bodies as they came, whole: the chain of each world is built again from here at start.
-- The live ones among them are also events; this is the register of everything received.
CREATE TABLE incoming_warnings (
  world text NOT NULL,
  -- Derived from world, sender and identifier.
  id uuid NOT NULL,
  nr bigint GENERATED ALWAYS AS IDENTITY,
  sender text NOT NULL,
  identifier text NOT NULL,
  sent timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- active, expired, cancelled, superseded, not-live
  state text NOT NULL,
  -- The message as parsed (CapAlert), what it means to us (what is shown), and its bytes.
  alert json NOT NULL,
  shown json NOT NULL,
  raw bytea NOT NULL,
  PRIMARY KEY (world, id)
);
CREATE INDEX incoming_warnings_order ON incoming_warnings (world, nr);

-- Quakes and satellite hot spots in or near the county: signs, not incidents.
CREATE TABLE observations (
  world text NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  -- Of the source: the newer version of one observation wins.
  updated_at timestamptz NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  division text NOT NULL,
  data json NOT NULL,
  PRIMARY KEY (world, kind, id)
);
CREATE INDEX observations_time ON observations (world, observed_at);
