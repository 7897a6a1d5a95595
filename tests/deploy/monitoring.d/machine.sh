# shellcheck shell=bash disable=SC2154,SC2034 # names that the script sets, or reads, that sources this
# vps_metrics.sh against a machine made of files, real file systems and a clock that is moved; disk_reserve.sh on a disk that fills up.

# machine NAME: a /proc of a machine that is well: 2 processors, 4 GB.
machine() {
  local proc=$work/machines/$1/proc
  mkdir -p "$proc/net"
  printf 'MemTotal: 4000000 kB\nMemFree: 500000 kB\nMemAvailable: 2800000 kB\nSwapTotal: 2000000 kB\nSwapFree: 1900000 kB\n' >"$proc/meminfo"
  printf 'pgfault 12\noom_kill 3\n' >"$proc/vmstat"
  printf '0.40 0.50 0.60 1/200 4321\n' >"$proc/loadavg"
  awk '{ printf "%.2f 100.00\n", $1 }' /proc/uptime >"$proc/uptime"
  busy "$proc" 1000 9000
  traffic "$proc" 1000000 1000000 0
}

# busy PROC BUSY IDLE: ticks since the machine started.
busy() { printf 'cpu  %d 0 0 %d 0 0 0 0 0 0\ncpu0 1 0 0 1 0 0 0 0 0 0\ncpu1 1 0 0 1 0 0 0 0 0 0\n' "$2" "$3" >"$1/stat"; }

# traffic PROC IN OUT DROPPED
traffic() {
  {
    printf 'Inter-|   Receive                                                |  Transmit\n'
    printf ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n'
    printf '    lo: 999999999 1 0 0 0 0 0 0 999999999 1 0 0 0 0 0 0\n'
    printf '  eth0: %d 1 0 %d 0 0 0 0 %d 1 0 0 0 0 0 0\n' "$2" "$4" "$3"
  } >"$1/net/dev"
}

# later PROC SECONDS: the kernel's count goes on.
later() { awk -v more="$2" '{ printf "%.2f 100.00\n", $1 + more }' "$1/uptime" >"$1/uptime.new" && mv "$1/uptime.new" "$1/uptime"; }

# vps CODE MACHINE [NAME=value…]: its kernel's seconds stand still while the test's clock goes on, which is nothing to be told.
vps() {
  local code=$1 name=$2
  shift 2
  report "$code" vps_metrics.sh MONITOR_ROOT="$work/machines/$name" STATE_DIR="$work/state/$name" CONTAINERS=off CPU_SAMPLE_SECONDS=0 DISKS="$work/disks/small" \
    CLOCK_JUMP_WARNING= CLOCK_JUMP_CRITICAL= "$@"
}

# small_disk OPTIONS: a file system of its own.
small_disk() {
  mkdir -p "$work/disks/small"
  mount -t tmpfs -o "$1" koprogo-watch "$work/disks/small"
  at_end umount "$work/disks/small"
}

test_machine() {
  small_disk size=10m,nr_inodes=100
  test_well
  test_use
  test_disks
  test_between_looks
  test_unmeasurable
}

test_well() {
  machine well
  expect 'a machine that is well: 0' vps 0 well
  expect 'a second look: 0' vps 0 well
  expect 'all is told' [ "$(jq '.checks | length' "$json")" = 10 ]
  expect 'memory is what cannot be had back' [ "$(jq '.checks[] | select(.name == "memory").value' "$json")" = 30 ]
  NO_COLOR=1 MONITOR_ROOT=$work/machines/well CONTAINERS=off DISKS=$work/disks/small STATE_DIR=$work/state/well "$scripts/vps_metrics.sh" >"$work/text"
  expect 'as text' grep -qE '^✓ memory +30 %  1.2G of 3.9G in use$' "$work/text"
  expect 'this very machine can be measured' test_this_machine
}

test_this_machine() {
  local status=0
  CONTAINERS=off STATE_DIR=$work/state/real "$scripts/vps_metrics.sh" --json >"$work/json/real.json" || status=$?
  ((status <= 2)) && jq --exit-status '[.checks[] | select(.state == "unknown")] == []' "$work/json/real.json" >/dev/null
}

