"""Every host, every disk and etcd are lost: a new cluster out of the backups, to the end of the log and to a named point."""

import json
import threading

import psycopg

from application import PAUSE_SECONDS
from firm import Caller, person, seconds, until

POINT = "rehearsal"
# How long people write before everything is lost: segments are closed every 30 s, and some have to lie behind and before that.
WRITTEN_SECONDS = 50
# What archive_timeout promises, twice: a segment that was just closed when the next one began to be archived.
RPO_SECONDS_MAX = 60
QUIET_TRIES = 30


class Log:
    """Where the log of the primary was, and when: of what lies before that everything acknowledged until then has to be there."""

    def __init__(self, application):
        self.application, self.seen, self.stopped = application, [], threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.stopped.is_set():
            at = seconds()
            try:
                # The segment before the current one is the last that is closed.
                self.seen.append((at, self.application.on_primary("SELECT substr(pg_walfile_name(pg_current_wal_insert_lsn()), 9)")[0][0]))
            except (psycopg.Error, SystemExit):
                pass
            self.stopped.wait(0.3)

    def certain_until(self, segment):
        """Acknowledged by then is in segments up to this one."""
        return max((at for at, current in self.seen if current <= segment[8:]), default=0)


def rehearse(ground):
    ground.await_whole("cluster")
    first = ground.writers()
    ground.primary().pgbackrest("--type=diff", "backup")
    until("a minute's writes", lambda: len(first.times()) > 8 * ground.rate, 60)
    first.stop()
    sums = quiet_point(ground)
    to_the_end(ground)
    to_the_point(ground, sums)


def quiet_point(ground):
    """A name for a moment, and what the database held then: nothing may have happened while it was summed up, so it is summed up twice."""
    application, sums = ground.application, ground.work / "point.sums"
    for number in range(QUIET_TRIES):
        application.does("checksums", "--to", str(sums))
        application.on_primary(f"SELECT pg_create_restore_point('{POINT}-{number}')")
        if application.try_to("checksums", "--against", str(sums)).returncode == 0:
            ground.figure(f"a quiet moment is named {POINT}-{number}, and summed up")
            return f"{POINT}-{number}", sums
    raise SystemExit("there was no quiet moment")


def to_the_end(ground):
    writers = ground.writers(patience=8)
    log = Log(ground.application)
    begun = seconds()
    until("people have written for a while", lambda: seconds() - begun > WRITTEN_SECONDS, WRITTEN_SECONDS + 5)
    lost_at = lose_everything(ground)
    writers.stopped.set()
    log.stopped.set()
    segment = rebuild(ground, "restored")
    database = seconds() - lost_at
    ground.application.serve_everywhere()
    first_again(ground)
    rto = seconds() - lost_at
    writers.stop()
    judge(ground, writers, log, segment, lost_at)
    ground.figure(f"RTO {rto:.1f} s from the loss to a write through the product ({database:.1f} s to a primary), nobody having waited for anybody")
    repeat(ground, writers)
    ground.await_whole("cluster")
    ground.figure(f"whole after {seconds() - lost_at:.0f} s")
    begin_backups_anew(ground, "cluster")
    audited = ground.application.try_to("doctor", "--database-url", ground.application.address("koprogo_owner"))
    ground.expect("cluster: the catalogue audit finds nothing", audited.returncode == 0, audited.stdout[-600:])
    audited = ground.application.try_to("audit", "verify")
    said = [line.strip() for line in (audited.stdout + audited.stderr).splitlines() if line.strip()]
    ground.figure(f"`koprogo audit verify` ends with {audited.returncode}: {said[-1]}")


def lose_everything(ground):
    for zone in ground.cluster.hosts:
        zone.cut()
    at = seconds()
    for zone in ground.cluster.hosts:
        zone.kill()
        zone.lose_disk()
    return at


def rebuild(ground, begins, point="", label=""):
    """What docs/DISASTER_RECOVERY.md says: nodes with empty disks, told to begin with the backups. Returns the last segment that the storage has."""
    cluster = ground.cluster
    chart = cluster.chart[begins]
    cluster.chart["now"], cluster.begins = chart.replace("TARGET", point).replace("20000101-000000F", label), "now"
    for zone in cluster.hosts:
        zone.write_settings()
        zone.heal()
    archived = archive(cluster.hosts[0])[-1]["max"]
    for zone in cluster.hosts:
        zone.start()
        zone.start_proxy()
    until("there is a primary", cluster.primary, 120)
    until("the service leads to it", ground.application.reached, 30)
    # For hosts that are made later.
    cluster.begins = "patroni"
    return archived


