#!/usr/bin/env bash
# Names files that the database knows and their store does not have; see `missing-files.sh --help`.
set -euo pipefail

help() {
  cat <<'HELP'
Compares the vouchers, documents and packages that the database names with what lies in their store, after a loss of either of them.

Usage: missing-files.sh --dir DIR | --remote REMOTE:BUCKET

  --dir DIR               the store is a folder (files.dir)
  --remote REMOTE:BUCKET  the store is a bucket (files.s3), by a remote of rclone (RCLONE_CONFIG_…)

The database is MISSING_DATABASE, as its owner: postgres://koprogo_owner:…@…/koprogo. Prints a line for each that is missing, fields between tabs: kind, copro or
firm, day it was brought, name, path in the store. Exit code 0 none is missing, 1 some are, 2 wrongly asked or nothing could be compared. Only names are
compared: what a file holds is checked whenever it is read; invoices by `koprogo invoices verify`, anchors by `koprogo audit verify`.
HELP
}

fail() {
  printf 'missing-files.sh: %s\n' "$*" >&2
  exit 2
}

main() {
  case ${1:-} in
    -h | --help | '') help && exit 0 ;;
  esac
  [[ $# == 2 && $1 =~ ^--(dir|remote)$ ]] || fail 'name one store: --dir DIR or --remote REMOTE:BUCKET'
  [[ -n ${MISSING_DATABASE:-} ]] || fail 'MISSING_DATABASE is not set: the address of the database, as its owner'
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  # The database first: whatever it names was in the store before.
  named >"$scratch/named" || fail 'the database cannot be read; the lines above say why'
  stored "$@" | LC_ALL=C sort -u >"$scratch/stored" || fail 'the store cannot be listed; the lines above say why'
  awk -F '\t' 'NR == FNR { there[$0]; next } !($5 in there)' "$scratch/stored" "$scratch/named" >"$scratch/missing"
  cat "$scratch/missing"
  printf '%d of %d that the database names are missing\n' "$(wc -l <"$scratch/missing")" "$(wc -l <"$scratch/named")" >&2
  [[ ! -s $scratch/missing ]] || exit 1
}

stored() {
  if [[ $1 == --dir ]]; then
    (cd "$2" && find . -type f -printf '%P\n')
  else
    # That of another program makes rclone refuse to start.
    env --unset=AWS_CA_BUNDLE rclone lsf --recursive --files-only "$2"
  fi
}

# A name is somebody's own: it holds no tab and no new line here.
named() {
  psql "$MISSING_DATABASE" --no-psqlrc --no-align --tuples-only --quiet --set ON_ERROR_STOP=1 --field-separator=$'\t' <<'SQL'
SELECT 'file', c.slug, f.created_at::date, regexp_replace(f.name, '[[:cntrl:]]', '?', 'g'),
       f.tenant_id || '/' || substr(encode(f.sha256, 'hex'), 1, 2) || '/' || encode(f.sha256, 'hex')
  FROM tenant.files f JOIN tenant.copro c USING (tenant_id)
UNION ALL
SELECT 'handover', h.firm_id::text, h.transferred_at::date, regexp_replace(h.copro_name, '[[:cntrl:]]', '?', 'g'),
       'handovers/' || h.firm_id || '/' || h.id || '/' || h.build || '.zip'
  FROM firm.handovers h WHERE h.status = 'ready'
 ORDER BY 1, 2, 3, 4
SQL
}

main "$@"
