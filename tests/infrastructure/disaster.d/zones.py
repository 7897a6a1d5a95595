"""A zone: a host of the database with its member of etcd, a proxy, and the product. What all zones share is beside them: Redis and the storage."""

import json
import os
import re
import shutil
import subprocess

import psycopg
import yaml

from application import Application
from firm import Caller, until
from hosts import AS_POSTGRES, HERE, PROXY, Cluster, Host, run
from storage import FILES, NAME

# The proxies' service, as Kubernetes has it: each new connection goes to any of them.
SERVICE = "10.96.0.1"
# A node that is silent is taken for lost after this time (node-monitor-grace-period of Kubernetes 1.32), and its proxy out of the service.
NOTICED_SECONDS = 50
HTTP = 8080
# What a pod has there, a host here has below its own folder.
AT_HOME = {
    "/var/lib/postgresql/data/pgdata": "postgresql",
    "/etc/pgbackrest-keys": "pgbackrest-keys",
    "/etc/pgbackrest/": "pgbackrest/",
    "/tmp/": "tmp/",
    "/run/postgresql": "",
}


class Zone(Host):
    def __init__(self, number, cluster):
        super().__init__(number, cluster)
        self.served = f"{self.address}:{HTTP}"

    def connect(self):
        super().connect()
        run("ip", "-n", self.space, "route", "add", f"{SERVICE}/32", "dev", "eth0")

    def lose_power(self):
        """First the wire: whose connection it was hears nothing."""
        self.cut()
        self.kill()

    def lose_disk(self):
        shutil.rmtree(self.home)

    def write_settings(self, etcd_state="new"):
        super().write_settings(etcd_state)
        for folder in ("tmp", "pgbackrest", "pgbackrest-keys"):
            (self.home / folder).mkdir()
        (self.home / "pgbackrest/node.conf").write_text(self.at_home(self.cluster.chart["backup"]["node.conf"]))
        (self.home / "pgbackrest-keys/repository.conf").write_text(self.cluster.storage.repository_conf())
        run("chown", "-R", "postgres:postgres", str(self.home))

    def at_home(self, text):
        """The chart's paths are those of a pod."""
        return re.sub("|".join(AT_HOME), lambda found: f"{self.home}/{AT_HOME[found.group()]}", text)

    def settings(self, name, deployed):
        """The chart's way of archiving, of cloning and of beginning."""
        deployed = super().settings(name, deployed)
        if name != "patroni.yml":
            return deployed
        chart = yaml.safe_load(self.at_home(self.cluster.chart[self.cluster.begins]))
        for key in ("method", "pgbackrest"):
            if key in chart["bootstrap"]:
                deployed["bootstrap"][key] = chart["bootstrap"][key]
        for key in ("create_replica_methods", "pgbackrest", "basebackup", "recovery_conf"):
            deployed["postgresql"][key] = chart["postgresql"][key]
        archive = {name: value for name, value in chart["postgresql"]["parameters"].items() if name.startswith("archive_")}
        deployed["postgresql"]["parameters"] |= archive
        return deployed

    def start_proxy(self):
        self.spawn("haproxy", PROXY, os.environ | self.cluster.named() | {"BIND": self.address})

    def pgbackrest(self, *arguments, stanza=True, check=True):
        where = [f"--config={self.home}/pgbackrest/node.conf", f"--config-include-path={self.home}/pgbackrest-keys", *(["--stanza=koprogo"] if stanza else [])]
        command = ["ip", "netns", "exec", self.space, *AS_POSTGRES, "pgbackrest", *where, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd="/")
        if check and done.returncode != 0:
            raise SystemExit(f"pgbackrest {' '.join(arguments)}: {(done.stdout + done.stderr)[-1500:]}")
        return done


