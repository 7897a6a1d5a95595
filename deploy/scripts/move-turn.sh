# shellcheck shell=bash disable=SC2016,SC2154 # backticks name commands; names that move-lib.sh sets
# The pause of move-to-cluster.sh, in both directions, and its rehearsal. Sourced after move-lib.sh, never run.

# --- rehearsal --------------------------------------------------------------------------------------------------------------------

command_rehearse() {
  local begun everything moved file_seconds=0
  must_be ready
  rm -f "$MOVE_STATE/rehearsed"
  all_well || fail "$(what_is_broken)"
  step 'schemas, compared' same_schema
  # People go on working at the old server: it must hold all that has arrived at the new one.
  step 'sums of what arrived' product_at new checksums --told --to "$MOVE_STATE/arrived.sums"
  step 'compared with the old server' quietly product_at old checksums --against "$MOVE_STATE/arrived.sums" --later
  step 'guards of the copy' quietly product_at new doctor --database-url "$(writing "${owner[new]}")"
  step 'audit log of the copy' quietly product_at new audit verify --without-anchors
  step 'files' copy_files old new
  step 'files, compared' compare_files old new --checksum
  begun=$(precise)
  both_sums everything
  everything=$(since "$begun")
  # For what moved since: both sides from the same list.
  cp "$MOVE_STATE/old.sums" "$MOVE_STATE/compared.sums"
  begun=$(precise)
  both_sums moved
  moved=$(since "$begun")
  begun=$(precise)
  copy_files old new && compare_files old new
  [[ -z ${files[old]} ]] || file_seconds=$(since "$begun")
  printf 'everything=%s\nmoved=%s\nfiles=%s\n' "$everything" "$moved" "$file_seconds" >"$MOVE_STATE/rehearsed"
  say "Rehearsed: sums of everything took $everything s, of what had moved $moved s, files $file_seconds s. $(forecast_in_words)"
}

figure() { sed -n "s/^$2=//p" "$MOVE_STATE/$1" 2>/dev/null; }

# Everything is compared in the pause where there is time for it; else the copros and firms whose log went on since they were compared last.
how_to_compare() {
  awk -v took="$(figure rehearsed everything)" -v rest="$(rest_of_pause)" -v max="$MOVE_PAUSE_MAX" \
    'BEGIN { print (took + rest <= max - 0.5) ? "everything" : "moved" }'
}

# What else the pause holds: measured by the last one (kept when a move ends), else a guess on the safe side.
rest_of_pause() {
  local measured
  measured=$(figure pause rest)
  echo "${measured:-2.5}"
}

forecast() { awk -v a="$(figure rehearsed "$(how_to_compare)")" -v b="$(figure rehearsed files)" -v c="$(rest_of_pause)" 'BEGIN { printf "%.1f", (a > b ? a : b) + c }'; }

forecast_in_words() {
  echo "Nobody will be able to write for about $(forecast) s (comparing: $(how_to_compare))"
}

# Of both sides at once, into files that are the same when the databases are.
both_sums() {
  local first=(--to) second
  [[ $1 == everything ]] || first=(--since "$MOVE_STATE/compared.sums" --to)
  product_at old checksums "${first[@]}" "$MOVE_STATE/old.sums" &
  second=$!
  product_at new checksums "${first[@]}" "$MOVE_STATE/new.sums"
  wait "$second"
}

# --- the turn ---------------------------------------------------------------------------------------------------------------------

command_switch() {
  must_be ready turning
  [[ ! -e $MOVE_STATE/turning || $(<"$MOVE_STATE/turning") == new ]] || fail '`back` was interrupted: run it again'
  [[ -n ${hook[new]} ]] || usage_fail 'MOVE_SWITCH is not set'
  [[ -s $MOVE_STATE/rehearsed && -n $(find "$MOVE_STATE/rehearsed" -mmin -1440) ]] || fail 'not rehearsed within the last day; `rehearse` says how long the pause will be'
  if [[ ! -e $MOVE_STATE/turning ]]; then
    awk -v is="$(forecast)" -v max="$MOVE_PAUSE_MAX" 'BEGIN { exit is > max }' ||
      fail "$(forecast_in_words), which is more than MOVE_PAUSE_MAX ($MOVE_PAUSE_MAX s)"
    say "$(forecast_in_words)"
  fi
  turn old new
  say "Moved. \`back\` returns with everything that is written from now on; \`finish\` gives that up"
}

command_back() {
  must_be moved turning
  [[ ! -e $MOVE_STATE/turning || $(<"$MOVE_STATE/turning") == old ]] || fail '`switch` was interrupted: run it again'
  [[ -n ${hook[old]} ]] || usage_fail 'MOVE_SWITCH_BACK is not set'
  turn new old
  say 'Back at the old server, with everything; rows flow to the new one again, so that `switch` can be tried once more'
}

