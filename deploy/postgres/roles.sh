#!/usr/bin/env bash
# Roles, their passwords and the database, as its administrator; safe to run again. Each password is taken out of the address that its
# holder is given, so that it stands in one place only.
set -euo pipefail

readonly secrets=/run/secrets database=koprogo
# That something is as it was is no news.
export PGOPTIONS="-c client_min_messages=warning"
export PGHOST=${PGHOST:-postgres} PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=10
PGPASSWORD=$(<"$secrets/postgres_password")
export PGPASSWORD

# password_of FILE ROLE: out of postgres://ROLE:PASSWORD@…
password_of() {
  local url
  url=$(<"$secrets/$1")
  if [[ ! $url =~ ^postgres(ql)?://$2:([A-Za-z0-9._~-]+)@ ]]; then
    echo "roles: the secret $1 must be postgres://$2:PASSWORD@postgres:5432/$database, with a password of letters, digits, . _ ~ -" >&2
    return 1
  fi
  printf '%s' "${BASH_REMATCH[2]}"
}

# By standard input and in one transaction, with statements kept out of the server's log: a password in it would be one told.
set_password() {
  local password
  password=$(password_of "$2" "$1")
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set role="$1" <<SQL
BEGIN;
SET LOCAL log_statement = 'none';
SET LOCAL log_min_duration_statement = -1;
SET LOCAL log_min_error_statement = 'panic';
ALTER ROLE :"role" PASSWORD '$password';
COMMIT;
SQL
}

psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --file /roles.sql
set_password koprogo_owner database_migrate_url
set_password koprogo_app database_url
set_password koprogo_operator database_operator_url
if [[ $(psql --no-psqlrc -Atc "SELECT count(*) FROM pg_database WHERE datname = '$database'") == 0 ]]; then
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 -c "CREATE DATABASE $database OWNER koprogo_owner"
fi
echo "Roles, passwords and the database $database are as they should be."