def archive(zone):
    found = json.loads(zone.pgbackrest("--output=json", "info").stdout)[0]
    return found["archive"]


def first_again(ground):
    caller = Caller(ground.application.served[0], ground.token)
    until("a write is acknowledged", lambda: caller.ask("POST", f"{ground.place}/persons", person("again"), key="again")[0] == 201, 60)


def judge(ground, writers, log, segment, lost_at):
    """Everything that was acknowledged before the last archived segment ended is there; what is missing are the last writes."""
    there = {name for (name,) in ground.application.on_primary("SELECT last_name FROM tenant.persons")}
    # Whoever was under way asked on, and was told by the new cluster.
    acknowledged = sorted(each for each in writers.acknowledged if each[0] <= lost_at)
    missing = [at for at, name in acknowledged if name not in there]
    kept = [at for at, name in acknowledged if name in there]
    certain = log.certain_until(segment)
    early = [at for at in missing if at <= certain]
    rpo = lost_at - missing[0] if missing else 0
    ground.figure(f"{len(acknowledged)} acknowledged, {len(kept)} restored, {len(missing)} of the last {rpo:.1f} s lost; the last archived segment is {segment}")
    ground.figure(f"RPO {rpo:.1f} s; {sum(1 for at in kept if at > certain)} restored beyond what is certain")
    ground.expect("cluster: something was written that is certain, and something is restored", kept and certain > acknowledged[0][0])
    ground.expect("cluster: every write acknowledged before the last archived segment is there", not early, f"{len(early)} are not")
    ground.expect("cluster: what is missing are the last writes, without a gap", not missing or not kept or kept[-1] < missing[0] + 1)
    ground.expect(f"cluster: RPO is {RPO_SECONDS_MAX} s at most", rpo <= RPO_SECONDS_MAX, f"{rpo:.1f} s")


def repeat(ground, writers):
    """Clients that do not know ask again, all of them with the keys of then: what is there is not doubled, what is not is written."""
    names = [name for _, name in writers.acknowledged] + writers.given_up
    callers = [Caller(address, ground.token) for address in ground.application.served]
    refused = [name for number, name in enumerate(names) if not repeated(callers[number % len(callers)], ground, name)]
    rows = dict(ground.application.on_primary("SELECT last_name, count(*) FROM tenant.persons GROUP BY last_name"))
    wrong = [name for name in names if rows.get(name) != 1]
    ground.figure(f"{len(names)} keys of then repeated ({len(writers.given_up)} of them had no answer): {len(names) - len(wrong)} there once")
    ground.expect("cluster: each key is taken again", not refused, len(refused))
    ground.expect("cluster: and each write is there exactly once", not wrong, len(wrong))


def repeated(caller, ground, name):
    limit = seconds() + 30
    while seconds() < limit:
        if caller.ask("POST", f"{ground.place}/persons", person(name), key=name)[0] == 201:
            return True
        threading.Event().wait(PAUSE_SECONDS)
    return False


def begin_backups_anew(ground, part):
    """At once: until then a restore follows the log of before."""
    at, primary = seconds(), ground.primary()
    checked = primary.pgbackrest("check", check=False)
    ground.expect(f"{part}: the stanza is in order", checked.returncode == 0, checked.stdout[-600:])
    primary.pgbackrest("--type=full", "backup")
    ground.figure(f"check and a full backup after {seconds() - at:.1f} s")


def to_the_point(ground, point):
    """Once more, to a moment that is over: exact."""
    name, sums = point
    label = next(label for label in backups(ground.primary()) if label.endswith("F"))
    lost_at = lose_everything(ground)
    rebuild(ground, "restored-to", name, label)
    took = seconds() - lost_at
    compared = ground.application.try_to("checksums", "--against", str(sums))
    ground.figure(f"restored to {name} from {label}: {took:.1f} s to a primary; {compared.stdout.splitlines()[0] if compared.stdout else compared.stderr[-300:]}")
    ground.expect("cluster: at the named point every table holds what it held, row by row", compared.returncode == 0, compared.stdout[-900:])
    ground.await_whole("cluster")
    ground.application.serve_everywhere()
    first_again(ground)
    begin_backups_anew(ground, "cluster")


def backups(zone):
    """Labels, oldest first."""
    return [each["label"] for each in json.loads(zone.pgbackrest("--output=json", "info").stdout)[0]["backup"]]
