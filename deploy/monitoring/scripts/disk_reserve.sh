#!/usr/bin/env bash
# Room kept for the moment when the disk is full; see `disk_reserve.sh --help`.
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"

help() {
  cat <<'HELP'
Keeps a file on the disk that holds the data, and gives its room back when the disk is full, so that the database can write again while
somebody makes room. The file is made anew when there is room enough.

Usage: disk_reserve.sh [--text | --json | --lines]

Exit code: 0 the reserve is there, 1 there has never been room for it, 2 it was spent: make room.
Settings: RESERVE_FILE (none: there is no reserve), RESERVE_MB (512), DISK_WARNING.
HELP
}

# Percent; a database has stopped by then or is about to.
readonly FULL=98

main() {
  load_settings
  read_options "$@"
  if [[ -n ${RESERVE_FILE:-} ]]; then reserve; else check disk_reserve ok '' '' '' '' "there is to be none"; fi
  check_state_is_kept
  finish_report
}

reserve() {
  local size=${RESERVE_MB:-512} used free total
  read -r total used free < <(df --output=size,used,avail -BM -- "$(dirname "$RESERVE_FILE")" | tail -n 1 | tr -d M)
  [[ -n ${free:-} ]] || { unknown disk_reserve "no file system at $(dirname "$RESERVE_FILE")" && return; }
  if [[ -e $RESERVE_FILE ]]; then
    keep_or_spend
  elif ((100 * (used + size) < DISK_WARNING * (used + free))) && make; then
    check disk_reserve ok "$size" MB '' '' "made: $RESERVE_FILE"
    remember reserve.spent ''
  elif [[ -n $(remembered reserve.spent) ]]; then
    check disk_reserve critical 0 MB '' '' "was spent because the disk was full; $free of $total MB are free: make room"
  else
    check disk_reserve warning 0 MB '' '' "there is no room for $size MB; $free of $total MB are free"
  fi
}

keep_or_spend() {
  if ((100 * used < FULL * (used + free))); then
    check disk_reserve ok "$size" MB '' '' "$RESERVE_FILE"
    return
  fi
  rm -f "$RESERVE_FILE"
  remember reserve.spent yes
  check disk_reserve critical 0 MB '' '' "was spent just now: the disk was full ($free of $total MB free); $size MB are free again: make room"
}

# Real blocks: a file with holes keeps no room.
make() {
  fallocate --length "${size}MiB" "$RESERVE_FILE" 2>/dev/null && chmod 600 "$RESERVE_FILE" && return
  rm -f "$RESERVE_FILE"
  return 1
}

main "$@"
