-- What a quiet day is measured against (GET /api/baselines): counts of a month and the last one closed, each read by
-- an index and never by the length of the log.
CREATE INDEX incident_view_reported ON incident_view (world, reported_at);
CREATE INDEX incident_view_closed ON incident_view (world, closed_at DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX release_warnings_issued ON release_warnings (world, issued_at) WHERE issued_at IS NOT NULL;

-- Alarms, calls and received warnings leave the open state when they are over; the log has them. Few events of many
-- stand in this index, and every other append pays only for seeing that.
CREATE INDEX events_baseline ON events (world, type, at)
  WHERE type IN ('AlarmRaised', 'AlarmAcknowledged', 'AlarmCleared', 'CallOpened', 'CallCarriedOver',
                 'IncomingWarningReceived', 'IncomingWarningEnded');
