-- What is no longer open, for search, lists and statistics; written in the transaction of its events.

CREATE TABLE incident_view (
  world text NOT NULL,
  id uuid NOT NULL,
  number integer NOT NULL,
  hazard text NOT NULL,
  title text NOT NULL,
  grade smallint NOT NULL,
  status text NOT NULL,
  division text NOT NULL,
  place text NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  reported_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  closed_at timestamptz,
  merged_into uuid,
  PRIMARY KEY (world, id)
);
CREATE INDEX incident_view_list ON incident_view (world, status, number DESC);

CREATE TABLE order_view (
  world text NOT NULL,
  id uuid NOT NULL,
  number integer NOT NULL,
  incident_id uuid NOT NULL,
  team text NOT NULL,
  task text NOT NULL,
  status text NOT NULL,
  division text NOT NULL,
  saved_at timestamptz NOT NULL,
  accepted_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (world, id)
);
CREATE INDEX order_view_list ON order_view (world, number DESC);
