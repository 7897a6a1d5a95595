# shellcheck shell=bash
# What a script remembers from one run to the next: for rates, and for things that happen between two looks. It lies on a tmpfs (/run), so
# that a full disk silences nobody; after a reboot it begins anew, as the kernel's counters do.

# Seconds since the kernel started. Unlike the clock it never jumps, so ages are reckoned with it.
uptime_seconds() { awk '{ printf "%d", $1 }' "${MONITOR_ROOT:-}/proc/uptime"; }

# remembered NAME: prints what was kept; nothing when there is none.
remembered() {
  local file=${state_dir:?}/kept/$1
  if [[ -r $file ]]; then cat "$file"; fi
}

# remember NAME TEXT: whole or not at all. A place that cannot be written to is told as a check of its own, once.
remember() {
  local file=${state_dir:?}/kept/$1
  mkdir -p "${file%/*}" 2>/dev/null || true
  if ! { printf '%s\n' "$2" >"$file.new" && mv "$file.new" "$file"; } 2>/dev/null; then
    state_is_kept=no
  fi
}

# To be called before finish_report.
check_state_is_kept() {
  [[ ${state_is_kept:-yes} == yes ]] && return
  check state_directory critical '' '' '' '' "${state_dir:?} cannot be written to; changes between two looks are not seen"
}

# happened NAME: notes that something happened just now.
happened() { remember "event.$1" "$(uptime_seconds)"; }

# recently NAME: succeeds while something that happened is younger than EVENT_HOLD_SECONDS. Mail tells of what happened between two looks
# because it is held that long; when it is over, the recovery is told.
recently() {
  local since now
  since=$(remembered "event.$1")
  [[ -n $since ]] || return 1
  now=$(uptime_seconds)
  ((now >= since && now - since < ${EVENT_HOLD_SECONDS:-600}))
}

# rate NAME VALUE: what a counter grew by each second since the last run; nothing the first time, or when it began anew.
rate() {
  local at before value=$2 now
  now=$(awk '{ print $1 }' "${MONITOR_ROOT:-}/proc/uptime")
  read -r at before <<<"$(remembered "rate.$1")"
  remember "rate.$1" "$now $value"
  [[ -n ${before:-} ]] || return 0
  awk -v a="$before" -v b="$value" -v t="$at" -v now="$now" 'BEGIN { if (b >= a && now > t) printf "%.3f", (b - a) / (now - t) }'
}

# grown NAME VALUE: by how much a counter grew since the last run; 0 the first time.
grown() {
  local before
  before=$(remembered "grown.$1")
  remember "grown.$1" "$2"
  if [[ -n $before ]] && (($2 > before)); then echo $(($2 - before)); else echo 0; fi
}

# keep_history NAME LINE: adds a line to a history on the disk, which forgets the oldest.
keep_history() {
  local file=${history_dir:?}/$1 lines_max=2000
  mkdir -p "${file%/*}" 2>/dev/null || return 0
  printf '%s\n' "$2" 2>/dev/null >>"$file" || return 0
  if (($(wc -l <"$file") > lines_max)); then
    tail -n "$((lines_max / 2))" "$file" >"$file.new" && mv "$file.new" "$file"
  fi
}
