# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# One copro alone.

part_tenant() {
  local slug id firm archive=$work/copro.zip
  read -r slug id firm < <(query "SELECT slug || ' ' || tenant_id || ' ' || firm_id FROM firm.copros c
    ORDER BY (SELECT count(*) FROM jobs.jobs j WHERE j.tenant_id = c.tenant_id AND j.status IN ('queued', 'running')), slug LIMIT 1")
  sign_in
  # The other copros go on being worked for.
  wait_for 'jobs to be done' 90 no_jobs "$id"
  sums before
  owner "$work/koprogo" checksums --told --to "$work/told.sums"
  (cd "$work/dev/files/$id" && find . -type f | sort) >"$work/files.before"
  check 'exported' tenant export --copro "$slug" --to "$archive"
  sed 's/^/      /' "$work/check.log"
  refuses 'not restored over a copro that is there' 'is there already' tenant restore "$archive"
  refuses 'not wiped when the id is another' 'nothing was deleted' tenant wipe --copro "$slug" \
    --yes-delete-everything-of-copro 00000000-0000-0000-0000-000000000001
  check 'wiped' tenant wipe --copro "$slug" --yes-delete-everything-of-copro "$id"
  check 'nothing of it is left' nothing_left "$id"
  check 'for people it does not exist' answers 404 "$slug"
  check 'the others are as they were' others_unchanged "$id"
  refuses 'not out of a damaged archive' 'damaged' tenant restore "$(damaged "$archive")"
  refuses 'not out of one of another format' 'is of format 2' tenant restore "$(altered "$archive" format 2)"
  refuses 'not out of one of another schema' 'of schema 7' tenant restore "$(altered "$archive" schema 7)"
  refuses 'not with rows that another program wrote' 'what was written is not sound' tenant restore "$(forged "$archive")"
  check 'a refused restore leaves nothing' nothing_left "$id"
  check 'restored' tenant restore "$archive"
  sed 's/^/      /' "$work/check.log"
  check 'its sums and its chain are what they were' unchanged "$id"
  check 'the others are as they were' others_unchanged "$id"
  check 'its files are what they were' same_files "$id"
  check 'people work in it again' answers 200 "$slug"
  check 'the log of everybody verifies, against the anchors' owner_with_secret audit verify
  check 'guards are intact' owner "$work/koprogo" doctor --database-url "$(owner_url pg)"
  elsewhere "$archive" "$id" "$firm"
}

tenant() { owner "$work/koprogo" tenant "$@"; }
owner_with_secret() { KOPROGO_AUTH__SECRET=$(secret_of_product) owner "$work/koprogo" "$@"; }
no_jobs() {
  query "SELECT kind, status, attempts, run_at, last_error FROM jobs.jobs WHERE tenant_id = '$1' AND status IN ('queued', 'running') LIMIT 5" \
    >"$work/jobs.log"
  [[ ! -s $work/jobs.log ]]
}
sums() { owner "$work/koprogo" checksums --to "$work/$1.sums"; }
of_copro() { grep -P "\t(tenant(\.[a-z_]+)?)\t$1\t" "$2"; }
nothing_left() { sums after && ! of_copro "$1" "$work/after.sums" && [[ -z $(find "$work/dev/files/$1" -type f 2>/dev/null) ]]; }
unchanged() { sums after && of_copro "$1" "$work/after.sums" >"$work/now" && of_copro "$1" "$work/before.sums" | diff - "$work/now"; }
# What they held they hold; the firm's log has gone on, because it tells what happened to the copro.
others_unchanged() {
  grep -vF "$1" "$work/told.sums" >"$work/others.sums"
  owner "$work/koprogo" checksums --against "$work/others.sums" --later
}
same_files() { (cd "$work/dev/files/$1" && find . -type f | sort) | diff "$work/files.before" -; }
answers() { [[ $(curl -sS --max-time 20 -o /dev/null -w '%{http_code}' "$url/v1/copros/$2" -H "authorization: Bearer $token") == "$1" ]]; }

# One bit of the middle.
damaged() {
  python3 - "$1" "$work/damaged.zip" <<'PY'
import sys
content = bytearray(open(sys.argv[1], "rb").read())
content[len(content) // 2] ^= 1
open(sys.argv[2], "wb").write(content)
PY
  echo "$work/damaged.zip"
}

# altered ARCHIVE FIELD VALUE: with right checksums.
altered() {
  rewritten "$1" "$work/altered-$2.zip" "manifest['$2'] = $3"
}

# Somebody edits a posting and all checksums along.
forged() {
  rewritten "$1" "$work/forged.zip" "
rows = parts['tables/lots.tsv'].split(b'\n')
del rows[1]
parts['tables/lots.tsv'] = b'\n'.join(rows)
for table in manifest['tables']:
    if table['name'] == 'lots':
        table.update(rows=table['rows'] - 1, bytes=len(parts['tables/lots.tsv']), sha256=sha256(parts['tables/lots.tsv']))"
}

rewritten() {
  python3 - "$1" "$2" <<PY
import hashlib, json, sys, zipfile
sha256 = lambda content: hashlib.sha256(content).hexdigest()
with zipfile.ZipFile(sys.argv[1]) as archive:
    parts = {name: archive.read(name) for name in archive.namelist()}
manifest = json.loads(parts["MANIFEST.json"])
$3
parts["MANIFEST.json"] = json.dumps(manifest).encode()
parts["SHA256SUMS"] = "".join(f"{sha256(parts[name])}  {name}\n" for name in parts if name != "SHA256SUMS").encode()
with zipfile.ZipFile(sys.argv[2], "w") as archive:
    for name, content in parts.items():
        archive.writestr(name, content)
PY
  echo "$2"
}

# elsewhere ARCHIVE ID FIRM: into another cluster, where nothing of it ever was.
elsewhere() {
  make_cluster other
  start_cluster other
  as_postgres psql -XAtq --host "$work/other" --port 5433 --username postgres --dbname postgres --file "$here/deploy/roles.sql" >/dev/null
  as_postgres psql -XAtq --host "$work/other" --port 5433 --username postgres --dbname postgres \
    --command 'CREATE DATABASE koprogo OWNER koprogo_owner'
  at_other migrate >/dev/null
  refuses 'not into a cluster that does not know the firm' "firm $3 is not in this database" at_other tenant restore "$1"
  as_postgres psql -XAtq --host "$work/other" --port 5433 --username koprogo_owner --dbname koprogo \
    --command "INSERT INTO firm.firms (firm_id, country, name, company_number) VALUES ('$3', 'BE', 'Elsewhere SRL', '1000.000.097')"
  check 'restored in another cluster' at_other tenant restore "$1"
  at_other checksums --to "$work/other.sums"
  of_copro "$2" "$work/other.sums" >"$work/now"
  check 'its sums and its chain are the same there' diff <(of_copro "$2" "$work/before.sums") "$work/now"
  check 'guards are intact there' at_other doctor --database-url "$(owner_url other)"
  as_postgres "$bin/pg_ctl" --pgdata "$work/other/data" --mode immediate stop >/dev/null
}

at_other() {
  env KOPROGO_DATABASE__MIGRATE_URL="$(owner_url other)" KOPROGO_FILES__DIR="$work/other.files" "$work/koprogo" "$@"
}
