#!/bin/sh
# Puts the settings of this machine into alertmanager.yml and starts Alertmanager, which reads no variables itself.
# `start.sh --print` only prints the result. Runs in an image without bash.
set -eu

: "${MAIL_TO:?}" "${MAIL_FROM:?}" "${SMTP_HOST:?name:port of the mail relay}"
config=$(sed -e "s|@MAIL_TO@|$MAIL_TO|" -e "s|@MAIL_FROM@|$MAIL_FROM|" -e "s|@SMTP_HOST@|$SMTP_HOST|" -e "s|@SMTP_USER@|${SMTP_USER:-}|" \
  "$(dirname "$0")/alertmanager.yml")
# A relay on this machine may do without TLS.
[ "${SMTP_TLS:-on}" = on ] || config=$(printf '%s\n' "$config" | sed 's|smtp_require_tls: true|smtp_require_tls: false|')
# A relay without a user wants no password either.
[ -n "${SMTP_USER:-}" ] || config=$(printf '%s\n' "$config" | grep -v smtp_auth_)

if [ "${1:-}" = --print ]; then
  printf '%s\n' "$config"
  exit
fi
printf '%s\n' "$config" >/tmp/alertmanager.yml
exec alertmanager --config.file=/tmp/alertmanager.yml --storage.path=/alertmanager --web.listen-address="${LISTEN:-:9093}" --cluster.listen-address= "$@"
