# shellcheck shell=bash
# Reads what the product exports about itself.

# metrics: the text of all METRICS_URLS; fails when one of them does not answer. `container://NAME:PORT/metrics` is a container of this
# machine's engine, whose address changes each time it is made; one without an address shares the machine's.
metrics() {
  local url text=''
  for url in ${METRICS_URLS:-}; do
    [[ $url != container://* ]] || url=$(container_address "$url") || return 1
    text+=$(curl --silent --show-error --fail --max-time 8 --noproxy '*' "$url") || return 1
    text+=$'\n'
  done
  printf '%s' "$text"
}

container_address() {
  local rest=${1#container://} address
  address=$(timeout 10 docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "${rest%%:*}") || return 1
  read -r address _ <<<"$address"
  printf 'http://%s:%s' "${address:-127.0.0.1}" "${rest#*:}"
}
