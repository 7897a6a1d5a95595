# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# Where pgBackRest itself would be the trouble: a plain dump, into another cluster.

part_dump() {
  local name
  make_cluster plain
  start_cluster plain
  check 'a dump while the product is held still' dumped_quietly
  name=$(backup list | grep -oE '[0-9TZ-]+\.dump\b' | sort | tail -n 1)
  check 'the list names the dump, with its roles' test -n "$name"
  check 'roles, from off site' restored_roles "${name%.dump}.roles.sql"
  check 'the database, from off site' restored_dump "$name" --away
  check 'its sums are those of the moment of the dump' at_plain checksums --against "$work/dump.sums"
  check 'guards are intact there' at_plain doctor --database-url "$(owner_url plain)"
  at_plain_sql 'DROP DATABASE koprogo'
  check 'the same from the disk' restored_dump "$name"
  check 'its sums are the same' at_plain checksums --against "$work/dump.sums"
  refuses 'a dump that is not there is named' 'the dump nothing.dump cannot be read' backup restore-dump nothing.dump
  as_postgres "$bin/pg_ctl" --pgdata "$work/plain/data" --mode immediate stop >/dev/null
}

# Its worker goes on by itself: sums and dump must be of the same moment.
dumped_quietly() {
  local status=0
  kill -STOP "$product"
  { owner "$work/koprogo" checksums --to "$work/dump.sums" && backup dump && owner "$work/koprogo" checksums --against "$work/dump.sums"; } || status=1
  kill -CONT "$product"
  return "$status"
}

at_plain() { env KOPROGO_DATABASE__MIGRATE_URL="$(owner_url plain)" "$work/koprogo" "$@"; }

at_plain_sql() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 --host "$work/plain" --port 5435 --username postgres --dbname postgres --command "$1"; }

# As docs/operations.md has it. The administrator is there already, which is what psql says.
restored_roles() {
  backup restore-dump "$1" --away | as_postgres psql -Xq --host "$work/plain" --port 5435 --username postgres --dbname postgres
  [[ $(at_plain_sql "SELECT count(*) FROM pg_roles WHERE rolname IN ('koprogo_app', 'koprogo_owner', 'koprogo_operator')") == 3 ]]
}

restored_dump() {
  at_plain_sql 'CREATE DATABASE koprogo OWNER koprogo_owner TEMPLATE template0' &&
    backup restore-dump "$@" |
    as_postgres "$bin/pg_restore" --exit-on-error --host "$work/plain" --port 5435 --username postgres --dbname koprogo
}