test_use() {
  machine ill
  local proc=$work/machines/ill/proc
  sed -i 's/^MemAvailable.*/MemAvailable: 150000 kB/' "$proc/meminfo"
  expect 'memory nearly gone: 2' vps 2 ill
  expect 'and all else still measured' only_wrong memory
  sed -i 's/^MemAvailable.*/MemAvailable: 500000 kB/' "$proc/meminfo"
  expect 'memory short: 1' vps 1 ill
  expect 'memory is a warning' found memory warning
  machine ill
  sed -i 's/^SwapFree.*/SwapFree: 100000 kB/' "$proc/meminfo"
  expect 'swap full: 2' vps 2 ill
  expect 'only swap' only_wrong swap
  machine ill
  echo '9.00 8.00 7.00 1/1 1' >"$proc/loadavg"
  expect 'load of 4 for each processor: 2' vps 2 ill
  expect 'only load' only_wrong load
  machine ill
  expect 'a look before' vps 0 ill
  busy "$proc" 1990 9010
  expect 'processors at 99 % since the last look: 2' vps 2 ill
  expect 'only the processors' found cpu critical
  machine ill
  expect 'a look before' vps 0 ill
  later "$proc" 60
  traffic "$proc" 700000000 1000000 0
  expect '93 Mbit/s for a minute: 1' vps 1 ill
  expect 'only the network' only_wrong network
}

test_disks() {
  machine full
  head -c 8700K /dev/zero >"$work/disks/small/file"
  expect 'a disk at 85 %: 1' vps 1 full
  expect 'disk is a warning' found "disk:$work/disks/small" warning
  # Its end is the disk's end.
  cat /dev/zero >"$work/disks/small/file" 2>/dev/null || true
  expect 'a full disk: 2' vps 2 full
  expect 'only the disk' only_wrong "disk:$work/disks/small"
  rm "$work/disks/small/file"
  touch "$work/disks/small"/{1..96} 2>/dev/null || true
  expect 'no room for another file: 2' vps 2 full
  expect 'only its entries' only_wrong "inodes:$work/disks/small"
  rm -f "$work/disks/small"/*
  expect 'a path that is not there: 1, the rest measured' vps 1 full DISKS="/nowhere $work/disks/small"
  expect 'it is unknown' found disk:/nowhere unknown 'nowhere'
  expect 'the other disk is well' found "disk:$work/disks/small" ok
}

# What happens between two looks is held, and is over when it has been held long enough.
test_between_looks() {
  machine event
  local proc=$work/machines/event/proc
  expect 'a look before' vps 0 event
  sed -i 's/oom_kill 3/oom_kill 4/' "$proc/vmstat"
  expect 'a process killed for want of memory: 2' vps 2 event
  expect 'it is told' found out_of_memory critical 'want of memory'
  expect 'and held' vps 2 event
  later "$proc" 601
  expect 'until it is over' vps 0 event
  machine clock
  expect 'a look before' vps 0 clock
  expect 'the clock moved by an hour: 2' vps 2 clock CLOCK_JUMP_WARNING=2 CLOCK_JUMP_CRITICAL=30 LD_PRELOAD="$(faketime_library)" FAKETIME=+3600
  expect 'it says by how much' found clock critical '3[56][0-9][0-9]'
  traffic "$work/machines/event/proc" 1000000 1000000 100000
  later "$proc" 60
  expect 'packets dropped: 2' vps 2 event
  expect 'they are told' found network_errors critical
}

faketime_library() { find /usr/lib -name libfaketime.so.1 -print -quit; }

test_unmeasurable() {
  machine broken
  rm "$work/machines/broken/proc/meminfo" "$work/machines/broken/proc/net/dev"
  expect 'what cannot be read is unknown: 1' vps 1 broken
  expect 'and the rest is measured' only_wrong memory network
  expect 'memory says why' found memory unknown meminfo
  machine kept
  expect 'a place for the state that cannot be written to: 2' vps 2 kept STATE_DIR=/proc/nowhere
  expect 'it says so' found state_directory critical
  machine engineless
  expect 'containers without an engine: 1' vps 1 engineless CONTAINERS=label=any DOCKER_HOST=unix:///nowhere
  expect 'they are unknown' found containers unknown
}

test_reserve() {
  [[ -d $work/disks/small ]] || small_disk size=10m,nr_inodes=100
  local dir=$work/disks/small settings=(RESERVE_FILE="$work/disks/small/reserve" RESERVE_MB=3 STATE_DIR="$work/state/reserve")
  expect 'a reserve is made: 0' report 0 disk_reserve.sh "${settings[@]}"
  expect 'it takes real room' [ "$(du -m "$dir/reserve" | cut -f 1)" = 3 ]
  expect 'and stays' report 0 disk_reserve.sh "${settings[@]}"
  cat /dev/zero >"$dir/file" 2>/dev/null || true
  expect 'a full disk spends it: 2' report 2 disk_reserve.sh "${settings[@]}"
  expect 'its room is there' [ "$(df --output=avail -BM "$dir" | tail -n 1 | tr -dc 0-9)" = 3 ]
  expect 'it is told until there is room' report 2 disk_reserve.sh "${settings[@]}"
  rm "$dir/file"
  expect 'then it is made anew: 0' report 0 disk_reserve.sh "${settings[@]}"
  rm "$dir/reserve"
  head -c 8M /dev/zero >"$dir/file"
  expect 'never any room: 1' report 1 disk_reserve.sh "${settings[@]}"
  rm "$dir/file"
}
