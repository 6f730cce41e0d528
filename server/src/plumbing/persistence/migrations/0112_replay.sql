-- Notes on moments of a world's past. The facts are entries of the audit (BookmarkSet, BookmarkRemoved) in the log of
-- the live world; this finds those that stand.
CREATE TABLE bookmarks (
  id uuid PRIMARY KEY,
  world text NOT NULL,
  -- World time of the moment.
  moment timestamptz(3) NOT NULL,
  text text NOT NULL,
  -- Id of the person.
  author text NOT NULL,
  set_at timestamptz(3) NOT NULL
);
CREATE INDEX bookmarks_moment ON bookmarks (world, moment);

-- States folded on the way to some moment of the past, so that the next asker does not begin at the first event.
-- Can be thrown away at any time.
CREATE TABLE past_states (
  world text NOT NULL,
  seq bigint NOT NULL,
  -- Version of the state's shape; another version is never read.
  schema integer NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (world, schema, seq)
);

-- Who had seen what around a moment of the live world, whose ledger goes back for years.
CREATE INDEX deliveries_at ON deliveries (world, at);
