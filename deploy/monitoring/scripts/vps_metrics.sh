#!/usr/bin/env bash
# How this machine is; see `vps_metrics.sh --help`.
# shellcheck disable=SC2329 # parts are called by name
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"

help() {
  cat <<'HELP'
Measures this machine: memory, swap, processors, load, disks, network, clock, containers.

Usage: vps_metrics.sh [--text | --json | --lines]

Exit code: 0 all well, 1 a warning or something that cannot be measured, 2 critical. Everything is measured whatever is wrong.
Limits: config/thresholds.env, then /etc/koprogo/monitoring.env. Settings: DISKS (paths whose file systems count, default /),
CONTAINERS (filter of `docker ps`, default label=com.docker.compose.project=koprogo, `off` for none), STATE_DIR.
HELP
}

main() {
  load_settings
  read_options "$@"
  root=${MONITOR_ROOT:-}
  part memory memory
  part cpu cpu
  part load load
  part disk disks
  part network network
  part clock clock
  part containers containers
  check_state_is_kept
  finish_report
}

# meminfo NAME: kilobytes.
meminfo() { awk -v name="$1:" '$1 == name { print $2; found = 1 } END { exit !found }' "$root/proc/meminfo"; }

# What cannot be had back: caches are not in use.
memory() {
  local total available swap free kills
  total=$(meminfo MemTotal) && available=$(meminfo MemAvailable) || return 1
  above memory "$(calc "100 * ($total - $available) / $total")" % "$MEMORY_WARNING" "$MEMORY_CRITICAL" \
    "$(human $(((total - available) * 1024))) of $(human $((total * 1024))) in use"
  swap=$(meminfo SwapTotal) && free=$(meminfo SwapFree) || return 1
  if ((swap == 0)); then
    check swap ok 0 % "$SWAP_WARNING" "$SWAP_CRITICAL" "there is none"
  else
    above swap "$(calc "100 * ($swap - $free) / $swap")" % "$SWAP_WARNING" "$SWAP_CRITICAL" "$(human $(((swap - free) * 1024))) of $(human $((swap * 1024))) in use"
  fi
  kills=$(awk '$1 == "oom_kill" { print $2 }' "$root/proc/vmstat") || return 1
  event out_of_memory "$(grown oom_kill "${kills:-0}")" critical "the kernel killed a process for want of memory" "no process was killed for want of memory"
}

# event NAME COUNT STATE MESSAGE QUIET: wrong for a while after it happened.
event() {
  if (($2 > 0)); then happened "$1"; fi
  if recently "$1"; then check "$1" "$3" "$2" '' '' '' "$4"; else check "$1" ok 0 '' '' '' "$5"; fi
}

# Busy since the last look; the first time, in one second. `steal` is time the host gave to others: it is gone as well.
cpu() {
  local now before share
  now=$(cpu_times) || return 1
  before=$(remembered cpu)
  if [[ -z $before ]]; then
    before=$now
    sleep "${CPU_SAMPLE_SECONDS:-1}"
    now=$(cpu_times) || return 1
  fi
  remember cpu "$now"
  share=$(awk -v a="$before" -v b="$now" 'BEGIN {
    split(a, x, " "); split(b, y, " ")
    if (y[2] <= x[2]) { split("0 0", x, " ") }
    printf "%.1f", (y[2] > x[2] ? 100 * (y[1] - x[1]) / (y[2] - x[2]) : 0) }')
  above cpu "$share" % "$CPU_WARNING" "$CPU_CRITICAL" "of $(vcpus) processor(s), since the last look"
}

# Busy and all, in ticks. Guests are already in user and nice.
cpu_times() {
  awk '$1 == "cpu" { idle = $5 + $6; for (i = 2; i <= 9; i++) all += $i; print all - idle, all; found = 1 } END { exit !found }' "$root/proc/stat"
}

vcpus() { grep -c '^cpu[0-9]' "$root/proc/stat"; }

load() {
  local one five fifteen count
  read -r one five fifteen _ <"$root/proc/loadavg" || return 1
  count=$(vcpus) || return 1
  above load "$(calc "$five / $count")" 'per vCPU' "$LOAD_WARNING" "$LOAD_CRITICAL" "load $one $five $fifteen on $count processor(s)"
}

disks() {
  local path name
  for path in ${DISKS:-/}; do
    name=disk
    [[ $path == / ]] || name=disk:$path
    part "$name" disk "$name" "$path"
  done
}

disk() {
  local name=$1 path=$2 used available size inodes
  read -r size used available < <(df --output=size,used,avail -B1 -- "$path" | tail -n 1)
  [[ -n ${available:-} ]] || { echo "no file system at $path" >&2 && return 1; }
  # As df reckons: what is kept for root is nobody's.
  above "$name" "$(calc "100 * $used / ($used + $available)")" % "$DISK_WARNING" "$DISK_CRITICAL" "$path: $(human "$available") of $(human "$size") free"
  inodes=$(df --output=ipcent -- "$path" | tail -n 1 | tr -d ' %')
  # Some file systems count none.
  [[ $inodes =~ ^[0-9]+$ ]] || inodes=0
  above "inodes${name#disk}" "$inodes" % "$INODES_WARNING" "$INODES_CRITICAL" "$path: entries of the file system in use"
}

