-- Who may come in: accounts, their sessions, and tokens of programs and devices. Secrets are stored hashed only.

CREATE TABLE accounts (
  username text PRIMARY KEY,
  person text NOT NULL,
  password_hash text NOT NULL,
  roles text[] NOT NULL,
  -- Root of the subtree this account sees; null: only what names the person or its teams.
  division text,
  teams text[] NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  password_changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  username text NOT NULL REFERENCES accounts (username),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_why text,
  device text NOT NULL DEFAULT ''
);
CREATE INDEX sessions_open ON sessions (username) WHERE ended_at IS NULL;

CREATE TABLE api_tokens (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  name text NOT NULL,
  scopes text[] NOT NULL,
  world text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

-- Highest sequence a session has shown on a visible screen: who had seen what.
CREATE TABLE deliveries (
  session uuid NOT NULL,
  username text NOT NULL,
  world text NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (world, session, seq)
);

-- Names and numbers of callers and others: events carry only the key, so that erasing a person breaks no chain.
CREATE TABLE vault (
  id uuid PRIMARY KEY,
  world text NOT NULL,
  kind text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at timestamptz
);
