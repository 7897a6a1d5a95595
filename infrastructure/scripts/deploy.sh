#!/usr/bin/env bash
# From nothing to a running cluster; see `infrastructure/scripts/deploy.sh --help`.
set -euo pipefail

root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
readonly root infrastructure=$root/infrastructure terraform_version=1.11 steps='plan apply inventory nodes engines platform product smoke'
environment='' dry='' yes='' destroy='' from='' terraform_args=() helm_args=()

help() {
  cat <<'HELP'
Makes or changes an environment at OVHcloud: machines and network (Terraform), K3s (Ansible), the platform and the product (Helm), and looks
whether it answers. What is finished is written down: run again after an interruption, it goes on where it stopped, and does again only what
was made from something that has changed since.

Usage: infrastructure/scripts/deploy.sh dev|staging|prod [OPTIONS]

  --dry-run         do nothing outside this machine: say what is missing and what each step would do; render what can be rendered
  --yes             apply the plan without asking; for machines. A person is shown the plan and types `yes`
  --from STEP       do STEP and those after it again, whatever is written down: plan apply inventory nodes engines platform product smoke
  --var-file FILE   more settings for Terraform, such as infrastructure/terraform/environments/prod/within-roadmap.tfvars; may be repeated
  --values FILE     more values for Helm; may be repeated. infrastructure/helm/operator-ENV.yaml is taken by itself if it is there
  --destroy-everything-in-this-environment
                    takes down machines, network, balancer and names; asks for the environment's name. Buckets, with files and backups, stay

Needs terraform, ansible-playbook, helm, kubectl, curl and jq on PATH, and in the environment:

  OVH_ENDPOINT OVH_APPLICATION_KEY OVH_APPLICATION_SECRET OVH_CONSUMER_KEY   the OVHcloud account
  OS_AUTH_URL OS_USERNAME OS_PASSWORD OS_PROJECT_ID                          OpenStack of its Public Cloud project
  KOPROGO_STATE_BUCKET AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SSE_CUSTOMER_KEY   where Terraform keeps its state, and the key it is sealed with

and infrastructure/terraform/environments/ENV/operator.tfvars and infrastructure/ansible/versions/ENV.yml: see the README of each folder.
Afterwards: export KUBECONFIG=~/.kube/koprogo-ENV
HELP
}

main() {
  options "$@"
  state=${XDG_STATE_HOME:-$HOME/.local/state}/koprogo/$environment
  tf_dir=$infrastructure/terraform
  settings=environments/$environment
  kubeconfig=$HOME/.kube/koprogo-$environment
  colours
  if [[ -n $dry ]]; then
    rehearse
    return
  fi
  require
  # What is written from here on (plans, addresses, the key to object storage) is for nobody else.
  umask 077
  alone
  if [[ -n $destroy ]]; then
    take_down
    return
  fi
  [[ -z $from ]] || forget_from "$from"
  local name number=0
  for name in $steps; do
    number=$((number + 1))
    step "$name" "$number"
  done
  printf '\n%s is up: https://%s\n  export KUBECONFIG=%s\n' "$environment" "$(host)" "$kubeconfig"
}

options() {
  while (($#)); do
    case $1 in
      -h | --help) help && exit 0 ;;
      --dry-run) dry=yes && shift ;;
      --yes) yes=yes && shift ;;
      --from) from=${2:?--from takes a step} && shift 2 ;;
      --var-file) terraform_args+=("-var-file=$(realpath -e "${2:?--var-file takes a file}")") && shift 2 ;;
      --values) helm_args+=(--values "$(realpath -e "${2:?--values takes a file}")") && shift 2 ;;
      --destroy-everything-in-this-environment) destroy=yes && shift ;;
      -*) fail "there is no $1; see --help" ;;
      *)
        [[ -z $environment ]] || fail "one environment at a time: $environment or $1"
        environment=$1 && shift
        ;;
    esac
  done
  [[ $environment =~ ^(dev|staging|prod)$ ]] || fail "say which environment: dev, staging or prod; see --help"
  [[ -z $from || " $steps " == *" $from "* ]] || fail "there is no step $from; there are: $steps"
  [[ -z $destroy || -z $dry ]] || fail "destroying has no dry run: it shows its plan before it asks"
}

