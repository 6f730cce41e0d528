/** Commands of RUNBOOK.md that `standby-walk.ts` runs; a test holds each of them against the text. */
export const LINES = {
  beginStandby: 'docker compose --profile standby up -d postgres-standby',
  standing:
    'docker compose exec postgres psql -U sitong -c "SELECT application_name, state, sync_state FROM pg_stat_replication"',
  beginPrimary: 'docker compose up -d postgres',
  stopPrimary: 'docker compose stop postgres',
  promote: 'docker compose exec postgres-standby pg_ctl promote -D /var/lib/postgresql/18/docker',
  turnNodes: 'docker compose up -d --no-deps server server-2',
  verify: 'docker compose exec server node scripts/verify-log.ts',
  stopNodes: 'docker compose stop server server-2',
  copyBack:
    "docker compose run --rm --no-deps --entrypoint bash postgres -ec 'cd /var/lib/postgresql/18; mv docker lost; PGPASSWORD=$POSTGRES_PASSWORD pg_basebackup -h postgres-standby -U sitong -D docker -X stream -c fast'",
  removeStandby: 'docker compose rm --stop --force postgres-standby',
  removeItsFolder: 'docker volume rm sitong_standby-data',
  dropSlot: `docker compose exec postgres psql -U sitong -c "SELECT pg_drop_replication_slot('standby')"`,
  begin: 'docker compose up -d',
} as const;
