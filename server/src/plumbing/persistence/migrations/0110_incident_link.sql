-- Streams that belong to an incident without naming it alone: a response covers several incidents, and the tasks of its
-- plan name the response. Kept by the command pillar's read model; the incident's timeline reads these streams too.
CREATE TABLE incident_link (
  world text NOT NULL,
  incident_id uuid NOT NULL,
  stream text NOT NULL,
  response_id uuid NOT NULL,
  PRIMARY KEY (world, incident_id, stream)
);
CREATE INDEX incident_link_response ON incident_link (world, response_id);

INSERT INTO incident_link (world, incident_id, stream, response_id)
SELECT DISTINCT world, incident::uuid, stream, (body::jsonb ->> 'responseId')::uuid
  FROM events, jsonb_array_elements_text(body::jsonb -> 'incidentIds') AS incident
 WHERE type IN ('ResponseSuggested', 'ResponseActivated')
ON CONFLICT DO NOTHING;

INSERT INTO incident_link (world, incident_id, stream, response_id)
SELECT DISTINCT link.world, link.incident_id, task.stream, link.response_id
  FROM events AS task
  JOIN incident_link AS link ON link.world = task.world AND link.response_id = (task.body::jsonb ->> 'responseId')::uuid
 WHERE task.type = 'TaskCreated'
ON CONFLICT DO NOTHING;