# All interfaces but the machine's own and those of containers: what comes in through the wire counts once.
network() {
  local in out bad in_rate out_rate bad_rate
  read -r in out bad < <(awk -F'[: ]+' 'NR > 2 { sub(/^ +/, ""); $0 = $0
    if ($1 ~ /^(lo|docker|br-|veth|tap|ifb)/) next
    in_ += $2; bad += $4 + $5 + $12 + $13; out += $10 } END { printf "%d %d %d\n", in_, out, bad }' "$root/proc/net/dev")
  [[ -n ${bad:-} ]] || return 1
  in_rate=$(rate network_in "$in") out_rate=$(rate network_out "$out") bad_rate=$(rate network_bad "$bad")
  above network "$(calc "8 * $(larger "${in_rate:-0}" "${out_rate:-0}") / 1000000")" 'Mbit/s' "$NETWORK_WARNING" "$NETWORK_CRITICAL" \
    "in $(human "${in_rate%.*}")B/s, out $(human "${out_rate%.*}")B/s since the last look"
  above network_errors "$(calc "${bad_rate:-0}")" '1/s' "$NETWORK_ERRORS_WARNING" "$NETWORK_ERRORS_CRITICAL" "errors and dropped packets since the last look"
}

larger() { awk -v a="$1" -v b="$2" 'BEGIN { print (a > b ? a : b) }'; }

# The clock against the kernel's own count of seconds, which nobody can set.
clock() {
  local offset before moved
  offset=$(awk -v now="$EPOCHREALTIME" '{ sub(/,/, ".", now); printf "%.2f", now - $1 }' "$root/proc/uptime") || return 1
  before=$(remembered clock_offset)
  remember clock_offset "$offset"
  moved=$(awk -v a="${before:-$offset}" -v b="$offset" 'BEGIN { d = b - a; printf "%.2f", d < 0 ? -d : d }')
  clock_jump "$(level "$moved" "$CLOCK_JUMP_WARNING" "$CLOCK_JUMP_CRITICAL" up)" "$moved"
  time_is_kept
}

clock_jump() {
  local state=$1 moved=$2
  if [[ $state != ok ]]; then
    happened clock
    remember clock_jump "$state $moved"
  fi
  if recently clock; then
    read -r state moved <<<"$(remembered clock_jump)"
    check clock "$state" "$moved" s "$CLOCK_JUMP_WARNING" "$CLOCK_JUMP_CRITICAL" "the clock was set: it moved by $moved s; it shows $(date -u +'%F %T') UTC"
  else
    check clock ok "$moved" s "$CLOCK_JUMP_WARNING" "$CLOCK_JUMP_CRITICAL" "goes evenly; it shows $(date -u +'%F %T') UTC"
  fi
}

# Whether something sets it right. A machine without systemd says nothing about it.
time_is_kept() {
  local kept
  [[ -z $root && -d /run/systemd/system ]] || return 0
  kept=$(timedatectl show --property NTPSynchronized --value 2>/dev/null) || return 0
  if [[ $kept == yes ]]; then
    check clock_synchronised ok '' '' '' '' "by a time server"
  else
    check clock_synchronised warning '' '' '' '' "by no time server: see timedatectl"
  fi
}

containers() {
  local filter=${CONTAINERS:-label=com.docker.compose.project=koprogo} ids found
  [[ $filter != off ]] || return 0
  ids=$(timeout 15 docker ps --all --quiet --filter "$filter") || return 1
  if [[ -z $ids ]]; then
    check containers critical 0 '' '' '' "none with $filter"
    return 0
  fi
  # shellcheck disable=SC2086 # one argument for each
  found=$(timeout 15 docker inspect --format '{{.Name}}|{{.State.Status}}|{{with .State.Health}}{{.Status}}{{end}}|{{.RestartCount}}|{{.State.OOMKilled}}|{{.State.ExitCode}}|{{.HostConfig.RestartPolicy.Name}}|{{index .Config.Labels "com.docker.compose.oneoff"}}' $ids |
    sort) || return 1
  while IFS='|' read -r -u 3 name status health restarts killed code policy once; do container; done 3<<<"$found"
  container_memory
}

# One container, out of the variables of the loop above.
container() {
  name=${name#/}
  # What somebody runs once by hand, and what ran once and ended well (a migration), is no service.
  [[ $once != True ]] || return 0
  [[ $status != exited || $code != 0 || $policy == always || $policy == unless-stopped ]] || return 0
  if [[ $status != running ]]; then
    happened "restart.$name"
    check "container:$name" critical '' '' '' '' "is $status, exit code $code"
  elif [[ $health == unhealthy ]]; then
    check "container:$name" critical '' '' '' '' "runs, and is unhealthy"
  else
    container_restarts
  fi
}

# A service that is killed is back before anybody looks: the engine's count of restarts tells.
container_restarts() {
  local new
  new=$(grown "restarts.$name" "$restarts")
  if ((new > 0)); then happened "restart.$name"; fi
  if recently "restart.$name"; then
    check "container:$name" critical "$restarts" restarts '' '' "was restarted without being asked to$([[ $killed != true ]] || echo ': out of memory')"
  else
    check "container:$name" ok "$restarts" restarts '' '' "runs${health:+, $health}"
  fi
}

# The one nearest to its limit.
container_memory() {
  local most percent name
  # shellcheck disable=SC2086
  most=$(timeout 15 docker stats --no-stream --format '{{.MemPerc}} {{.Name}}' $ids | tr -d % | sort -rn | head -n 1) || return 1
  read -r percent name <<<"$most"
  [[ $percent =~ ^[0-9.]+$ ]] || return 0
  above container_memory "$percent" % "$CONTAINER_MEMORY_WARNING" "$CONTAINER_MEMORY_CRITICAL" "$name, of what it may have"
}

main "$@"
