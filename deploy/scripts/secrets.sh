#!/usr/bin/env bash
# Draws the secrets of an installation; see `deploy/scripts/secrets.sh --help`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly reader=10001 # whom the containers run as

help() {
  cat <<'HELP'
Draws what is missing of an installation's secrets, one file each, and says which have to be brought. Nothing that is there is changed.

Usage: deploy/scripts/secrets.sh [DIR]

  DIR   where they are kept (deploy/secrets, or what SECRETS_DIR of deploy/.env names)

To replace one: delete its file (of a database role: its database_…url), run this again, then `docker compose … up -d`. auth_secret is
replaced in two steps, see "Signing in" in docs/architecture.md.
HELP
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'secrets.sh: %s\n' "$*" >&2
  exit 1
}

random() { openssl rand -hex "$1"; }

# keep NAME CONTENT: a new file that only root and the containers read. Without root, the directory is what keeps others out.
keep() {
  local file=$dir/$1
  [[ ! -e $file ]] || return 0
  (umask 377 && printf '%s\n' "$2" >"$file.new")
  if ((EUID == 0)); then
    chgrp "$reader" "$file.new" && chmod 0440 "$file.new"
  else
    chmod 0444 "$file.new"
  fi
  mv "$file.new" "$file"
  say "drawn    $1"
}

# bring NAME WHAT: an empty file that somebody has to fill.
bring() {
  if [[ ! -e $dir/$1 ]]; then
    keep "$1" '' >/dev/null
    chmod u+w "$dir/$1"
  fi
  [[ -s $dir/$1 && -n $(tr -d '[:space:]' <"$dir/$1") ]] || say "to bring $1: $2"
}

database() { keep "$1" "postgres://$2:$(random 24)@postgres:5432/koprogo"; }

dashboard() {
  local password
  [[ ! -e $dir/dashboard_users ]] || return 0
  password=$(random 16)
  keep dashboard_users "admin:$(openssl passwd -apr1 -stdin <<<"$password")"
  keep dashboard_password "$password"
  chmod 0400 "$dir/dashboard_password"
}

# What opens every backup: of no use when it is lost together with what was backed up.
cipher() {
  [[ ! -e $dir/backup_cipher ]] || return 0
  keep backup_cipher "$(openssl rand -base64 48)"
  say "         backup_cipher opens the backups: keep a copy where neither this server nor the S3 storage can lose it"
}

main() {
  case ${1:-} in
    -h | --help) help && exit 0 ;;
    -*) fail "there is no $1; see --help" ;;
  esac
  command -v openssl >/dev/null || fail "openssl is missing; install it, then run again"
  dir=${1:-${SECRETS_DIR:-$here/secrets}}
  mkdir -p "$dir"
  chmod 0700 "$dir"
  keep postgres_password "$(random 24)"
  database database_url koprogo_app
  database database_migrate_url koprogo_owner
  database database_operator_url koprogo_operator
  keep auth_secret "$(openssl rand -base64 48)"
  keep redis_password "$(random 24)"
  keep redis_url "redis://:$(<"$dir/redis_password")@redis:6379"
  dashboard
  keep grafana_password "$(random 16)"
  keep monitoring_password "$(random 24)"
  cipher
  bring smtp_url "smtps://USER:PASSWORD@HOST of your mail relay; without it nobody can sign up"
  bring smtp_password "for docker-compose.monitoring.yml: the password of ALERT_SMTP_USER; empty: the relay asks for none"
  bring payments_secret_key "the key of your account at Stripe (sk_live_…); empty: nobody pays"
  bring payments_webhook_secrets "what Stripe signs its messages to https://HOST/v1/webhooks/stripe with (whsec_…)"
  bring backup_s3_key "for docker-compose.backup.yml: the access key of your S3 storage; empty: no copy off site is made"
  bring backup_s3_secret "the secret of that key"
  say "The secrets are in $dir."
}

main "$@"