colours() {
  if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
  else
    dim='' red='' green='' plain=''
  fi
}

fail() {
  printf '%sdeploy.sh: %s%s\n' "${red:-}" "$*" "${plain:-}" >&2
  exit 1
}

# What is missing, one sentence each with its remedy; nothing when nothing is.
missing() {
  local name
  for name in terraform ansible-playbook helm kubectl curl jq; do
    command -v "$name" >/dev/null || echo "the program $name is not on PATH: install it (infrastructure/README.md says which version)"
  done
  if command -v terraform >/dev/null && command -v jq >/dev/null; then
    name=$(terraform version -json 2>/dev/null | jq -r .terraform_version || true)
    [[ $name == "$terraform_version".* || $name == 1.1[2-9].* ]] || echo "terraform is ${name:-of an unknown version}: $terraform_version or newer is needed"
  fi
  for name in OVH_ENDPOINT OVH_APPLICATION_KEY OVH_APPLICATION_SECRET OVH_CONSUMER_KEY; do
    [[ -n ${!name:-} ]] || echo "$name is not set: a key to the OVHcloud account, made at https://www.ovh.com/auth/api/createToken"
  done
  for name in OS_AUTH_URL OS_USERNAME OS_PASSWORD OS_PROJECT_ID; do
    [[ -n ${!name:-} ]] || echo "$name is not set: source the openrc.sh of an OpenStack user of the project"
  done
  for name in KOPROGO_STATE_BUCKET AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SSE_CUSTOMER_KEY; do
    [[ -n ${!name:-} ]] || echo "$name is not set: Terraform's state is kept with it (infrastructure/terraform/README.md, \"State\")"
  done
  [[ -z ${AWS_SSE_CUSTOMER_KEY:-} || $(base64 --decode <<<"$AWS_SSE_CUSTOMER_KEY" 2>/dev/null | wc -c) == 32 ]] ||
    echo "AWS_SSE_CUSTOMER_KEY is not 32 bytes in base64: make one with openssl rand -base64 32, and keep it where backups' keys are"
  [[ -e $tf_dir/$settings/operator.tfvars ]] || echo "infrastructure/terraform/$settings/operator.tfvars is missing: copy infrastructure/terraform/operator.tfvars.example and fill it in"
  [[ -e $infrastructure/ansible/versions/$environment.yml ]] || echo "infrastructure/ansible/versions/$environment.yml is missing: it names the checksum of K3s (infrastructure/ansible/README.md)"
  [[ -e $infrastructure/helm/koprogo/Chart.yaml ]] || echo "infrastructure/helm/koprogo is missing: this is not a whole checkout"
}

require() {
  local found
  found=$(missing)
  [[ -z $found ]] || fail "this is missing, and nothing was done:"$'\n'"  - ${found//$'\n'/$'\n'  - }"
}

# One at a time: two that apply would wait for each other's lock at best.
alone() {
  mkdir -p "$state"
  chmod 700 "$state"
  exec 9>"$state/lock"
  flock --nonblock 9 || fail "another deploy.sh works on $environment (its lock is $state/lock)"
}

# step NAME NUMBER: unless it is written down as finished, with the fingerprint of what it is made from.
step() {
  local name=$1 begun=$SECONDS made
  made=$(made_from "$name")
  if [[ $name != smoke && -e $state/$name.done && $(<"$state/$name.done") == "$made" ]]; then
    printf '%s[%d/8] %-10s done before%s\n' "$dim" "$2" "$name" "$plain"
    return
  fi
  printf '[%d/8] %-10s %s\n' "$2" "$name" "$(purpose "$name")"
  # What comes after rests on this: it is to be done again, even if this is interrupted.
  forget_from "$name"
  "do_$name"
  # Made anew of what is there now: a plan is made from what is in force, an inventory from what was applied.
  made_from "$name" >"$state/$name.done"
  printf '%s      %s done in %d s%s\n' "$green" "$name" $((SECONDS - begun)) "$plain"
}

forget_from() {
  local name seen=''
  for name in $steps; do
    [[ $name != "$1" ]] || seen=yes
    [[ -z $seen ]] || rm -f "$state/$name.done"
  done
}

