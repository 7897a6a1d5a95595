# shellcheck shell=bash disable=SC2154,SC2034 # names that tests/deploy/backup and its other parts set or read
# People who write, and what was acknowledged to them.

sign_in() {
  # A token lives for five minutes.
  ((SECONDS - ${signed_in:-0} < 200 && ${signed_in:-0} > 0)) && return
  signed_in=$SECONDS
  token=$(curl -sS --max-time 60 "$url/v1/session" -H 'content-type: application/json' \
    -d '{"email":"claire.brumelle@gerance-brumelle.example","password":"demo-alouettes-2026","token":true}' |
    sed -nE 's/.*"access":"([^"]+)".*/\1/p')
  [[ -n $token ]] || fail 'nobody can sign in'
}

# Writes suppliers, one after the other, and notes the id of each that was acknowledged, and when; and how the others were refused.
write_until_stopped() {
  local number=0 answer
  while :; do
    number=$((number + 1))
    answer=$(curl -sS --max-time 10 "$url/v1/copros/$1/suppliers" -H "authorization: Bearer $token" -H 'content-type: application/json' \
      -d "{\"name\":\"Supplier $2 $number\"}" -w '\n%{http_code} %header{retry-after} %header{content-type}' 2>/dev/null) || continue
    if [[ $answer =~ \"id\":\"([0-9a-f-]{36})\" ]]; then
      echo "$(date +%s.%N) ${BASH_REMATCH[1]}" >>"$work/acknowledged"
    else
      echo "${answer##*$'\n'} $([[ $answer =~ \"code\":\"([a-z-]+)\" ]] && echo "${BASH_REMATCH[1]}")" >>"$work/refused_writes"
    fi
  done
}

start_writers() {
  : >"$work/acknowledged"
  : >"$work/refused_writes"
  sign_in
  writers=()
  local copro
  for copro in $(query 'SELECT slug FROM firm.copros ORDER BY slug'); do
    write_until_stopped "$copro" "$copro" &
    writers+=($!)
  done
  pids+=("${writers[@]}")
}

stop_writers() {
  kill "${writers[@]}" 2>/dev/null || true
  wait "${writers[@]}" 2>/dev/null || true
}

written() { wc -l <"$work/acknowledged"; }
at_least() { (($(written) >= $1)); }
