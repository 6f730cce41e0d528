-- Read models of the release pillar, written in the transaction of the events they follow from; the log stays
-- the truth and they can be made anew from it (server/src/pillars/release/views).

-- How far each world's tables are filled: absent, they are made anew from the log at start.
CREATE TABLE release_view_worlds (
  world text PRIMARY KEY,
  made_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE release_warnings (
  world text NOT NULL,
  id uuid NOT NULL,
  -- draft, checked, returned, signed, issued; ended: superseded, cancelled, expired
  status text NOT NULL,
  incident_id uuid,
  content json NOT NULL,
  drafted_by text NOT NULL,
  drafted_at timestamptz(3) NOT NULL,
  replaces uuid,
  signature json,
  identifier text,
  issued_at timestamptz(3),
  recipients integer,
  ended_at timestamptz(3),
  end_reason text,
  replaced_by uuid,
  -- Of the message that lifted it: a CAP message of its own.
  cancel_identifier text,
  division text NOT NULL,
  audience text[] NOT NULL,
  -- Sequence number of the last event that changed the row.
  seq bigint NOT NULL,
  PRIMARY KEY (world, id)
);
CREATE UNIQUE INDEX release_warnings_identifier ON release_warnings (world, identifier) WHERE identifier IS NOT NULL;
CREATE UNIQUE INDEX release_warnings_cancel ON release_warnings (world, cancel_identifier)
  WHERE cancel_identifier IS NOT NULL;
CREATE INDEX release_warnings_ended ON release_warnings (world, ended_at DESC) WHERE ended_at IS NOT NULL;

CREATE TABLE release_reports (
  world text NOT NULL,
  id uuid NOT NULL,
  number integer NOT NULL,
  incident_id uuid NOT NULL,
  kind text NOT NULL,
  -- draft, checked, returned, signed, sent, received
  status text NOT NULL,
  fields json NOT NULL,
  drafted_by text NOT NULL,
  drafted_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  phone_due_at timestamptz(3),
  written_due_at timestamptz(3) NOT NULL,
  phoned json,
  sent json,
  receipt json,
  signature json,
  missed text[] NOT NULL DEFAULT '{}',
  archived_at timestamptz(3),
  division text NOT NULL,
  audience text[] NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (world, id)
);
CREATE INDEX release_reports_incident ON release_reports (world, incident_id, number);
CREATE INDEX release_reports_archived ON release_reports (world, archived_at DESC) WHERE archived_at IS NOT NULL;
