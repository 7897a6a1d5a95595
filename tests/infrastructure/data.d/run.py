"""Starts the database of the chart in containers and asks of it what the manifests promise; see `tests/infrastructure/data --help`."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

home, program = Path(sys.argv[1]), sys.argv[2]
place = home / "data-work"
shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)
# Helm's library tells of every link that it follows, by the descriptor itself.
os.dup2(os.open(place / "helm.log", os.O_WRONLY | os.O_CREAT), 2)
sys.path.insert(0, "tests/infrastructure/helm.d")

import sealing  # noqa: E402
from chart import documents, environment_values, workloads  # noqa: E402
from pods import NETWORK, Cluster, docker  # noqa: E402

# Small where it only costs memory; everything else is production's.
SMALL = {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"cpu": "1", "memory": "512Mi"}}
VALUES = {
    "postgres": {"parameters": {"shared_buffers": "64MB", "effective_cache_size": "128MB", "maintenance_work_mem": "32MB", "max_wal_size": "256MB"}, "resources": SMALL},
    "backup": {"endpoint": "s3.koprogo.example", "bucket": "koprogo-backup"},
}
IMAGES = {"koprogo-postgres": "koprogo-postgres", "koprogo": "koprogo-postgres", "etcd": "koprogo-test/base", "haproxy": "koprogo-test/base"}
PRIMARY_SECONDS = 90
# Patroni believes a primary for 20 s that says nothing; the rest is this machine, which has two cores for all of it.
FAILOVER_SECONDS = 45

passed = failed = 0


def expect(what, found):
    global passed, failed
    if not found:
        passed += 1
        print(f"  ✓ {what}")
        return
    failed += 1
    print(f"  ✗ {what}\n      " + str(found)[-1800:].replace("\n", "\n      "))


def until(seconds, question):
    """Asks until the answer is yes; the seconds it took, or None."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if question():
            return time.monotonic() - begun
        time.sleep(0.2)
    return None


def secrets():
    file, recipient = sealing.key(place)
    done = sealing.draw(place, recipient)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    drawn = sealing.opened(place, file)
    backup = next(each for each in drawn if each["metadata"]["name"] == "koprogo-backup")["stringData"]
    # The storage of the test is certified by the test: an installation's is by an authority that everybody knows.
    backup["repository.conf"] += "\nrepo1-storage-ca-file=/storage-authority.crt\n"
    return drawn, {line.split("=", 1)[0]: line.split("=", 1)[1] for line in backup["repository.conf"].splitlines() if "=" in line}


