#!/bin/sh
# Starts Redis with the password of its secret: read from standard input, so that neither a file nor the list of processes holds it.
set -eu
printf 'requirepass %s\nsave ""\nappendonly no\nmaxmemory 16mb\nmaxmemory-policy volatile-ttl\ndir /data\nbind 0.0.0.0\n' \
  "$(cat /run/secrets/redis_password)" | exec redis-server -
