/** The second that stands in the runbook's example. */
export const MOMENT = '2026-07-18T21:05:00+08:00';

/** Commands of RUNBOOK.md that are run as they stand; a test holds each of them against the text. */
export const LINES = {
  backup:
    "docker compose exec -T postgres bash -c 'PGPASSWORD=$POSTGRES_PASSWORD pg_basebackup -h 127.0.0.1 -U sitong -D - -F tar -z -X fetch -c fast' > base.tar.gz",
  stopAll: 'docker compose stop server server-2 postgres',
  restore: String.raw`docker compose run --rm -T --no-deps --entrypoint bash postgres -ec 'cd /var/lib/postgresql/18; mv docker broken; mkdir -m 700 docker; tar -xzf - -C docker; touch docker/recovery.signal; printf "restore_command = \047cp /archive/%%f %%p\047\nrecovery_target_time = \047${MOMENT}\047\nrecovery_target_action = promote\n" >> docker/postgresql.auto.conf' < base.tar.gz`,
  forgetMoment:
    'docker compose exec postgres psql -U sitong -c "ALTER SYSTEM RESET recovery_target_time" -c "ALTER SYSTEM RESET restore_command"',
  beginStandby: 'docker compose --profile standby up -d postgres-standby',
  standing:
    'docker compose exec postgres psql -U sitong -c "SELECT application_name, state, sync_state FROM pg_stat_replication"',
  beginPrimary: 'docker compose up -d postgres',
  stopPrimary: 'docker compose stop postgres',
  promote: 'docker compose exec postgres-standby pg_ctl promote -D /var/lib/postgresql/18/docker',
  turnNodes: 'docker compose up -d --no-deps server server-2',
  verify: 'docker compose exec server node scripts/verify-log.ts',
  copyBack:
    "docker compose run --rm --no-deps --entrypoint bash postgres -ec 'cd /var/lib/postgresql/18; mv docker lost; PGPASSWORD=$POSTGRES_PASSWORD pg_basebackup -h postgres-standby -U sitong -D docker -X stream -c fast'",
  removeStandby: 'docker compose rm --stop --force postgres-standby',
  removeItsFolder: 'docker volume rm sitong_standby-data',
  dropSlot: `docker compose exec postgres psql -U sitong -c "SELECT pg_drop_replication_slot('standby')"`,
  begin: 'docker compose up -d',
} as const;
