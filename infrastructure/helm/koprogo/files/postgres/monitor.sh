#!/usr/bin/env bash
# The login that watches the database, and its password; safe to run again. After roles.sh, with its settings.
set -euo pipefail

export PGOPTIONS="-c client_min_messages=warning"
export PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=10
PGPASSWORD=$(</run/secrets/postgres_password)
export PGPASSWORD
password=$(</run/secrets/monitoring_password)
if [[ ! $password =~ ^[A-Za-z0-9._~-]{16,}$ ]]; then
  echo 'monitor: the secret monitoring_password must be at least 16 letters, digits, . _ ~ -' >&2
  exit 1
fi

psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --file /roles/monitor.sql
# By standard input, with statements kept out of the server's log: a password in it would be one told.
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 <<SQL
BEGIN;
SET LOCAL log_statement = 'none';
SET LOCAL log_min_duration_statement = -1;
SET LOCAL log_min_error_statement = 'panic';
ALTER ROLE monitoring PASSWORD '$password';
COMMIT;
SQL
echo 'The login that watches is as it should be.'
