-- Second factor by a key (WebAuthn, FIDO2). The private part never leaves the key: nothing here opens anything.
CREATE TABLE security_keys (
  id uuid PRIMARY KEY,
  username text NOT NULL REFERENCES accounts (username),
  name text NOT NULL,
  -- Host name of the address it was registered at; it answers there and nowhere else.
  rp_id text NOT NULL,
  -- As the browser names it, base64url.
  credential_id text NOT NULL UNIQUE,
  -- COSE_Key (RFC 9052).
  public_key bytea NOT NULL,
  -- Of the last signature taken; 0 for ever with keys that do not count.
  counter bigint NOT NULL,
  -- How it may be reached (usb, nfc, ble, internal, hybrid), for the browser.
  transports text[] NOT NULL DEFAULT '{}',
  -- active; refused: its counter went back, so that there may be two of it
  state text NOT NULL DEFAULT 'active',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX security_keys_username ON security_keys (username);

-- What a key is asked to sign: taken once, by the account and for the purpose it was made for, on any node.
CREATE TABLE key_challenges (
  challenge text PRIMARY KEY,
  username text NOT NULL REFERENCES accounts (username),
  purpose text NOT NULL,
  origin text NOT NULL,
  rp_id text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX key_challenges_username ON key_challenges (username, expires_at);
CREATE INDEX key_challenges_expires ON key_challenges (expires_at);

-- A third state, codes: recovery codes without an authenticator app, for an account whose second factor is a key.
ALTER TABLE second_factors ALTER COLUMN secret DROP NOT NULL;
