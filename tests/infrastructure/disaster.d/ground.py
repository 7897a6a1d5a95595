"""What every disaster is rehearsed on, and how writers are judged."""

import threading

from application import Writers, compare
from firm import seconds, until
from storage import Storage
from zones import NOTICED_SECONDS, Replicas, Zones

WHOLE_SECONDS = 120
# How long a silent primary is believed (20 s, begun anew when etcd lost its leader with it), an election, and connections that lead nowhere at first.
# What else is lost with the primary's host must cost nothing more.
SILENT_SECONDS_MAX = 30


class Ground:
    def __init__(self, work, logs, program, postgres_bin, rate, count):
        self.rate, self.work, self.logs, self.count = rate, work, logs, count
        self.token = self.place = None
        self.storage = Storage(work, logs)
        self.storage.prepare()
        self.cluster = Zones(work, logs, postgres_bin, self.storage)
        # Before the networks there is nothing that the storage could listen at.
        self.cluster.connect()
        self.storage.start()
        self.cluster.begin()
        self.begin_backups()
        self.application = Replicas(self.cluster, program, work, logs)
        self.application.start()

    def begin_backups(self):
        """What the chart's job does after the installation."""
        primary = self.primary()
        for command in ("stanza-create", "check"):
            primary.pgbackrest(command)
        primary.pgbackrest("--type=full", "backup")

    def primary(self):
        return until("there is a primary", self.cluster.primary, 60)

    def expect(self, what, so, why=""):
        self.count.expect(what, so, why)

    def figure(self, text):
        print(f"    {text}", flush=True)

    def writers(self, patience=240):
        """Asks at all zones, as whoever comes through a balancer does."""
        writers = Writers(f"{self.place}/persons", self.token, self.rate, self.application.served, patience).start()
        until("writers write", lambda: len(writers.times()) > self.rate and writers.are_steady(), 60)
        return writers

    def primary_is_lost(self, lost):
        """Without a word; the nodes of Kubernetes notice it later than the database's. Since when, and until when nothing was acknowledged."""
        writers, with_etcd = self.writers(), self.cluster.leads_etcd(lost)
        at = seconds()
        lost.lose_power()
        left = [zone for zone in self.cluster.hosts if zone is not lost]
        timer = threading.Timer(NOTICED_SECONDS, self.cluster.balance, [left])
        timer.start()
        until("another host leads", lambda: self.cluster.primary() not in (None, lost), 240)
        self.figure(f"{lost.name} is lost, etcd's leader {'with it' if with_etcd else 'elsewhere'}; another host leads after {seconds() - at:.1f} s")
        until("writers write again", lambda: seconds() - at > 3 and writers.are_steady(), 240)
        silent = writers.silence(at)
        timer.join()
        return writers, silent, at

    def judge(self, writers, part, silent):
        """Ends the writing: nothing lost, nothing doubled."""
        writers.stop()
        lost, doubled = compare(self.application, writers)
        answers = " ".join(f"{status or 'none'}×{times}" for status, times in sorted(writers.answers.items(), key=str)) or "none"
        self.figure(f"writers silent for {silent:.1f} s; of {len(writers.acknowledged)} acknowledged {len(lost)} lost, {doubled} doubled; other answers {answers}")
        self.expect(f"{part}: nothing acknowledged is lost", not lost, lost[:5])
        self.expect(f"{part}: nothing is there twice", doubled == 0, doubled)
        self.expect(f"{part}: every write was answered", not writers.given_up, len(writers.given_up))
        self.expect(f"{part}: no answer says that the program is at fault", 500 not in writers.answers)
        self.expect(f"{part}: writers are silent for {SILENT_SECONDS_MAX} s at most", silent <= SILENT_SECONDS_MAX, f"{silent:.1f} s")

    def await_whole(self, part):
        until(f"{part}: one primary, two standbys, one of them synchronous", self.cluster.is_whole, WHOLE_SECONDS)
