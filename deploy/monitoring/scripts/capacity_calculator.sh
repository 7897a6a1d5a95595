#!/usr/bin/env bash
# How many copros still fit on this machine; see `capacity_calculator.sh --help`.
# shellcheck disable=SC2329 # parts are called by name
set -uo pipefail
# shellcheck source=lib/report.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/report.sh"
# shellcheck source=lib/state.sh
source "$here/lib/state.sh"

help() {
  cat <<'HELP'
Says how many more copros fit, by disk, memory, processors and connections, each reckoned from what was measured here; which phase the
platform runs as, and when the next one is due. Rests on `koprogo capacity --json`, which judges and forecasts.

Usage: capacity_calculator.sh [--text | --json | --lines]

What one copro costs is the slope of use against the number of copros, day by day, once their number has grown by a fifth over at least
eight days; before that, all that is used divided by the copros there are, which errs on the safe side. Each run adds its days to a
history. Each resource counts up to the limit at which `koprogo capacity` raises it (connections: CONNECTIONS_WARNING).

Exit code: 0 room enough, 1 less than ROOM_WARNING percent of the copros there are (or something is not known yet), 2 less than
ROOM_CRITICAL, or the next phase is due. Needs jq.
Settings: CAPACITY (how `koprogo capacity --json` is started, for example
`docker exec koprogo-backend-1 koprogo capacity --json`), HISTORY_DIR.
HELP
}

main() {
  load_settings
  read_options "$@"
  if ask; then
    part phase phase
    part days keep_days
    for name in memory load disk connections; do part "room_$name" "room_$name"; done
    least_room
  fi
  finish_report
}

ask() {
  local status said
  command -v jq >/dev/null || { unknown phase "jq is not installed: apt-get install jq" && return 1; }
  said=$(mktemp --tmpdir=/dev/shm koprogo-monitoring.XXXXXX)
  # CAPACITY is a command with its arguments.
  # shellcheck disable=SC2086
  answer=$(timeout 60 ${CAPACITY:-koprogo capacity --json} 2>"$said")
  status=$?
  if ((status > 2)) || ! copros=$(jq --exit-status --raw-output '[.copros.points[].value] | last // 0' <<<"$answer" 2>/dev/null); then
    unknown phase "koprogo capacity has no verdict: $(head -c 300 "$said")"
    rm -f "$said"
    return 1
  fi
  rm -f "$said"
}

phase() {
  local number verdict recommended days name words state
  IFS='|' read -r number name verdict recommended days < <(jq -r '.phase as $p |
    [$p, .phases[$p - 1].name, .verdict, .recommended_phase, (.days_left // "" | tostring)] | join("|")' <<<"$answer")
  case $verdict in
    stay) state=ok words="stay" ;;
    move_soon) state=warning words="prepare for phase $recommended" ;;
    move_now) state=critical words="phase $recommended is due" ;;
    *) return 1 ;;
  esac
  check phase "$state" "$number" '' '' '' "$name, $copros active copros: $words; $([[ -n $days ]] && echo "the next ceiling in $days days" || echo 'no ceiling is foreseen')"
  report_more=$(printf ', "capacity": {"phase": %d, "recommended_phase": %d, "active_copros": %d, "days_left": %s}' \
    "$number" "$recommended" "$copros" "$(number "$days")")
}

