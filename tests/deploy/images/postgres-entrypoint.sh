#!/usr/bin/env bash
# As the official image's: makes the cluster the first time, as root it hands over to postgres.
set -euo pipefail

if [[ ${1:-} != postgres ]]; then exec "$@"; fi
# Only root may read the secret: postgres gets what it says.
if ((EUID == 0)); then
  POSTGRES_PASSWORD=$(<"${POSTGRES_PASSWORD_FILE:?}")
  export POSTGRES_PASSWORD
  chown postgres:postgres "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  # shellcheck disable=SC2086 # several arguments in one variable, as the official image has it
  initdb --username="${POSTGRES_USER:-postgres}" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
  printf "listen_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
fi
unset POSTGRES_PASSWORD
# Only from here on: what the library shares between processes belongs to whoever was first.
if [[ -n ${CLOCK:-} ]]; then export LD_PRELOAD=$CLOCK; fi
exec "$@"
