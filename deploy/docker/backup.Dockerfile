# PostgreSQL with what its backups take, and the same once more with the product's executable, for whoever calls them by the clock.
#
#   deploy/docker/build-backup --product koprogo:1.0.0        makes koprogo-postgres:15 and koprogo:1.0.0-backup
#
# The first one changes with PostgreSQL and the scripts only, so that an update of the product leaves the database alone.
ARG PG_IMAGE=postgres:15
ARG KOPROGO_IMAGE=koprogo:local

# hadolint ignore=DL3006
FROM ${KOPROGO_IMAGE} AS product

# hadolint ignore=DL3006
FROM ${PG_IMAGE} AS postgres
# hadolint ignore=DL3008
RUN { command -v pgbackrest && command -v rclone && test -e /etc/ssl/certs/ca-certificates.crt; } >/dev/null \
 || { apt-get update && apt-get install --yes --no-install-recommends ca-certificates pgbackrest rclone && rm -rf /var/lib/apt/lists/*; }
# The group is whom the secrets and the product's files are readable by. What will be mounted has its owner here: a volume takes it over.
# What is mounted in memory has the mode of the folder below it, from a container's second start on.
RUN groupadd --gid 10001 koprogo && usermod --append --groups koprogo postgres \
 && install -d -m 0700 -o postgres -g postgres /var/backups/koprogo /var/lib/koprogo/scratch \
 && install -d -m 0755 -o postgres -g postgres /var/lib/koprogo/backup \
 && install -d -m 0750 -o 10001 -g 10001 /var/lib/koprogo/files \
 && install -d -m 0755 /etc/koprogo && install -d -m 1777 /etc/pgbackrest
COPY scripts/backup.sh scripts/backup-lib.sh scripts/restore-drill.sh /opt/koprogo/deploy/scripts/
COPY backup/archive.conf backup/clock.sh backup/container.sh backup/crontab /opt/koprogo/deploy/backup/
COPY backup/container.env /etc/koprogo/backup.env
ENV PATH=/opt/koprogo/deploy/scripts:$PATH

FROM postgres AS backup
COPY --from=product /usr/bin/koprogo /usr/bin/koprogo
# By its name: the image below decides on the number.
# hadolint ignore=DL3066
USER postgres
ENTRYPOINT ["/opt/koprogo/deploy/backup/container.sh"]
CMD ["clock"]