# Days of now (memory and load: the 95th percentile of each day's hours) and those that were kept; the newer word of a day counts.
keep_days() {
  local fresh known=$history_dir/capacity.tsv
  fresh=$(jq -r '
    def daily($s): [.signals[] | select(.signal == $s) | .trend[] | {day: .at[0:10], value}] | group_by(.day)
      | map({key: .[0].day, value: (sort_by(.value) | .[((length - 1) * 0.95) | floor].value)}) | from_entries;
    daily("memory") as $memory | daily("load_per_vcpu") as $load | (.disk.points | map({key: .day, value}) | from_entries) as $disk
    | .copros.points[] | [.day, .value, $memory[.day] // "", $load[.day] // "", $disk[.day] // ""] | @tsv' <<<"$answer") || return 1
  days=$({
    [[ ! -r $known ]] || cat "$known"
    printf '%s\n' "$fresh"
  } | awk -F '\t' -v OFS='\t' 'NF >= 2 { copros[$1] = $2; for (i = 3; i <= 5; i++) if ($i != "") value[$1, i] = $i }
    END { for (day in copros) print day, copros[day], value[day, 3], value[day, 4], value[day, 5] }' | sort | tail -n 1100)
  { mkdir -p "$history_dir" && printf '%s\n' "$days" >"$known.new" && mv "$known.new" "$known"; } 2>/dev/null || true
}

# Shares are basis points, load thousandths for each vCPU.
room_memory() { room_signal memory memory 3 '% of memory' 100; }
room_load() { room_signal load load_per_vcpu 4 'load per vCPU' 1000; }
room_disk() { room_signal disk disk 5 '% of the disk' 100; }

# room_signal NAME SIGNAL COLUMN UNIT SCALE
room_signal() {
  local value limit
  read -r value limit < <(jq -r --arg signal "$2" '.signals[] | select(.signal == $signal) | "\(.value // "") \(.threshold // "")"' <<<"$answer")
  [[ -n ${limit:-} ]] || { unknown "room_$1" "has not been measured yet" && return; }
  room "$1" "$value" "$limit" "$4" "$5" < <(cut -f "2,$3" <<<"$days")
}

# The most that were in use within a day, as postgres_metrics.sh counted them.
room_connections() {
  local file=$history_dir/connections.tsv value max
  [[ -s $file ]] || { unknown room_connections "postgres_metrics.sh has not counted any yet" && return; }
  read -r value max < <(tail -n 500 "$file" | awk -F '\t' '$2 > used { used = $2 } { max = $3 } END { print used + 0, max + 0 }')
  room connections "$value" "$(calc "$max * $CONNECTIONS_WARNING / 100")" connections 1 < <(paste_days "$file")
}

# Copros and the most connections of each day.
paste_days() {
  awk -F '\t' 'NR == FNR { copros[$1] = $2; next }
    { day = strftime("%Y-%m-%d", $1, 1); if (day in copros && $2 > most[day]) most[day] = $2 }
    END { for (day in most) print copros[day] "\t" most[day] }' <(printf '%s\n' "$days") "$1"
}

# room NAME VALUE LIMIT UNIT SCALE <"copros<TAB>use" day by day
room() {
  local name=$1 each method fits
  IFS='|' read -r each method fits < <(awk -F '\t' -v copros="$copros" -v value="$2" -v limit="$3" -v scale="$5" '
    $2 != "" { n++; x += $1; y += $2; xx += $1 * $1; xy += $1 * $2; yy += $2 * $2; if (min == "" || $1 < min) min = $1; if ($1 > max) max = $1 }
    END {
      if (copros < 1) { print "|no copro is active|"; exit }
      sxx = xx - x * x / (n ? n : 1); sxy = xy - x * y / (n ? n : 1); syy = yy - y * y / (n ? n : 1)
      if (n >= 8 && max - min >= 5 && max - min >= 0.2 * max && sxx > 0 && sxy > 0) {
        each = sxy / sxx
        method = sprintf("slope over %d days, r2 %.2f", n, (syy > 0 ? sxy * sxy / (sxx * syy) : 1))
      } else { each = value / copros; method = sprintf("all that is used, by %d copros", copros) }
      if (each <= 0) { print "0|nothing is used yet|"; exit }
      fits = (limit - value) / each
      printf "%.4f|%s|%d\n", each / scale, method, (fits > 0 ? fits : 0)
    }')
  if [[ -z $fits ]]; then
    unknown "room_$name" "$method"
    return
  fi
  rooms+=("$fits $name")
  below "room_$name" "$fits" copros "$(share_of_copros "$ROOM_WARNING")" "$(share_of_copros "$ROOM_CRITICAL")" \
    "more fit: each takes $each $4 ($method); $(calc "$2 / $5") of $(calc "$3 / $5") used"
}

share_of_copros() { awk -v copros="$copros" -v percent="$1" 'BEGIN { printf "%d", copros * percent / 100 }'; }

rooms=()
least_room() {
  local least name
  ((${#rooms[@]} > 0)) || return 0
  read -r least name < <(printf '%s\n' "${rooms[@]}" | sort -n | head -n 1)
  below room "$least" copros "$(share_of_copros "$ROOM_WARNING")" "$(share_of_copros "$ROOM_CRITICAL")" "more fit on this machine; $name is short first"
  report_more=${report_more/%\}/", \"copros_that_fit\": $least, \"short_first\": \"$name\"}"}
}

main "$@"
