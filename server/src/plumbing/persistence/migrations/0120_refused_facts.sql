-- What the words for a refused input need beside its code (shared/src/kernel/ingest-reasons.ts). Null: they need
-- nothing, or the row is from before.
ALTER TABLE refused_inputs ADD COLUMN facts jsonb;
