#!/usr/bin/env bash
# Proves on this machine that the cluster's backups bring it back; see `infrastructure/scripts/disaster-drill.sh --help`.
set -euo pipefail

root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
readonly root
namespace=koprogo program=koprogo scratch=/var/tmp rpo_max=600 live=yes dry='' json='' target=() place='' forward=''

help() {
  cat <<'HELP'
Restores the newest backup of the cluster's database into a scratch folder of this machine, replays the log to its end, audits what came back, compares it with
the running database, says what a loss now would cost (RPO) and how long the database would take to be back (RTO), and removes it all again. The cluster is only
read: backups, the settings and keys they are read with, and the database through a forwarded port.

Usage: infrastructure/scripts/disaster-drill.sh [OPTIONS]

  --dry-run            say what is missing here and what would be done; ask the cluster nothing
  --namespace NAME     of the product (koprogo)
  --program FILE       the product's executable, of the version that runs there (koprogo)
  --scratch DIR        a disk with room for the whole database (/var/tmp)
  --time MOMENT        to this moment instead of the log's end; or
  --lsn LSN            to this place of the log
  --rpo-max SECONDS    how long ago the log may end (600); a log that ends earlier has a gap, or does not leave the cluster
  --without-live       do not compare with the running database: the cluster is gone, or stands still
  --json               the result as one JSON object

Needs kubectl, with the right to read the namespace's Secrets and to forward a port; pgbackrest (as new as the cluster's or newer), psql, PostgreSQL of the
cluster's version, python3. Not as root: PostgreSQL refuses root. Exit code 0 proven, 1 not, 2 wrongly asked.

What restores and audits is deploy/scripts/restore-drill.sh: `koprogo doctor`, `koprogo audit verify` and `koprogo invoices verify` without the files, which lie in
object storage (deploy/scripts/missing-files.sh compares those), `koprogo checksums`. Run it each month, and after every change of backups; the cluster itself runs a
shorter one each week (job koprogo-backup-drill). What to do when it fails: docs/DISASTER_RECOVERY.md, "The object store lost its last day".
HELP
}

fail() {
  printf 'disaster-drill.sh: %s\n' "$*" >&2
  exit 1
}

usage_fail() {
  printf 'disaster-drill.sh: %s (see --help)\n' "$*" >&2
  exit 2
}

say() { [[ -n $json ]] || printf '%s\n' "$*"; }

main() {
  read_options "$@"
  if [[ -n $dry ]]; then
    rehearse
    return
  fi
  local lacks
  lacks=$(lacking)
  [[ -z $lacks ]] || fail "missing here: $lacks"
  ((EUID != 0)) || fail 'run it as somebody else than root: PostgreSQL refuses root'
  umask 077
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  place=$(mktemp -d "$scratch/koprogo-disaster.XXXXXX")
  fetch_settings
  look_for_gaps
  [[ -z $live ]] || open_way
  drill
}

read_options() {
  while (($# > 0)); do
    case $1 in
      -h | --help) help && exit 0 ;;
      --dry-run) dry=yes ;;
      --namespace) namespace=${2:?--namespace takes a name} && shift ;;
      --program) program=${2:?--program takes a file} && shift ;;
      --scratch) scratch=$(realpath "${2:?--scratch takes a folder}") && shift ;;
      --time | --lsn) target=("$1" "${2:?$1 takes where the log ends}") && shift ;;
      --rpo-max) rpo_max=${2:?--rpo-max takes seconds} && shift ;;
      --without-live) live='' ;;
      --json) json=yes ;;
      *) usage_fail "there is no option \`$1\`" ;;
    esac
    shift
  done
  [[ $rpo_max =~ ^[0-9]+$ ]] || usage_fail '--rpo-max takes seconds'
  [[ -d $scratch ]] || usage_fail "$scratch is no folder"
}

lacking() {
  local name found=()
  for name in kubectl pgbackrest psql python3 "$program"; do command -v "$name" >/dev/null || found+=("$name"); done
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || found+=(postgresql)
  echo "${found[*]}"
}

rehearse() {
  local lacks
  lacks=$(lacking)
  echo "missing here: ${lacks:-nothing}"
  ((EUID != 0)) || echo 'this is root: PostgreSQL would refuse'
  cat <<STEPS
1. kubectl --namespace $namespace get configmap koprogo-backup, secret koprogo-backup${live:+, secret koprogo-migrate}: how and with which keys backups are read
2. pgbackrest info and repo-ls: does the log go on without a gap from the newest backup
STEPS
  [[ -z $live ]] || echo "   kubectl --namespace $namespace port-forward service/koprogo-postgres-proxy: the running database, to compare with"
  cat <<STEPS
3. deploy/scripts/restore-drill.sh${target[*]:+ ${target[*]}}: newest backup into $scratch, log replayed, audited${live:+, compared}
4. fails when the log ends more than $rpo_max s ago; prints RPO and RTO; removes everything
STEPS
}