def storage(keys):
    """S3 storage over TLS, as a neighbour of the cluster."""
    folder = place / "storage"
    (folder / "data").mkdir(parents=True)
    run = lambda *command: subprocess.run(command, check=True, capture_output=True, cwd=folder)  # noqa: E731
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "crt", "-days", "2", "-subj", "/CN=storage", "-addext", "subjectAltName=DNS:s3.koprogo.example")
    (folder / "s3.json").write_text(json.dumps({"identities": [{"name": "backup", "credentials": [{"accessKey": keys["repo1-s3-key"], "secretKey": keys["repo1-s3-key-secret"]}], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}))
    weed = next((home / "data-tools").rglob("weed")).resolve()
    docker("run", "--detach", "--name", "storage", "--network", NETWORK, "--network-alias", "s3.koprogo.example", "--user", "0", "--volume", f"{weed}:/weed:ro", "--volume", f"{folder}:/storage",
           "--entrypoint", "/weed", "koprogo-test/base", "server", "-dir=/storage/data", "-ip=127.0.0.1", "-ip.bind=0.0.0.0", "-filer", "-s3", "-s3.port=8333", "-s3.port.https=443",
           "-s3.config=/storage/s3.json", "-s3.cert.file=/storage/crt", "-s3.key.file=/storage/key", "-volume.max=20", "-master.volumeSizeLimitMB=64")
    made = until(60, lambda: docker("exec", "storage", "/bin/sh", "-c", "echo 's3.bucket.create -name koprogo-backup' | /weed shell -master=127.0.0.1:9333 && echo s3.bucket.list | /weed shell -master=127.0.0.1:9333", check=False).stdout.count("koprogo-backup"))
    if made is None:
        raise RuntimeError(docker("logs", "storage", check=False).stderr[-800:])
    return folder / "crt"


def members():
    """What Patroni says of its members, by whichever of them answers."""
    for number in range(3):
        done = docker("exec", f"koprogo-postgres-{number}.patroni", "patronictl", "-c", "/etc/patroni/patroni.yaml", "list", "-f", "json", check=False, timeout=30)
        if done.returncode == 0:
            return {each["Member"]: each for each in json.loads(done.stdout)}
    return {}


def leader():
    return next((name for name, each in members().items() if each["Role"] == "Leader" and each["State"] == "running"), None)


def settled():
    roles = sorted(each["Role"] for each in members().values() if each["State"] in ("running", "streaming"))
    return roles == ["Leader", "Replica", "Sync Standby"]


def sql(cluster, statement, port=5000, user="postgres", password=None, database="postgres"):
    """Asked through the proxy, by somebody beside it."""
    password = password or cluster.secrets["koprogo-postgres"]["superuser_password"]
    done = docker("exec", "--env", f"PGPASSWORD={password}", "asker", "psql", "--no-psqlrc", "-Atq", "-v", "ON_ERROR_STOP=1",
                  f"host=koprogo-postgres-proxy port={port} user={user} dbname={database} connect_timeout=3", "-c", statement, check=False, timeout=30)
    return done.stdout.strip() if done.returncode == 0 else None


def probed(cluster):
    """Every probe over HTTP of what was started, asked as kubelet would ask it."""
    found = []
    for document, pod in workloads(cluster.documents):
        name = document["metadata"]["name"]
        if name not in ("koprogo-etcd", "koprogo-postgres", "koprogo-postgres-proxy"):
            continue
        for container in pod["spec"]["containers"]:
            ports = {port["name"]: port["containerPort"] for port in container.get("ports", [])}
            for kind in ("readinessProbe", "livenessProbe"):
                probe = container.get(kind, {}).get("httpGet")
                if probe and container["name"] != "exporter":
                    url = f"http://localhost:{ports[probe['port']]}{probe['path']}"
                    script = f"import urllib.request; print(urllib.request.urlopen('{url}', timeout=3).status)"
                    done = docker("run", "--rm", "--network", f"container:{name}-0.{container['name']}", "--entrypoint", "python3", "koprogo-test/base", "-c", script, check=False)
                    if done.stdout.strip() != "200":
                        found.append(f"{name} {kind} {url}: {done.stdout.strip()}{done.stderr.strip()[-200:]}")
    return "\n".join(found)


def strangers(cluster):
    """Who has no certificate of the authority is not let in by etcd; nor, by pgBackRest's server, who has one made for something else."""
    host = "koprogo-etcd-0.koprogo-etcd.koprogo.svc.cluster.local"
    script = f"""import socket, ssl
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
with context.wrap_socket(socket.create_connection(('{host}', 2379), 3)) as peer:
    peer.settimeout(3); peer.send(b'GET /health HTTP/1.0\\r\\n\\r\\n'); print('LET IN' if peer.recv(1) else 'closed')"""
    done = docker("exec", "asker", "python3", "-c", script, check=False)
    # Refused while shaking hands, or cut off at the first word.
    found = [] if "LET IN" not in done.stdout and ("closed" in done.stdout or "SSL" in done.stderr or "reset" in done.stderr.lower()) else [f"etcd: {done.stdout}{done.stderr[-300:]}"]
    own = cluster.secrets["koprogo-backup-tls"]
    cluster.secrets["koprogo-backup-tls"] = cluster.secrets["koprogo-etcd-tls"]
    code, said = cluster.run_job("Job", "koprogo-backup-first")
    cluster.secrets["koprogo-backup-tls"] = own
    if code == 0 or "access denied" not in said:
        found.append(f"pgBackRest: exit code {code}: {said[-600:]}")
    return "\n".join(found)


def start():
    drawn, keys = secrets()
    everything = documents(environment_values("prod", "platform", VALUES)) + documents(environment_values("prod", "product"))
    cluster = Cluster(everything, drawn, IMAGES, place)
    docker("network", "create", "--subnet", "10.42.0.0/24", NETWORK)
    cluster.certificates()
    authority = storage(keys)
    cluster.more = ["--volume", f"{authority}:/storage-authority.crt:ro"]
    cluster.start_set("koprogo-etcd")
    cluster.start_set("koprogo-postgres", leave_out=["exporter"])
    cluster.start_deployment("koprogo-postgres-proxy")
    docker("run", "--detach", "--name", "asker", "--network", NETWORK, "--entrypoint", "sleep", "koprogo-postgres", "infinity")
    return cluster


def job(cluster, kind, name, what, says="", timeout=300, more=()):
    begun = time.monotonic()
    code, said = cluster.run_job(kind, name, more, timeout)
    expect(f"{what} ({time.monotonic() - begun:.0f} s)", "" if code == 0 and says in said else f"exit code {code}: {said[-1500:]}")
    return said


def failover(cluster):
    """The machine of the primary is lost: the next write comes through within seconds, and the lost one comes back as a standby."""
    sql(cluster, "CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)")
    sql(cluster, "INSERT INTO kept VALUES (1)")
    lost = leader()
    docker("kill", f"{lost}.backup-server", f"{lost}.patroni")
    took = until(FAILOVER_SECONDS, lambda: sql(cluster, "INSERT INTO kept VALUES (2) ON CONFLICT DO NOTHING") is not None)
    expect(f"the primary killed: writes again after {took or 0:.1f} s", "" if took else f"not within {FAILOVER_SECONDS} s: {members()}")
    expect("what was written before is there", "" if sql(cluster, "SELECT count(*) FROM kept WHERE n = 1") == "1" else "it is not")
    docker("start", f"{lost}.patroni")
    docker("start", f"{lost}.backup-server")
    took = until(PRIMARY_SECONDS, settled)
    expect(f"it is back as a standby after {took or 0:.0f} s", "" if took else str(members()))


def main():
    begun = time.monotonic()
    cluster = start()
    took = until(PRIMARY_SECONDS, settled)
    expect(f"one leads, one confirms, one follows, after {took or 0:.0f} s", "" if took else f"{members()}\n{docker('logs', 'koprogo-postgres-0.patroni', check=False).stderr[-1500:]}")
    took = until(20, lambda: sql(cluster, "SELECT 1") == "1")
    expect("the proxy finds the primary", "" if took is not None and sql(cluster, "SELECT pg_is_in_recovery()") == "f" else docker("logs", "koprogo-postgres-proxy-0.haproxy", check=False).stdout[-800:])
    expect("the other port finds a standby", "" if until(20, lambda: sql(cluster, "SELECT pg_is_in_recovery()", 5001) == "t") is not None else "it does not")
    expect("a commit waits for a second node", "" if sql(cluster, "SHOW synchronous_standby_names") and sql(cluster, "SHOW synchronous_commit") == "on" else "it does not")
    expect("parameters are those of the chart", "" if (sql(cluster, "SHOW max_connections"), sql(cluster, "SHOW shared_buffers")) == ("300", "64MB") else "they are not")
    expect("probes answer", probed(cluster))
    expect("nobody is refused by pg_hba", "\n".join(line for number in range(3) for line in docker("logs", f"koprogo-postgres-{number}.patroni", check=False).stderr.splitlines() if "no pg_hba.conf entry" in line)[-600:])
    expect("strangers are not let in", strangers(cluster))
    job(cluster, "Job", "koprogo-roles", "roles and passwords", "login that watches")
    job(cluster, "Job", "koprogo-roles", "and once more", "login that watches")
    job(cluster, "Job", "koprogo-migrate", "migrations, as the product's owner", more=["--volume", f"{program}:/usr/bin/koprogo:ro"])
    product = cluster.secrets["koprogo-product"]["database_url"].split(":")[2].split("@")[0]
    expect("the product's login works, and sees no table", "" if sql(cluster, "SELECT 1", user="koprogo_app", password=product, database="koprogo") == "1" else "it does not")
    audited = docker("run", "--rm", "--network", NETWORK, "--volume", f"{program}:/usr/bin/koprogo:ro", "--entrypoint", "/usr/bin/koprogo", "koprogo-postgres",
                     "doctor", "--database-url", cluster.secrets["koprogo-migrate"]["database_migrate_url"], check=False)
    expect("the audit of the catalogue finds nothing", "" if audited.returncode == 0 else (audited.stdout + audited.stderr)[-1500:])
    job(cluster, "Job", "koprogo-backup-first", "stanza, check and first backup, between pods by TLS", "full backup")
    job(cluster, "CronJob", "koprogo-backup-diff", "a differential backup", "diff backup")
    job(cluster, "CronJob", "koprogo-backup-drill", "the drill: restored, replayed, read", "proven after")
    held = [file.read_bytes() for file in (place / "storage/data").rglob("*.dat")]
    expect("what lies in the storage is encrypted", "" if held and not any(b"koprogo_owner" in text for text in held) else f"{len(held)} files")
    failover(cluster)
    print(f"\nin {time.monotonic() - begun:.0f} s\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


try:
    main()
except Exception as error:  # told, with what was counted so far
    print(f"  ✗ {type(error).__name__}: {error}\n\n{passed} passed, {failed + 1} failed")
    sys.exit(1)
