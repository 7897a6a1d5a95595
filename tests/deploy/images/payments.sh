#!/usr/bin/env bash
# The payment provider's stand-in listens and delivers on loopback only: two doors lead it to the stack's networks.
set -euo pipefail
socat TCP-LISTEN:12112,fork,reuseaddr TCP:127.0.0.1:12111 &
socat TCP-LISTEN:8080,bind=127.0.0.1,fork,reuseaddr TCP:backend-a:8080 &
exec stripe-fake --listen 127.0.0.1:12111 --key "$(cat /run/secrets/payments_secret_key)"
