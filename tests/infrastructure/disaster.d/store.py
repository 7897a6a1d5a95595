"""The object store goes back in time, by itself: backups, log and people's files of that time are gone, and nobody is told."""

import http.client
import json
import os
import secrets
import struct
import subprocess
import zlib

from firm import Caller, person, seconds, until
from hosts import AS_POSTGRES
from storage import FILES
from cluster import archive, backups

WHOLE = "infrastructure/helm/koprogo/files/backup/whole.py"
KEPT, LOST = 4, 6


def rehearse(ground):
    ground.await_whole("store")
    storage, primary = ground.storage, ground.primary()
    for number in range(KEPT):
        upload(ground, f"yesterday-{number}.png")
    write(ground, 20)
    segment_ends(ground)
    ground.expect("store: before, the check finds nothing", whole(primary).returncode == 0, whole(primary).stderr)
    drilled = drill(ground)
    ground.expect("store: before, the drill proves a restore", drilled.returncode == 0, (drilled.stdout + drilled.stderr)[-900:])
    storage.keep_copy()
    # The day that will be lost: a backup, log, files.
    lost = [upload(ground, f"today-{number}.png") for number in range(LOST)]
    primary.pgbackrest("--type=diff", "backup")
    for _ in range(3):
        write(ground, 20)
        segment_ends(ground)
    before = backups(primary)
    storage.go_back()
    ground.figure(f"the storage went back: backups {len(before)} → {len(backups(primary))}, {LOST} files of {KEPT + LOST} gone")
    notice(ground, primary)
    mend(ground, primary)
    name_files(ground, lost)


def notice(ground, primary):
    """What goes on as if nothing had happened, and what does not."""
    write(ground, 20)
    segment_ends(ground)
    failing = ground.application.on_primary("SELECT coalesce(last_failed_time > last_archived_time, false) FROM pg_stat_archiver")[0][0]
    checked = primary.pgbackrest("check", check=False).returncode
    ground.figure(f"PostgreSQL says that archiving {'fails' if failing else 'is in order'}; `pgbackrest check` ends with {checked}")
    verified = primary.pgbackrest("verify", "--output=text", "--verbose", check=False)
    ground.figure(f"`pgbackrest verify` ends with {verified.returncode}: {' '.join((verified.stdout + verified.stderr).split())[-220:]}")
    found = whole(primary)
    ground.expect("store: the check of the log notices the gap", found.returncode == 1 and "the log is missing from" in found.stdout, found.stdout + found.stderr)
    ground.figure(found.stdout.strip().splitlines()[0] if found.stdout else found.stderr.strip())
    drilled = drill(ground)
    ground.expect("store: the drill notices that the log ends in the past", drilled.returncode != 0 and "ends" in drilled.stdout + drilled.stderr, (drilled.stdout + drilled.stderr)[-600:])
    ground.figure((drilled.stdout + drilled.stderr).strip().splitlines()[-1])


def mend(ground, primary):
    at = seconds()
    primary.pgbackrest("--type=full", "backup")
    write(ground, 20)
    segment_ends(ground)
    found = whole(primary)
    took = seconds() - at
    ground.expect("store: after a full backup the log is whole again", found.returncode == 0, found.stdout + found.stderr)
    drilled = drill(ground)
    ground.expect("store: and the drill proves a restore", drilled.returncode == 0, (drilled.stdout + drilled.stderr)[-900:])
    ground.figure(f"a full backup, and the log whole again, after {took:.1f} s; {drilled.stdout.strip().splitlines()[-1]}")


def name_files(ground, lost):
    """What the database names and the storage does not have, by copro, name and day."""
    environment = os.environ | ground.storage.remote(FILES) | {"MISSING_DATABASE": ground.application.address("koprogo_owner")}
    done = subprocess.run(["deploy/scripts/missing-files.sh", "--remote", f"s:{FILES}"], env=environment, capture_output=True, text=True, timeout=60)
    named = {line.split("\t")[3] for line in done.stdout.splitlines() if line.count("\t") == 4}
    ground.expect("store: exactly the files that are lost are named", named == {name for name, _ in lost}, done.stdout + done.stderr)
    ground.expect("store: and the command says so by its exit code", done.returncode == 1, done.returncode)
    ground.figure(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "")
    # Whoever still has the document brings it again: it lies under its content, so it is there again for every row that names it.
    for name, content in lost:
        upload(ground, name, content)
    done = subprocess.run(["deploy/scripts/missing-files.sh", "--remote", f"s:{FILES}"], env=environment, capture_output=True, text=True, timeout=60)
    ground.expect("store: brought again, none is missing", done.returncode == 0, done.stdout + done.stderr)


def whole(zone):
    """As the chart's job runs it."""
    command = ["ip", "netns", "exec", zone.space, *AS_POSTGRES, "/usr/bin/python3", "-", "pgbackrest"]
    where = [f"--config={zone.home}/pgbackrest/node.conf", f"--config-include-path={zone.home}/pgbackrest-keys", "--stanza=koprogo"]
    with open(WHOLE) as script:
        return subprocess.run([*command, *where], stdin=script, capture_output=True, text=True, timeout=60, cwd="/")


def drill(ground):
    """The chart's own drill, on another machine than any of the hosts: scratch disk, settings of the backups."""
    chart, home = ground.cluster.chart["backup"], ground.work / "drill"
    subprocess.run(["rm", "-rf", str(home)], check=True)
    (home / "keys").mkdir(parents=True)
    (home / "scratch").mkdir()
    for name in ("drill.conf", "drill.sh", "hba", "ident"):
        (home / name).write_text(chart[name].replace("/tmp/", f"{home}/scratch/tmp-"))
    for name in ("hba", "ident"):
        (home / "scratch" / name).write_text(chart[name])
    (home / "keys/repository.conf").write_text(ground.storage.repository_conf())
    subprocess.run(["chown", "-R", "postgres:postgres", str(home)], check=True)
    environment = {"PATH": os.environ["PATH"], "SCRATCH": f"{home}/scratch", "BACKUP_CONF": f"{home}/drill.conf", "BACKUP_KEYS": f"{home}/keys", "RPO_SECONDS_MAX": "15"}
    return subprocess.run([*AS_POSTGRES, "bash", str(home / "drill.sh")], env=environment, capture_output=True, text=True, timeout=300, cwd="/")


def write(ground, number):
    caller = Caller(ground.application.served[0], ground.token)
    for _ in range(number):
        name = secrets.token_hex(10)
        until("a write is acknowledged", lambda: caller.ask("POST", f"{ground.place}/persons", person(name), key=name)[0] == 201, 30)


def segment_ends(ground):
    """What was written is archived."""
    segment = ground.application.on_primary("SELECT pg_walfile_name(pg_switch_wal())")[0][0]
    until("the log is archived", lambda: archive(ground.primary())[-1]["max"] >= segment, 60)


def upload(ground, name, content=None):
    """A voucher, through the product."""
    content = content or picture()
    edge = secrets.token_hex(12)
    part = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    body = part.encode() + content + f"\r\n--{edge}--\r\n".encode()
    headers = {"authorization": f"Bearer {ground.token}", "content-type": f"multipart/form-data; boundary={edge}"}
    connection = http.client.HTTPConnection(ground.application.served[0], timeout=20)
    connection.request("POST", f"{ground.place}/files", body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 201:
        raise SystemExit(f"a file is not taken: {answer.status} {text.decode()}")
    json.loads(text)
    return name, content


def picture():
    """Four by four points of any colour: no two are the same file."""
    lines = b"".join(b"\0" + secrets.token_bytes(12) for _ in range(4))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
