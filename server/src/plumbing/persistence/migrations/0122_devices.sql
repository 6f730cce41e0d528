-- Phones that hold a key no program can take out of them. A session that is bound to one acts only with a proof made
-- by that key: its cookie alone opens nothing.
CREATE TABLE devices (
  id uuid PRIMARY KEY,
  -- RFC 7638 thumbprint of the public key: what the phone calls itself. One phone may serve several accounts.
  thumbprint text NOT NULL,
  username text NOT NULL REFERENCES accounts (username),
  -- Point of the curve P-256 as JWK members x and y.
  key_x text NOT NULL,
  key_y text NOT NULL,
  label text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  -- Last proof the phone made.
  seen_at timestamptz NOT NULL,
  -- What the phone last said it still had to send; null: it never said.
  waiting_acts integer,
  waiting_photos integer,
  waiting_at timestamptz,
  revoked_at timestamptz,
  -- As the phone will say it: the name of who ended it.
  revoked_by text,
  wipe_ordered_at timestamptz,
  wiped_at timestamptz,
  -- Signed by the phone when it has cleared itself.
  wipe_nonce text,
  UNIQUE (username, thumbprint)
);
CREATE INDEX devices_thumbprint ON devices (thumbprint);

ALTER TABLE sessions ADD COLUMN device_id uuid REFERENCES devices (id);
CREATE INDEX sessions_device ON sessions (device_id) WHERE device_id IS NOT NULL;

-- nonce: handed out, to be signed once; pass: handed out for a signed nonce, good for minutes. Hashes only.
CREATE TABLE device_proofs (
  hash bytea PRIMARY KEY,
  session uuid NOT NULL REFERENCES sessions (id),
  kind text NOT NULL CHECK (kind IN ('nonce', 'pass')),
  expires_at timestamptz NOT NULL
);
CREATE INDEX device_proofs_session ON device_proofs (session);
CREATE INDEX device_proofs_expires ON device_proofs (expires_at);
