#!/usr/bin/env bash
# Draws the secrets of an environment and encrypts them for its cluster; see `secrets.sh --help`.
set -euo pipefail

help() {
  cat <<'HELP'
Draws the secrets of an environment, takes those that somebody else gives from a file, and writes them as Kubernetes Secrets encrypted with
SOPS for an age key. Nothing is written in the clear, and a file that is there is not changed: delete it to have it made anew.

Usage: infrastructure/gitops/secrets.sh --age RECIPIENT --brought FILE --to DIR

  --age       public key (age1…) of the cluster; its private key lies in the cluster alone (Secret sops-age of flux-system) and in a safe
  --brought   lines NAME=value, never committed: SMTP_URL, SMTP_PASSWORD, FILES_KEY, FILES_SECRET, BACKUP_KEY, BACKUP_SECRET, OBJECT_KEY,
              OBJECT_SECRET (logs and traces), PAYMENTS_SECRET_KEY, PAYMENTS_WEBHOOK_SECRETS, SLACK_URL, PAGERDUTY_KEY; what is missing is named
  --to        where they go, for example infrastructure/gitops/clusters/prod/secrets

Needs sops and openssl. The passphrase of the backups is drawn here and nowhere else: keep it (`sops decrypt DIR/koprogo-backup.yaml`) where
neither the cluster nor the storage can lose it.
HELP
}

fail() {
  printf 'secrets.sh: %s\n' "$*" >&2
  exit 1
}

readonly NAMES='SMTP_URL SMTP_PASSWORD FILES_KEY FILES_SECRET BACKUP_KEY BACKUP_SECRET OBJECT_KEY OBJECT_SECRET PAYMENTS_SECRET_KEY PAYMENTS_WEBHOOK_SECRETS SLACK_URL PAGERDUTY_KEY'
declare -A brought=()

read_brought() {
  local name value missing=''
  while IFS='=' read -r name value; do
    [[ -z $name || $name == '#'* ]] || brought[$name]=$value
  done <"$1"
  for name in $NAMES; do [[ -n ${brought[$name]:-} ]] || missing+=" $name"; done
  [[ -z $missing ]] || fail "$1 lacks:$missing"
}

random() { openssl rand -hex 24; }

# secret NAME NAMESPACE KEY VALUE…: encrypted before it reaches a disk.
secret() {
  local name=$1 namespace=$2 file=$to/$1.yaml
  shift 2
  [[ ! -e $file ]] || return 0
  {
    printf 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: %s\ntype: Opaque\nstringData:\n' "$name" "$namespace"
    while (($# > 0)); do
      printf '  %s: |-\n' "$1"
      printf '%s\n' "$2" | sed 's/^/    /'
      shift 2
    done
  } | sops encrypt --age "$age" --encrypted-regex '^(data|stringData)$' --input-type yaml --output-type yaml \
    --filename-override "$file" /dev/stdin >"$file.new"
  mv "$file.new" "$file"
  echo "made $file"
}

# database ROLE [PASSWORD [PORT]]
database() { echo "postgres://$1:${2:-$(random)}@koprogo-postgres-proxy:${3:-5000}/koprogo"; }

# The two that more than one Secret tells are drawn once, so they are made together or not at all.
make_all() {
  local dragonfly product
  dragonfly=$(random) product=$(random)
  if [[ -e $to/koprogo-product.yaml || -e $to/koprogo-dragonfly.yaml ]] && [[ ! -e $to/koprogo-product.yaml || ! -e $to/koprogo-dragonfly.yaml ]]; then
    fail "koprogo-product.yaml and koprogo-dragonfly.yaml hold the same password: delete both or none"
  fi
  secret koprogo-product koprogo auth_secret "$(openssl rand -base64 48 | tr -d '\n')" \
    database_url "$(database koprogo_app "$product")" database_read_url "$(database koprogo_app "$product" 5001)" \
    database_operator_url "$(database koprogo_operator)" \
    redis_url "redis://:$dragonfly@koprogo-dragonfly:6379" smtp_url "${brought[SMTP_URL]}" \
    s3_access_key "${brought[FILES_KEY]}" s3_secret_key "${brought[FILES_SECRET]}" \
    payments_secret_key "${brought[PAYMENTS_SECRET_KEY]}" payments_webhook_secrets "${brought[PAYMENTS_WEBHOOK_SECRETS]}"
  secret koprogo-dragonfly koprogo password "$dragonfly"
  secret koprogo-migrate koprogo database_migrate_url "$(database koprogo_owner)"
  secret koprogo-postgres koprogo superuser_password "$(random)" replication_password "$(random)" rewind_password "$(random)" \
    monitoring_password "$(random)" restapi_password "$(random)"
  secret koprogo-backup koprogo repository.conf "[global]
repo1-s3-key=${brought[BACKUP_KEY]}
repo1-s3-key-secret=${brought[BACKUP_SECRET]}
repo1-cipher-pass=$(openssl rand -base64 48 | tr -d '\n')"
  secret koprogo-watch koprogo-watch grafana_password "$(random)" smtp_password "${brought[SMTP_PASSWORD]}" slack_url "${brought[SLACK_URL]}" \
    pagerduty_key "${brought[PAGERDUTY_KEY]}" object_key "${brought[OBJECT_KEY]}" object_secret "${brought[OBJECT_SECRET]}"
  printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n' >"$to/kustomization.yaml"
  (cd "$to" && printf -- '  - %s\n' koprogo-*.yaml) >>"$to/kustomization.yaml"
}

age='' to='' file=''
while (($# > 0)); do
  case $1 in
    -h | --help) help && exit 0 ;;
    --age) age=${2:-} && shift 2 ;;
    --brought) file=${2:-} && shift 2 ;;
    --to) to=${2:-} && shift 2 ;;
    *) fail "there is no $1; see --help" ;;
  esac
done
[[ $age == age1* ]] || fail '--age must be the public key of the cluster (age1…)'
[[ -n $to ]] || fail '--to is missing: where the encrypted Secrets go'
[[ -r $file ]] || fail '--brought must name a readable file'
command -v sops >/dev/null || fail 'sops is not installed'
read_brought "$file"
mkdir -p "$to"
make_all
