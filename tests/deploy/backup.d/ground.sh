# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# What it all runs on: a cluster with backups, S3 storage over TLS, the product with its demonstration firm.

prepare() {
  local begun=$SECONDS
  prepared=yes
  own_folder
  bin=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)")
  mkdir -p "$work"/{pg,socket,disk,state,secrets,scratch,files,dev}
  cp "$koprogo" "$work/koprogo"
  certificate
  start_storage
  settings
  chown -R postgres "$work"/{pg,socket,disk,state,secrets,scratch}
  chmod 700 "$work/secrets"
  settings_of_move
  as_postgres "$here/deploy/scripts/backup.sh" configure --quiet
  make_cluster pg
  start_cluster pg
  begin_product "$work/dev" 5432
  # While the demonstration is loaded.
  check 'the repositories are made and the log arrives' backup init
  check 'full backup, to both places' backup run full
  await_product "$work/dev"
  check 'files, to both places' backup files
  check 'dump, to both places' backup dump
  say "  prepared in $((SECONDS - begun)) s"
}

own_folder() {
  [[ -z $work ]] || return 0
  work=$(mktemp -d /tmp/kb.XXXXXX)
  chmod 755 "$work"
}

as_postgres() {
  (cd "$work" && exec setpriv --reuid=postgres --regid=postgres --init-groups env BACKUP_ENV="$work/backup.env" HOME="$work/scratch" \
    KOPROGO_AUTH__SECRET="$(secret_of_product)" "$@")
}

secret_of_product() { cat "$work/dev/auth.secret" 2>/dev/null || true; }

backup() { as_postgres "$here/deploy/scripts/backup.sh" "$@"; }
drill() { as_postgres "$here/deploy/scripts/restore-drill.sh" "$@"; }

certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
}

start_storage() {
  local key secret base
  key=$(openssl rand -hex 8) secret=$(openssl rand -hex 16)
  printf '%s' "$key" >"$work/secrets/key"
  printf '%s' "$secret" >"$work/secrets/secret"
  openssl rand -base64 48 >"$work/secrets/cipher"
  printf '{"identities":[{"name":"backup","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":["Admin","Read","Write","List","Tagging"]}]}' \
    "$key" "$secret" >"$work/s3.json"
  mkdir -p "$work/s3"
  # Its sockets lie in /tmp under their ports, which is not a matter of the network.
  base=$((20000 + RANDOM % 2000 * 10))
  TMPDIR=$work "$here/target/deploy-tools/bin/weed" server -dir="$work/s3" -ip=127.0.0.1 -ip.bind=127.0.0.1 -master.port=$base -volume.port=$((base + 1)) -filer.port=$((base + 2)) -s3 -s3.port=$((base + 3)) \
    -s3.port.https=8443 -s3.config="$work/s3.json" -s3.cert.file="$work/tls.crt" -s3.key.file="$work/tls.key" -filer -volume.max=20 \
    -master.volumeSizeLimitMB=64 >"$work/weed.log" 2>&1 &
  pids+=($!)
  wait_for 'the storage' 30 make_bucket
}

# A bucket, and an object in it: the storage answers before it can store.
make_bucket() {
  unset AWS_CA_BUNDLE
  export RCLONE_CONFIG='' RCLONE_CA_CERT=$work/tls.crt RCLONE_CONFIG_S_TYPE=s3 RCLONE_CONFIG_S_PROVIDER=Other
  export RCLONE_CONFIG_S_ENDPOINT=https://localhost:8443 RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1
  RCLONE_CONFIG_S_ACCESS_KEY_ID=$(<"$work/secrets/key") RCLONE_CONFIG_S_SECRET_ACCESS_KEY=$(<"$work/secrets/secret")
  export RCLONE_CONFIG_S_ACCESS_KEY_ID RCLONE_CONFIG_S_SECRET_ACCESS_KEY
  timeout 10 rclone mkdir s:backups >/dev/null 2>&1 && timeout 10 rclone rcat s:backups/ready <<<yes >/dev/null 2>&1
}

settings() {
  cat >"$work/backup.env" <<ENV
BACKUP_PGDATA=$work/pg/data
BACKUP_PGSOCKET=$work/pg
BACKUP_DISK=$work/disk
BACKUP_CIPHER_FILE=$work/secrets/cipher
BACKUP_S3_BUCKET=backups
BACKUP_S3_ENDPOINT=localhost
BACKUP_S3_PORT=8443
BACKUP_S3_KEY_FILE=$work/secrets/key
BACKUP_S3_SECRET_FILE=$work/secrets/secret
BACKUP_S3_CA_FILE=$work/tls.crt
BACKUP_FILES=$work/dev/files
BACKUP_STATE=$work/state
BACKUP_CONFIG=$work/state/pgbackrest.conf
BACKUP_SCRATCH=$work/scratch
BACKUP_KOPROGO=$work/koprogo
ENV
  chmod 644 "$work/backup.env"
}

# make_cluster NAME: with the settings that are shipped, at other paths.
make_cluster() {
  local home=$work/$1
  mkdir -p "$home" && chown postgres "$home"
  openssl rand -hex 16 >"$work/$1.password"
  chown postgres "$work/$1.password"
  as_postgres "$bin/initdb" --pgdata "$home/data" --username postgres --pwfile "$work/$1.password" --auth-local trust --auth-host scram-sha-256 \
    --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
  {
    echo "port = $(port_of "$1")"
    echo "unix_socket_directories = '$home'"
    echo "shared_buffers = 64MB"
    [[ $1 != pg ]] || sed "s|/opt/koprogo|env BACKUP_ENV=$work/backup.env $here|; s|/etc/pgbackrest/|$work/state/|" deploy/backup/archive.conf
  } >>"$home/data/postgresql.conf"
}

start_cluster() { as_postgres "$bin/pg_ctl" --pgdata "$work/$1/data" --log "$work/$1/log" --wait --timeout 60 start >/dev/null; }

query() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 --host "$work/pg" --username postgres --dbname koprogo --command "$1"; }

# begin_product DATA PORT: with its worker and the demonstration firm.
begin_product() {
  rm -f "$1/address"
  DATABASE_URL="postgres://postgres:$(<"$work/pg.password")@127.0.0.1:$2/koprogo" "$work/koprogo" dev --data "$1" --listen 127.0.0.1:0 \
    --operator-listen 127.0.0.1:0 >"$work/product.log" 2>&1 </dev/null &
  product=$!
  pids+=("$product")
}

await_product() {
  wait_for 'the product' 120 test -s "$1/address"
  url=$(<"$1/address")
}

# wait_for WHAT SECONDS COMMAND…
wait_for() {
  local what=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@" 2>/dev/null; do
    if ((SECONDS > deadline)); then
      tail -n 15 "$work"/*.log >&2
      fail "$what did not come up"
    fi
    sleep 0.1
  done
}

# owner COMMAND…: the product as the owner of the schema, on the running cluster.
owner() {
  env KOPROGO_DATABASE__MIGRATE_URL="$(owner_url pg)" KOPROGO_FILES__DIR="$work/dev/files" "$@"
}

owner_url() { echo "postgres://koprogo_owner@localhost:$(port_of "$1")/koprogo?host=${work//\//%2F}%2F$1"; }

port_of() {
  case $1 in
    pg) echo 5432 ;;
    other) echo 5433 ;;
    new) echo 5434 ;;
    plain) echo 5435 ;;
  esac
}
