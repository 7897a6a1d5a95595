#!/usr/bin/env bash
# A proven restore: the newest backup into a scratch volume, the log replayed to its end, the cluster started on a socket of its own, and
# the product's database read from end to end. Ends with an error when any of it does not work; nothing of it stays.
set -euo pipefail

readonly scratch=${SCRATCH:-/scratch} data=${SCRATCH:-/scratch}/data bin=/usr/lib/postgresql/15/bin
backrest=(pgbackrest --config="${BACKUP_CONF:-/etc/pgbackrest/drill.conf}" --stanza=koprogo)
[[ ! -d ${BACKUP_KEYS:-/etc/pgbackrest-keys} ]] || backrest+=(--config-include-path="${BACKUP_KEYS:-/etc/pgbackrest-keys}")

# The log has to come to its end within this time before the drill: each process of the product writes something every minute, and what ends
# earlier has a gap, after which nothing can be restored.
readonly rpo_max=${RPO_SECONDS_MAX:-600}

begun=$SECONDS asked_at=$(date +%s)
mkdir -p "$data"
chmod 700 "$data"
# Without an archive: what the copy writes must never reach the backups of the original.
"${backrest[@]}" --pg1-path="$data" --archive-mode=off --type=default --target-timeline=latest restore
echo "restored after $((SECONDS - begun)) s"

trap '"$bin/pg_ctl" stop --pgdata "$data" --mode immediate --silent || true' EXIT
# Settings of the original come back with its files; these alone are the drill's own.
"$bin/pg_ctl" start --pgdata "$data" --wait --timeout 3000 --log "$scratch/log" --options \
  "-c listen_addresses='' -c unix_socket_directories=$scratch -c hba_file=$scratch/hba -c ident_file=$scratch/ident -c shared_buffers=64MB -c max_connections=300 -c synchronous_standby_names=''" || {
  cat "$scratch/log"
  exit 1
}
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --host "$scratch" --username postgres "$@"; }
deadline=$((SECONDS + 3000))
until [[ $(ask --dbname postgres --command 'SELECT pg_is_in_recovery()') == f ]]; do
  ((SECONDS < deadline)) || { echo 'drill: the log was not replayed within 50 minutes' >&2 && exit 1; }
  sleep 1
done
# Every row of every table, every page of it checked against its checksum.
"$bin/pg_dump" --host "$scratch" --username postgres --dbname koprogo --format plain >/dev/null
rto=$((SECONDS - begun))
commit=$(ask --dbname postgres --command "SELECT coalesce(extract(epoch FROM pg_last_xact_replay_timestamp()), 0)::bigint")
backup=$("${backrest[@]}" --output=json --log-level-console=off info | grep -oE '"stop":[0-9]+' | cut -d: -f2 | sort -n | tail -n 1)
rpo=$((asked_at - (commit > backup ? commit : backup)))
((rpo > 0)) || rpo=0
if ((rpo > rpo_max)); then
  echo "drill: the restored log ends $rpo s ago, $rpo_max s are allowed: something is missing in the storage, or does not get there" >&2
  exit 1
fi
echo "proven after $((SECONDS - begun)) s: $(ask --dbname koprogo --command "SELECT pg_size_pretty(pg_database_size('koprogo'))"), RPO $rpo s, RTO $rto s"
