# shellcheck shell=bash
# Mails, through curl: nothing else need be installed. What cannot be sent now stays in the outbox and goes with a later look.

readonly OUTBOX_MAX=200

# post SUBJECT TEXT: puts a mail into the outbox, under a name that keeps their order.
post() {
  local outbox=${state_dir:?}/outbox file number
  mkdir -p "$outbox" || return 1
  number=$(find "$outbox" -name '*.eml' | wc -l)
  if ((number >= OUTBOX_MAX)); then
    printf 'the outbox is full (%d mails); not sent: %s\n' "$number" "$1" >&2
    return 1
  fi
  file=$outbox/$(printf '%012d' "$(awk '{ printf "%d", $1 * 100 }' /proc/uptime)")-$BASHPID-$RANDOM.eml
  message "$1" "$2" >"$file.new" && mv "$file.new" "$file"
}

message() {
  printf 'From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s.%s@%s>\r\n' "${MAIL_FROM:?}" "${MAIL_TO:?}" "$(encoded "$1")" \
    "$(LC_ALL=C date -R)" "$EPOCHSECONDS" "$RANDOM$RANDOM" "$(uname -n)"
  printf 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nAuto-Submitted: auto-generated\r\n\r\n'
  printf '%s\n' "$2" | sed 's/$/\r/'
}

# Subjects beyond ASCII travel as RFC 2047 says, in one word: they are short.
encoded() {
  if LC_ALL=C grep -q '[^ -~]' <<<"$1"; then
    printf '=?utf-8?B?%s?=' "$(printf '%s' "${1:0:150}" | base64 -w 0)"
  else
    printf '%s' "$1"
  fi
}

# Sends what waits, oldest first, and stops at the first that is not taken.
send_outbox() {
  local file outbox=${state_dir:?}/outbox
  for file in "$outbox"/*.eml; do
    [[ -e $file ]] || return 0
    send "$file" || return 1
    rm -f "$file"
  done
}

send() {
  local recipient options=(--silent --show-error --max-time 30 --url "${SMTP_URL:?}" --mail-from "$(address "$MAIL_FROM")" --upload-file "$1")
  for recipient in ${MAIL_TO//,/ }; do options+=(--mail-rcpt "$(address "$recipient")"); done
  # Passwords never travel in clear; a relay on this machine needs none.
  [[ $SMTP_URL == smtps:* || -z ${SMTP_USER:-} ]] || options+=(--ssl-reqd)
  [[ -z ${SMTP_CA_FILE:-} ]] || options+=(--cacert "$SMTP_CA_FILE")
  # Out of a file and through a pipe: arguments are seen by every process of the machine.
  if [[ -n ${SMTP_USER:-} ]]; then
    printf 'user = "%s:%s"\n' "$(escaped "$SMTP_USER")" "$(escaped "$(<"${SMTP_PASSWORD_FILE:?}")")" | curl --config - "${options[@]}"
  else
    curl "${options[@]}"
  fi
}

escaped() {
  local text=${1//\\/\\\\}
  printf "%s" "${text//\"/\\\"}"
}

# "Name <a@b>" or "a@b"
address() { sed -E 's/.*<([^>]+)>.*/\1/' <<<"$1"; }