clean_up() {
  local status=$?
  trap - EXIT INT TERM
  [[ -z $forward ]] || kill "$forward" 2>/dev/null || true
  [[ -z $place ]] || rm -rf "$place"
  exit "$status"
}

kube() { kubectl --namespace "$namespace" "$@"; }

# The settings of the cluster's own drill, and its keys, in one file that only this user reads.
fetch_settings() {
  local version
  {
    kube get configmap koprogo-backup --output 'jsonpath={.data.drill\.conf}' || fail 'the cluster does not say how its backups are read; KUBECONFIG names it'
    echo
    kube get secret koprogo-backup --output 'jsonpath={.data.repository\.conf}' | base64 --decode || fail 'the keys of the backups cannot be read'
    printf '\n[koprogo]\npg1-path=%s/nowhere\n' "$place"
  } >"$place/pgbackrest.conf"
  # Of the paths of that pod there is none here.
  sed -i -E "s#^(lock|spool)-path=.*#\\1-path=$place/\\1#" "$place/pgbackrest.conf"
  backrest=(pgbackrest --config="$place/pgbackrest.conf" --stanza=koprogo)
  "${backrest[@]}" --log-level-console=off --output=json info >"$place/info.json" || fail 'the storage cannot be read with these settings'
  version=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["db"][-1]["version"])' "$place/info.json") 2>/dev/null || fail 'the storage cannot be read with these settings: another passphrase, or no database there'
  # What restore-drill.sh is told of the machine that it otherwise runs beside.
  mkdir "$place/server"
  echo "$version" >"$place/server/PG_VERSION"
  cat >"$place/backup.env" <<ENV
BACKUP_PGDATA=$place/server
BACKUP_DISK=$place
BACKUP_CIPHER_FILE=$place/pgbackrest.conf
BACKUP_CONFIG=$place/pgbackrest.conf
BACKUP_STATE=$place/state
BACKUP_SCRATCH=$scratch
BACKUP_KOPROGO=$(command -v "$program")
ENV
}

look_for_gaps() {
  python3 "$root/infrastructure/helm/koprogo/files/backup/whole.py" "${backrest[@]}" >"$place/whole.log" 2>&1 || {
    cat "$place/whole.log" >&2
    exit 1
  }
  say "$(<"$place/whole.log")"
}

# To the running database, by a port that kubectl finds free.
open_way() {
  local address port='' deadline=$((SECONDS + 30))
  address=$(kube get secret koprogo-migrate --output 'jsonpath={.data.database_migrate_url}' | base64 --decode) || fail 'the address of the database cannot be read'
  kube port-forward service/koprogo-postgres-proxy :5000 >"$place/forward.log" 2>&1 &
  forward=$!
  until port=$(sed -nE 's/^Forwarding from 127\.0\.0\.1:([0-9]+) .*/\1/p' "$place/forward.log" | head -n 1) && [[ -n $port ]]; do
    kill -0 "$forward" 2>/dev/null || fail "no way to the running database: $(<"$place/forward.log")"
    ((SECONDS < deadline)) || fail 'no way to the running database within 30 s'
    sleep 0.2
  done
  [[ $address =~ ^(postgres(ql)?://[^@]+@)[^/]+(/.*)$ ]] || fail 'the address of the database is none'
  export KOPROGO_DATABASE__AUDIT_URL=${BASH_REMATCH[1]}127.0.0.1:$port${BASH_REMATCH[3]}
}

drill() {
  local options=(--without-files --json "${target[@]}") result rpo rto
  [[ -z $live ]] || options+=(--against-live)
  result=$(BACKUP_ENV="$place/backup.env" "$root/deploy/scripts/restore-drill.sh" "${options[@]}") || fail 'not proven; the lines above say why'
  rpo=$(sed -nE 's/.*"rpo_seconds":(-?[0-9.]+).*/\1/p' <<<"$result")
  rto=$(sed -nE 's/.*"rto_seconds":([0-9.]+).*/\1/p' <<<"$result")
  if ((${#target[@]} == 0)) && awk -v rpo="$rpo" -v most="$rpo_max" 'BEGIN { exit !(rpo < 0 || rpo > most) }'; then
    fail "restored, but the log ends too early: RPO $rpo s, $rpo_max s are allowed (-1: nothing was committed since the backup)"
  fi
  if [[ -n $json ]]; then echo "$result"; else printf 'proven: RPO %s s, RTO %s s\n%s\n' "$rpo" "$rto" "$result"; fi
}

main "$@"
