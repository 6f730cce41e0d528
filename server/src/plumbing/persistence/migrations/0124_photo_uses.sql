-- Where a picture is told of, with who may see that: a picture is shown to those who may see one of the places, to who
-- sent it, and to the county. Kept by the command pillar's read model.
CREATE TABLE photo_uses (
  photo_id uuid NOT NULL,
  world text NOT NULL,
  seq bigint NOT NULL,
  division text NOT NULL,
  audience text[] NOT NULL,
  PRIMARY KEY (photo_id, world, seq)
);

INSERT INTO photo_uses (photo_id, world, seq, division, audience)
SELECT photo::uuid, world, seq, division, audience
  FROM events, jsonb_array_elements_text(body::jsonb -> 'photos') AS photo
 WHERE type IN ('IncidentReported', 'IncidentNoteAdded', 'TaskDone')
ON CONFLICT DO NOTHING;

CREATE TABLE photo_senders (
  photo_id uuid PRIMARY KEY,
  person text NOT NULL
);