# turn FROM TO: people write at FROM before and at TO afterwards, and rows flow the other way. Each part looks whether it was done already,
# so that a turn that was interrupted is run again. Whatever fails on the way, FROM writes again.
turn() {
  origin=$1 dest=$2 reached=writing
  if ! frozen "$dest"; then
    # Interrupted after people could write there: nothing can be compared any more, and only sending them is left.
    [[ -e $MOVE_STATE/turning ]] || fail "the $dest database can be written, so it is no copy any more"
    send_people
    unsubscribe "$dest"
    rm -f "$MOVE_STATE/turning"
    return
  fi
  if [[ -e $MOVE_STATE/turning ]] && has_subscription "$dest"; then ask "$dest" "ALTER SUBSCRIPTION ${subscription[$dest]} ENABLE"; fi
  trap 'exit 129' HUP
  trap 'exit 130' INT TERM
  trap give_up EXIT
  echo "$dest" >"$MOVE_STATE/turning"
  ahead
  stopped=$(precise) reached=frozen
  step 'writing stopped' freeze "$origin"
  pause_of_turn
  reached=open
  step 'writing allowed there' thaw "$dest"
  step 'people sent there' send_people
  pause=$(since "$stopped")
  trap - EXIT HUP INT TERM
  unsubscribe "$dest"
  rm -f "$MOVE_STATE/turning"
  mv "$MOVE_STATE/old.sums" "$MOVE_STATE/compared.sums"
  printf 'pause=%s\nrest=%s\n' "$pause" "$(awk -v a="$pause" -v b="$(figure rehearsed "$(how_to_compare)")" 'BEGIN { printf "%.2f", (a - b > 0.5) ? a - b : 0.5 }')" >"$MOVE_STATE/pause"
  say "Nobody could write for $pause s (comparing took $compared s of it)"
}

# While people write: all that can be known to fail is looked at now.
ahead() {
  all_well || fail "$(what_is_broken)"
  step 'schemas, compared' same_schema
  step 'files, ahead' copy_files "$origin" "$dest"
  has_subscription "$dest" && step 'the other side is close' drain "$origin" 60
  step 'publication for the way back' publish "$dest"
  has_subscription "$origin" || step 'the way back, tried' try_way_back
  [[ -z ${quiet_hook[$dest]} ]] || step 'workers stopped' timeout 60 bash -c "${quiet_hook[$dest]}"
}

# That this server reaches the other one, may log in there and may have a slot.
try_way_back() {
  drop_slot "$dest" "${subscription[$origin]}"
  subscribe "$origin" false 'enabled = false'
  unsubscribe "$origin"
}

# Both are compared while the way back is made: nobody can write at either, so nothing flows yet.
pause_of_turn() {
  local begun summing copying
  begun=$(precise)
  sums_of "$origin" &
  summing=$!
  { copy_files "$origin" "$dest" && compare_files "$origin" "$dest"; } &
  copying=$!
  if has_subscription "$dest"; then step 'the last row has arrived' drain "$origin" 30; fi
  sums_of "$dest" &
  summing+=" $!"
  step 'sequences' copy_sequences "$origin" "$dest"
  has_subscription "$origin" || step 'rows flow back from now on' subscribe "$origin" false
  step "compared: $(how_to_compare)" compare_sides "$summing" "$copying"
  compared=$(since "$begun")
  if has_subscription "$dest"; then step 'rows flow there no more' stop_arriving "$dest"; fi
}

# sums_of SIDE: into a file that is the same when the databases are.
sums_of() {
  if [[ $(how_to_compare) == everything ]]; then
    product_at "$1" checksums --to "$MOVE_STATE/$1.sums"
  else
    product_at "$1" checksums --since "$MOVE_STATE/compared.sums" --to "$MOVE_STATE/$1.sums"
  fi
}

# compare_sides SUMMING COPYING: waits for these processes.
compare_sides() {
  local one differ
  for one in $1; do wait "$one"; done
  differ=$(diff "$MOVE_STATE/old.sums" "$MOVE_STATE/new.sums" | grep '^[<>]' | head -n 10) || true
  [[ -z $differ ]] || fail "the copy differs (< old, > new: table, copro or firm, rows, sum):
$differ"
  wait "$2"
}

send_people() { timeout 60 bash -c "${hook[$dest]}"; }

# It did not go to its end: people go on where they were, with everything, also with what some may have written at the other side.
give_up() {
  local status=$? returned=0
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  [[ $status != 0 ]] || status=1
  if [[ $reached != writing ]]; then
    (set -e && return_to_origin)
    returned=$?
  fi
  if ((returned != 0)); then
    echo "Not moved, and the $origin server may still refuse writing: run the command again, or \`abort\`" >&2
    exit "$status"
  fi
  rm -f "$MOVE_STATE/turning"
  echo "Not moved: the $origin server writes as before, and rows flow to the $dest one" >&2
  exit "$status"
}

return_to_origin() {
  if [[ $reached == open ]]; then
    freeze "$dest"
    drain "$dest" 30
    copy_sequences "$dest" "$origin"
    # What flowed back would come here again.
    unsubscribe "$dest"
  fi
  if has_subscription "$dest"; then
    ask "$dest" "ALTER SUBSCRIPTION ${subscription[$dest]} ENABLE"
  else
    subscribe "$dest" false
  fi
  unsubscribe "$origin"
  thaw "$origin"
  [[ $reached != open ]] || timeout 60 bash -c "${hook[$origin]:-true}"
}
