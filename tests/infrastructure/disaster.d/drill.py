"""The operator's drill, infrastructure/scripts/disaster-drill.sh: kubectl alone is a stand-in, storage, backups, database and product are real."""

import json
import os
import shutil
import subprocess

from hosts import AS_POSTGRES
from store import segment_ends, write
from zones import SERVICE

# With triggers silenced: the log hears nothing of it.
ALTERED = "WITH silent AS MATERIALIZED (SELECT set_config('session_replication_role', 'replica', true)) UPDATE tenant.persons SET last_name = {} FROM silent RETURNING 1"
SCRIPT = "infrastructure/scripts/disaster-drill.sh"


def rehearse(ground):
    ground.await_whole("drill")
    home = prepare(ground)
    planned = drill(ground, home, "--dry-run")
    ground.expect("drill: --dry-run says what it would do, and asks nobody", planned.returncode == 0 and not (home / "answers/asked").exists(), planned.stdout + planned.stderr)
    write(ground, 40)
    segment_ends(ground)
    proven = drill(ground, home)
    ground.expect("drill: proven, compared with the running database", proven.returncode == 0 and '"proven":true' in proven.stdout, proven.stdout + proven.stderr)
    ground.figure(proven.stdout.strip().splitlines()[-2] if proven.returncode == 0 else "not proven")
    figures = json.loads(drill(ground, home, "--json", "--without-live").stdout or "{}")
    ground.expect("drill: RPO and RTO as JSON", figures.get("rpo_seconds", -1) >= 0 and figures.get("rto_seconds", 0) > 0, figures)
    refuses(ground, drill(ground, home, "--rpo-max", "0"), "the log ends too early", "a log that ends before it may")
    refuses(ground, subprocess.run([SCRIPT], capture_output=True, text=True, env=environment(ground, home)), "PostgreSQL refuses root", "root")
    keys = home / "answers/koprogo-backup/repository.conf"
    right = keys.read_text()
    keys.write_text(right.replace(ground.storage.cipher, "another-phrase-of-no-use-to-anybody"))
    refuses(ground, drill(ground, home), "cannot be read with these settings", "a wrong passphrase")
    keys.write_text(right)
    tampered(ground, home)
    ground.expect("drill: nothing is left", not list((home / "scratch").iterdir()), list((home / "scratch").iterdir()))


def tampered(ground, home):
    """What is in the running database and was never told to its log is found by comparing."""
    ground.application.on_primary(ALTERED.format("last_name || '!'"))
    refuses(ground, drill(ground, home), "not proven", "rows altered behind the log's back")
    ground.application.on_primary(ALTERED.format("rtrim(last_name, '!')"))


def refuses(ground, done, words, what):
    ground.expect(f"drill: {what} is refused", done.returncode == 1 and words in done.stderr, f"{done.returncode}: {(done.stdout + done.stderr)[-600:]}")


def prepare(ground):
    """Objects of the cluster as the stand-in knows them, and a machine for the operator."""
    home, chart = ground.work / "operator", ground.cluster.chart["backup"]
    for folder in ("answers/koprogo-backup", "answers/koprogo-migrate", "scratch", "bin"):
        (home / folder).mkdir(parents=True)
    (home / "answers/koprogo-backup/drill.conf").write_text(chart["drill.conf"])
    (home / "answers/koprogo-backup/repository.conf").write_text(ground.storage.repository_conf())
    (home / "answers/koprogo-migrate/database_migrate_url").write_text(ground.application.address("koprogo_owner", "koprogo-postgres-proxy"))
    shutil.copy("tests/infrastructure/disaster.d/kubectl", home / "bin/kubectl")
    shutil.copy(ground.application.program, home / "bin/koprogo")
    subprocess.run(["chown", "-R", "postgres:postgres", str(home)], check=True)
    return home


def environment(ground, home):
    return {"PATH": f"{home}/bin:{os.environ['PATH']}", "ANSWERS": f"{home}/answers", "SERVICE": SERVICE, "HOME": str(home), "LC_ALL": "C.UTF-8"}


def drill(ground, home, *options):
    command = [*AS_POSTGRES, SCRIPT, "--scratch", f"{home}/scratch", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment(ground, home))