purpose() {
  case $1 in
    plan) echo 'what Terraform would change, and what it costs' ;;
    apply) echo 'machines, network, balancer, buckets, names' ;;
    inventory) echo 'addresses of the machines, for Ansible and Helm' ;;
    nodes) echo 'hardening and K3s' ;;
    engines) echo 'what the charts rest on is there' ;;
    platform) echo 'database, cache, watching' ;;
    product) echo 'migrations, API, worker' ;;
    smoke) echo 'it answers' ;;
  esac
}

# The fingerprint of what a step is made from; each contains those before it.
made_from() {
  case $1 in
    plan | apply) fingerprint "$tf_dir"/*.tf "$tf_dir/modules" "$tf_dir/prices.yaml" "$tf_dir/$settings" "${terraform_args[@]}" ;;
    inventory) cat "$state/apply.done" ;;
    nodes) fingerprint "$infrastructure/ansible" "$state/inventory.json" "$state/snapshots.json" ;;
    engines) cat "$state/nodes.done" ;;
    platform | product) fingerprint "$infrastructure/helm/koprogo" "$state/values.json" "$infrastructure/helm/operator-$environment.yaml" "${helm_args[@]}" ;;
    smoke) echo always ;;
  esac
}

# fingerprint PATH…: names and contents of files, without what tools leave beside them; words that are no files are themselves.
fingerprint() {
  local one
  for one in "$@"; do
    one=${one#-var-file=}
    if [[ -e $one ]]; then
      find "$one" -type f -not -path '*/.terraform/*' -not -name '*.tfstate*' -not -name .terraform.lock.hcl -print0 | sort --zero-terminated | xargs -0 --no-run-if-empty sha256sum
    else
      echo "$one"
    fi
  done | sha256sum | cut -c 1-64
}

# What Terraform remembers between two commands (which bucket, whose state) is kept apart for each environment: two at once do not meet.
tf() { TF_DATA_DIR=$tf_dir/.terraform/$environment terraform "-chdir=$tf_dir" "$@"; }

tf_init() {
  tf init -input=false "-backend-config=bucket=$KOPROGO_STATE_BUCKET"
  tf workspace select -or-create "$environment"
}

# tf_plan OPTIONS…: the environment's settings, the operator's, those named on the command line; a later one outweighs an earlier one.
tf_plan() { tf plan -input=false "-var-file=$settings/environment.tfvars" "-var-file=$settings/operator.tfvars" "${terraform_args[@]}" "$@"; }

do_plan() {
  tf_init
  tf_plan "-out=$state/plan"
}

# The plan that was shown is the one that is applied, and only that.
do_apply() {
  [[ -e $state/plan ]] || fail "the plan is gone: run again with --from plan"
  tf show "$state/plan"
  cost
  confirm yes "Apply this to $environment? Type yes: " || fail "nothing was applied: the answer was not yes"
  # It holds what the providers were told; used once.
  tf apply -input=false "$state/plan"
  rm -f "$state/plan"
}

cost() { tf show -json "$state/plan" | jq -r '.planned_values.outputs.cost.value.text // empty'; }

# confirm WORD QUESTION: typed by a person, or --yes. Without a terminal nobody is asked, and nothing is done.
confirm() {
  local answer=''
  if [[ $1 == yes && -n $yes ]]; then return; fi
  [[ -t 0 || -n ${KOPROGO_ANSWERS_BY_PIPE:-} ]] || fail "nobody is here to answer: run it in a terminal, or with --yes once the plan was read"
  printf '%s' "$2"
  read -r answer || true
  [[ $answer == "$1" ]]
}

# The key to object storage is in two files that others cannot read, and in no command line.
do_inventory() {
  tf output -json inventory >"$state/inventory.json"
  tf output -json address >"$state/address.json"
  tf output -json hosts >"$state/hosts.json"
  tf output -json buckets >"$state/buckets.json"
  tf output -json object_storage >"$state/object-storage.json"
  jq --null-input --slurpfile buckets "$state/buckets.json" --slurpfile key "$state/object-storage.json" \
    '{k3s_snapshots_s3: ($buckets[0].backups + $key[0] | {bucket: .name, region: (.region | ascii_downcase), endpoint: "s3.\(.region | ascii_downcase).io.cloud.ovh.net", access_key_id, secret_access_key})}' \
    >"$state/snapshots.json"
  jq --null-input --arg environment "$environment" --slurpfile hosts "$state/hosts.json" --slurpfile buckets "$state/buckets.json" --slurpfile inventory "$state/inventory.json" \
    '{environment: $environment, publicHost: $hosts[0][0], network: {nodes: $inventory[0].all.vars.k3s_cluster_network},
      ingress: {trustedIPs: [$inventory[0].all.vars.k3s_cluster_network]},
      files: ($buckets[0].files | (.region | ascii_downcase) as $region | {bucket: .name, region: $region, endpoint: "https://s3.\($region).io.cloud.ovh.net"})}' \
    >"$state/values.json"
}

host() { jq -r '.[0]' "$state/hosts.json"; }

do_nodes() {
  (cd "$infrastructure/ansible" &&
    ansible-playbook --inventory "$state/inventory.json" --extra-vars "@$infrastructure/ansible/versions/$environment.yml" --extra-vars "@$state/snapshots.json" site.yml)
  [[ -e $kubeconfig ]] || fail "Ansible left no $kubeconfig"
}

kube() { kubectl --kubeconfig "$kubeconfig" "$@"; }

# Namespaces with their level of Pod Security; and the engines whose kinds the charts use, which come by GitOps or by hand.
do_engines() {
  local crd lacking=()
  if [[ -e $infrastructure/gitops/base/namespaces.yaml ]]; then kube apply --filename "$infrastructure/gitops/base/namespaces.yaml"; fi
  for crd in $(engines); do kube get crd "$crd" >/dev/null || lacking+=("$crd"); done
  ((${#lacking[@]} == 0)) || fail "the cluster lacks ${lacking[*]}: they come with infrastructure/gitops (its README); then run again"
}

engines() {
  printf '%s\n' clusterissuers.cert-manager.io dragonflies.dragonflydb.io
  [[ $environment == dev ]] || echo volumes.longhorn.io
}

do_platform() { release koprogo-platform platform; }
do_product() { release koprogo product; }

# release NAME PART: a product that does not become ready is undone by Helm itself. Of a database nobody takes anything back unseen.
release() {
  local values=() undone=(--wait)
  [[ $2 == platform ]] || undone=(--atomic)
  chart_values
  helm upgrade "$1" "$infrastructure/helm/koprogo" --install "${undone[@]}" --timeout 30m --kubeconfig "$kubeconfig" --namespace koprogo "${values[@]}" --set "part=$2"
}

# Later ones outweigh earlier ones: the environment's, what Terraform made, the operator's, those named on the command line.
chart_values() {
  values=(--values "$infrastructure/helm/koprogo/values-$environment.yaml")
  [[ ! -e $state/values.json ]] || values+=(--values "$state/values.json")
  [[ ! -e $infrastructure/helm/operator-$environment.yaml ]] || values+=(--values "$infrastructure/helm/operator-$environment.yaml")
  values+=("${helm_args[@]}")
}

# Every node Ready, and the product answering from outside by the balancer's own address: names may take their time.
do_smoke() {
  local name address deadline=$((SECONDS + ${KOPROGO_SMOKE_SECONDS:-300}))
  name=$(host)
  address=$(jq -r . "$state/address.json")
  kube wait --for=condition=Ready nodes --all --timeout=120s
  until curl --silent --show-error --fail --max-time 10 --resolve "$name:443:$address" --output /dev/null "https://$name/health/ready"; do
    ((SECONDS < deadline)) || fail "https://$name does not answer at $address: kubectl --kubeconfig $kubeconfig --namespace koprogo get pods"
    sleep 5
  done
}

# Without a cloud, without credentials: what is missing, what would be done, what can be rendered.
rehearse() {
  local found name number=0
  printf 'A rehearsal of %s: nothing outside this machine is touched.\n' "$environment"
  found=$(missing)
  if [[ -n $found ]]; then
    printf '\nMissing:\n  - %s\n' "${found//$'\n'/$'\n'  - }"
  else
    printf '\nNothing is missing.\n'
  fi
  echo
  for name in $steps; do
    number=$((number + 1))
    printf '[%d/8] %-10s %s\n' "$number" "$name" "$(purpose "$name")"
    printf '%s\n' "$(command_of "$name")" | sed 's/^/        /'
  done
  printf '\nChecked here:\n'
  rehearsed 'terraform: format' terraform fmt -check -recursive "$infrastructure/terraform"
  rehearsed 'ansible: syntax' rehearse_playbooks
  rehearsed 'helm: platform rendered' rehearse_chart platform
  rehearsed 'helm: product rendered' rehearse_chart product
}

command_of() {
  case $1 in
    plan) echo "terraform init, workspace $environment, plan in infrastructure/terraform with $settings/{environment,operator}.tfvars ${terraform_args[*]}" ;;
    apply) echo "shows the plan and its cost, asks, terraform apply of that plan" ;;
    inventory) echo "terraform output to $state" ;;
    nodes) echo "ansible-playbook site.yml; leaves $kubeconfig" ;;
    engines) echo "kubectl apply of the namespaces; asks for $(engines | paste -sd ' ')" ;;
    platform) echo "helm upgrade koprogo-platform --install --wait with values-$environment.yaml, part=platform" ;;
    product) echo "helm upgrade koprogo --install --atomic with values-$environment.yaml, part=product" ;;
    smoke) echo "kubectl wait for every node; https://…/health/ready by the balancer's address" ;;
  esac
}

# rehearsed WHAT PROGRAM…: a line; a program that is not here is said, and is no failure of a rehearsal.
rehearsed() {
  local what=$1 status=0
  shift
  "$@" >"${TMPDIR:-/tmp}/koprogo-rehearsal.$$" 2>&1 || status=$?
  case $status in
    0) printf '  %s✓%s %s\n' "$green" "$plain" "$what" ;;
    3 | 127) printf '  - %s: not here (%s)\n' "$what" "$(tail -n 1 "${TMPDIR:-/tmp}/koprogo-rehearsal.$$")" ;;
    *)
      printf '  %s✗%s %s\n' "$red" "$plain" "$what"
      sed 's/^/      /' "${TMPDIR:-/tmp}/koprogo-rehearsal.$$"
      ;;
  esac
  rm -f "${TMPDIR:-/tmp}/koprogo-rehearsal.$$"
  ((status == 0 || status == 3 || status == 127)) || exit 1
}

rehearse_playbooks() {
  local playbook
  command -v ansible-playbook >/dev/null || { echo 'no ansible-playbook' && return 3; }
  for playbook in site upgrade replace-node; do
    (cd "$infrastructure/ansible" && ansible-playbook --syntax-check --inventory inventory/example.yml "$playbook.yml") || return 1
  done
}

# With names that stand for what Terraform would say.
rehearse_chart() {
  local values=()
  [[ -e $infrastructure/helm/koprogo/Chart.yaml ]] || { echo 'no chart' && return 3; }
  command -v helm >/dev/null || { echo 'no helm' && return 3; }
  chart_values
  helm template koprogo "$infrastructure/helm/koprogo" --namespace koprogo "${values[@]}" --set "part=$1" --set publicHost=koprogo.example \
    --set files.bucket=koprogo-files --set files.endpoint=https://s3.example || return 1
}

# Everything but object storage: files and backups outlive the machines, and are deleted by hand.
take_down() {
  local part targets=()
  for part in dns balancer nodes security network; do targets+=("-target=module.$part"); done
  tf_init
  tf_plan -destroy "${targets[@]}" "-out=$state/plan-destroy"
  tf show "$state/plan-destroy"
  confirm "$environment" "This takes $environment down. What is in its cluster and not in a backup is gone. Type the environment's name: " || {
    rm -f "$state/plan-destroy"
    fail "nothing was destroyed: the answer was not $environment"
  }
  tf apply -input=false "$state/plan-destroy"
  rm -f "$state/plan-destroy" "$state"/*.done "$kubeconfig"
  printf '%s is down. Its buckets stand: files and backups are deleted by hand.\n' "$environment"
}

main "$@"
