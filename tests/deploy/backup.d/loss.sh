# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# The server is lost.

part_loss() {
  local postmaster lost answering
  start_writers
  wait_for 'writing' 60 at_least 30
  # A copy of the files, and an anchor that it does not have but the log has.
  check 'files copied' backup files
  query 'SELECT number FROM jobs.audit_anchor' >"$work/anchor"
  wait_for 'a later anchor' 90 is_anchored_since "$(<"$work/anchor")"
  query 'SELECT pg_walfile_name(pg_switch_wal())' >"$work/segment"
  wait_for 'the log' 30 is_archived "$(<"$work/segment")"
  check 'drill off site while people write, compared with the running database' live_drill
  grep -oE '"(rpo|rto)_seconds":[0-9.]+|"stages":.*' "$work/check.log" | sed 's/^/      /'
  query 'SELECT pg_walfile_name(pg_switch_wal())' >"$work/segment"
  wait_for 'the log' 30 is_archived "$(<"$work/segment")"
  # The worst moment: just before the log is closed again.
  wait_for 'the worst moment' 75 log_is_old 27
  postmaster=$(head -n 1 "$work/pg/data/postmaster.pid")
  lost=$(date +%s.%N)
  kill -KILL "$postmaster"
  rm -rf "$work/pg/data" "$work/disk"
  stop_writers
  mv "$work/dev/files" "$work/files.lost"
  wait_for 'the end of the server' 20 no_process "$postmaster"
  check 'database restored from off site' backup restore --off-site
  check 'files restored from off site' restore_files_away
  start_cluster pg
  wait_for 'the replay' 60 is_primary
  answering=$(date +%s.%N)
  check 'every file that the restored database names is there' named_files
  check 'what was acknowledged is there without a gap, up to 60 s before the loss' judge_loss "$lost"
  sed 's/^/      /' "$work/check.log"
  awk -v a="$lost" -v b="$answering" 'BEGIN { printf "      RTO %.1f s from the loss to a server that answers\n", b - a }'
  check 'backups begin anew on an empty disk' begin_backups_anew
  sign_in
  check 'people write again' written_once
}

is_anchored_since() { (($(query 'SELECT number FROM jobs.audit_anchor') > ${1:-0})); }

live_drill() {
  KOPROGO_DATABASE__AUDIT_URL=$(owner_url pg) drill --off-site --against-live --json
}

# The product wrote letters all the while.
named_files() {
  local named missing=0
  while read -r named; do [[ -s $work/dev/files/$named ]] || { echo "missing: $named" && missing=1; }; done < <(
    query "SELECT tenant_id || '/' || substr(encode(sha256, 'hex'), 1, 2) || '/' || encode(sha256, 'hex') FROM tenant.files"
  )
  query 'SELECT count(*) FROM tenant.files'
  return "$missing"
}

log_is_old() { (($(query 'SELECT extract(epoch FROM now() - last_archived_time)::int FROM pg_stat_archiver') >= $1)); }

no_process() { ! kill -0 "$1" 2>/dev/null; }

restore_files_away() {
  mkdir -p "$work/dev/files"
  chown postgres "$work/dev/files"
  backup restore-files "$work/dev/files" --away
}

# judge_loss WHEN: of the acknowledged writes, those that are missing must be the last ones, all of the last minute.
judge_loss() {
  query 'SELECT id FROM tenant.suppliers' | sort >"$work/restored" || return 1
  sort "$work/acknowledged" | awk -v lost="$1" -v restored="$work/restored" '
    BEGIN { while ((getline id < restored) > 0) there[id] = 1 }
    { all++; if ($2 in there) { kept++; last = $1 } else { missing++; if (!first) first = $1 } }
    END {
      printf "%d acknowledged, %d restored, %d lost; RPO %.1f s\n", all, kept, missing, first ? lost - first : 0
      if (first && lost - first > 60) { print "the oldest that is lost is too old"; exit 1 }
      # Three people write side by side: an answer may overtake another by its last hop, not by more.
      if (first && last > first + 1) { print "there is a gap: something later was kept"; exit 1 }
      if (!kept) { print "nothing was kept"; exit 1 }
    }'
}

begin_backups_anew() {
  mkdir -p "$work/disk" && chown postgres "$work/disk"
  backup configure && backup init && backup run full && backup files && backup dump
}

written_once() {
  local copro
  copro=$(query 'SELECT slug FROM firm.copros ORDER BY slug LIMIT 1')
  curl -fsS --max-time 20 --retry 5 --retry-all-errors "$url/v1/copros/$copro/suppliers" -H "authorization: Bearer $token" \
    -H 'content-type: application/json' -d '{"name":"Afterwards"}'
}