class Zones(Cluster):
    def __init__(self, work, logs, postgres_bin, storage):
        self.storage, self.begins = storage, "patroni"
        self.chart = json.loads((work / "chart.json").read_text())
        super().__init__(work, logs, postgres_bin, Zone)

    def connect(self):
        super().connect()
        run("ip", "route", "add", f"{SERVICE}/32", "dev", "bridge")
        self.balance(self.hosts)

    def balance(self, zones):
        """Whose proxies the service has. What is open stays open, wherever it leads."""
        where = ", ".join(f"{number} : {zone.address}" for number, zone in enumerate(zones))
        rule = f"ip daddr {SERVICE} tcp dport {{ 5000, 5001 }} dnat to numgen random mod {len(zones)} map {{ {where} }}"
        chain = f"chain out {{\ntype nat hook output priority -100;\n{rule}\n}}"
        rules = f"add table ip service\ndelete table ip service\ntable ip service {{\n{chain}\n}}\n"
        run("nft", "-f", "-", input=rules, text=True)
        for zone in self.hosts:
            run("ip", "netns", "exec", zone.space, "nft", "-f", "-", input=rules, text=True)

    def start_proxy(self):
        for zone in self.hosts:
            zone.start_proxy()

    def etcdctl(self, asked, *arguments):
        command = ["etcdctl", f"--endpoints=http://{asked.address}:2379", *arguments]
        return run(*command, env=os.environ | {"ETCDCTL_API": "3"}, capture_output=True, text=True, timeout=30).stdout

    def members(self, asked):
        """Of etcd: their ids by name; a member that has not started yet has none."""
        found = json.loads(self.etcdctl(asked, "member", "list", "--write-out=json"))["members"]
        return {each.get("name", ""): f"{each['ID']:x}" for each in found}

    def leads_etcd(self, asked):
        status = json.loads(self.etcdctl(asked, "endpoint", "status", "--write-out=json"))[0]["Status"]
        return status["leader"] == status["header"]["member_id"]

    def replace_member(self, lost, asked):
        self.etcdctl(asked, "member", "remove", self.members(asked)[lost.name])
        self.etcdctl(asked, "member", "add", lost.name, f"--peer-urls=http://{lost.address}:2380")


class Replicas(Application):
    """The product in each zone: what serves and what works."""

    def __init__(self, cluster, program, work, logs):
        super().__init__(cluster, program, work, logs)
        self.served = [zone.served for zone in cluster.hosts]
        self.environment = None

    def address(self, login, host=SERVICE, port=5000, database="koprogo"):
        return super().address(login, host, port, database)

    def settings(self):
        storage = self.cluster.storage
        key, secret = storage.keys[FILES]
        settings = super().settings() | {
            "KOPROGO_REDIS__URL": f"redis://{HERE}:6379",
            "KOPROGO_FILES__S3__BUCKET": FILES,
            "KOPROGO_FILES__S3__ENDPOINT": f"https://{NAME}",
            "KOPROGO_FILES__S3__ACCESS_KEY": key,
            "KOPROGO_FILES__S3__SECRET_KEY": secret,
            # In an installation an authority that everybody knows.
            "SSL_CERT_FILE": str(storage.authority),
        }
        del settings["KOPROGO_FILES__DIR"]
        return settings

    def start(self):
        until("the service leads to the primary", self.reached, 30)
        self.make_database()
        self.environment = self.settings()
        self.spawn("redis", ["redis-server", "--bind", HERE, "--protected-mode", "no", "--save", "", "--dir", str(self.work)])
        self.does("migrate")
        self.serve_everywhere()

    def reached(self):
        try:
            with psycopg.connect(self.address("postgres", database="postgres"), connect_timeout=2) as connection:
                return connection.execute("SELECT NOT pg_is_in_recovery()").fetchone()[0]
        except psycopg.Error:
            return False

    def serve_everywhere(self):
        for zone in self.cluster.hosts:
            self.serve_in(zone)
        self.await_all(self.served)

    def serve_in(self, zone):
        environment = self.environment | {"KOPROGO_SERVER__LISTEN": zone.served}
        for name in ("serve", "work"):
            # What ends is started again, as by kubelet: who comes up before the way to the database does ends.
            again = ["/bin/sh", "-c", f'while :; do "$0" {name}; sleep 1; done', self.program]
            self.processes[f"{name}-{zone.name}"] = zone.spawn(name, again, environment)

    def is_ready_in(self, zone):
        return Caller(zone.served).ask("GET", "/health/ready")[0] == 200
