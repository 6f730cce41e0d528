-- What the virus scanner said of each picture. A picture without a row came before there was a scanner. The files
-- themselves lie in DATA_DIR/photos.
CREATE TABLE photo_scans (
  photo_id uuid PRIMARY KEY,
  -- unscanned: to be looked at when the scanner is back; clean; infected: the file is gone
  state text NOT NULL CHECK (state IN ('unscanned', 'clean', 'infected')),
  signature text,
  arrived_at timestamptz(3) NOT NULL,
  scanned_at timestamptz(3)
);
CREATE INDEX photo_scans_unscanned ON photo_scans (arrived_at) WHERE state = 'unscanned';
