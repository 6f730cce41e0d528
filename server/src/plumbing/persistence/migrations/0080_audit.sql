-- Audit entries by number, for lists by person, kind and time. The entries themselves are events of the live
-- world; this only finds them.
CREATE TABLE audit_view (
  seq bigint PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  type text NOT NULL,
  -- Who acted, and whom or what it was about.
  who text[] NOT NULL
);
CREATE INDEX audit_view_type ON audit_view (type, seq);
CREATE INDEX audit_view_at ON audit_view (at);
CREATE INDEX audit_view_who ON audit_view USING gin (who);

-- When the person last touched the console: after half an hour the session shows, but does not act.
ALTER TABLE sessions ADD COLUMN active_at timestamptz NOT NULL DEFAULT now();

-- optional, required
ALTER TABLE accounts ADD COLUMN second_factor text NOT NULL DEFAULT 'optional';

CREATE TABLE second_factors (
  username text PRIMARY KEY REFERENCES accounts (username),
  -- pending: shown, not yet confirmed by a first code; active
  state text NOT NULL,
  -- Sealed with the key of this deployment, which is not in the database.
  secret bytea NOT NULL,
  -- The time step of the last code taken: each code counts once.
  last_step bigint NOT NULL DEFAULT 0,
  -- SHA-256 (hex) of the recovery codes that are left.
  recovery text[] NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- A screen that signs in by itself: its address is exchanged once for a read-only session.
CREATE TABLE wall_devices (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  username text NOT NULL UNIQUE REFERENCES accounts (username),
  token_hash bytea NOT NULL UNIQUE,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  exchanged_at timestamptz,
  revoked_at timestamptz
);
