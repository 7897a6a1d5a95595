"""Three hosts as network namespaces on one bridge, each with etcd, Patroni and PostgreSQL, made of the files that are deployed."""

import json
import os
import pathlib
import re
import secrets
import signal
import subprocess
import urllib.error
import urllib.request

import yaml

from firm import until

NETWORK, HERE = "10.77.0", "10.77.0.10"
COUNT = 3
DEPLOYED = pathlib.Path("infrastructure/helm/koprogo/files")
PROXY = ["haproxy", "-db", "-f", str((DEPLOYED / "haproxy/haproxy.cfg").resolve())]
AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
# All of them in one process's environment; nothing goes to a proxy of this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def run(*command, **options):
    return subprocess.run(command, check=True, **options)


class Host:
    def __init__(self, number, cluster):
        self.number, self.cluster = number, cluster
        self.name, self.address = f"pg{number}", f"{NETWORK}.{number}"
        self.space, self.wire = f"host{number}", f"wire{number}"
        self.home = cluster.work / self.name

    def connect(self):
        run("ip", "netns", "add", self.space)
        run("ip", "-n", self.space, "link", "set", "lo", "up")
        run("ip", "link", "add", self.wire, "type", "veth", "peer", "name", "eth0", "netns", self.space)
        run("ip", "link", "set", self.wire, "master", "bridge", "up")
        run("ip", "-n", self.space, "addr", "add", f"{self.address}/24", "dev", "eth0")
        run("ip", "-n", self.space, "link", "set", "eth0", "up")

    def cut(self):
        run("ip", "link", "set", self.wire, "down")

    def heal(self):
        run("ip", "link", "set", self.wire, "up")

    def write_settings(self, etcd_state="new"):
        self.home.mkdir()
        values = self.cluster.values | {"NAME": self.name, "ADDRESS": self.address, "DATA": str(self.home), "ETCD_STATE": etcd_state}
        for name in ("etcd.yml", "patroni.yml"):
            text = pathlib.Path("infrastructure/ha", name).read_text()
            text = re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found.group(1)], text)
            (self.home / name).write_text(yaml.safe_dump(self.settings(name, yaml.safe_load(text))))
            (self.home / name).chmod(0o600)
        run("chown", "-R", "postgres:postgres", str(self.home))

    def settings(self, name, deployed):
        if name == "patroni.yml":
            deployed["bootstrap"]["dcs"] = yaml.safe_load((DEPLOYED / "patroni/dcs.yaml").read_text())
        return deployed

    def start(self, *programs):
        commands = {
            "etcd": ["etcd", "--config-file", str(self.home / "etcd.yml")],
            "patroni": ["/usr/bin/python3", "-m", "patroni", str(self.home / "patroni.yml")],
        }
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.cluster.work / "packages"), "LC_ALL": "C.UTF-8"}
        for program in programs or commands:
            self.spawn(program, AS_POSTGRES + commands[program], environment)

    def spawn(self, program, command, environment):
        log = open(self.cluster.logs / f"{self.name}-{program}.log", "a")
        within = ["ip", "netns", "exec", self.space]
        return subprocess.Popen(within + command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment, cwd="/")

    def kill(self):
        """Everything at once, as when the power goes."""
        found = subprocess.run(["ip", "netns", "pids", self.space], capture_output=True, text=True, check=True)
        kill_all(int(line) for line in found.stdout.split())

    def kill_database(self):
        """The server and each of its processes; what looks after it lives."""
        first = int((self.home / "postgresql/postmaster.pid").read_text().split()[0])
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True)
        kill_all([first, *(int(line) for line in found.stdout.split())])

    def is_primary(self):
        return self.ask("/primary")[0] == 200

    def ask(self, path):
        try:
            with DIRECT.open(f"http://{self.address}:8008{path}", timeout=1) as answer:
                return answer.status, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            return error.code, None
        except (OSError, ValueError):
            return 0, None


def kill_all(processes):
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


class Cluster:
    def __init__(self, work, logs, postgres_bin, kind=Host):
        self.work, self.logs = work, logs
        numbers = range(1, COUNT + 1)
        self.superuser = secrets.token_urlsafe(24)
        self.values = {
            "NETWORK": f"{NETWORK}.0/24",
            "POSTGRES_BIN": postgres_bin,
            "ETCD_MEMBERS": ",".join(f"pg{number}=http://{NETWORK}.{number}:2380" for number in numbers),
            "ETCD_HOSTS": ",".join(f"{NETWORK}.{number}:2379" for number in numbers),
            "SUPERUSER_PASSWORD": self.superuser,
            "REPLICATION_PASSWORD": secrets.token_urlsafe(24),
            "REWIND_PASSWORD": secrets.token_urlsafe(24),
        }
        self.hosts = [kind(number, self) for number in numbers]

    def connect(self):
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "bridge", "type", "bridge")
        run("ip", "addr", "add", f"{HERE}/24", "dev", "bridge")
        run("ip", "link", "set", "bridge", "up")
        for host in self.hosts:
            host.connect()

    def start(self):
        self.connect()
        self.begin()

    def begin(self):
        for host in self.hosts:
            host.write_settings()
            host.start()
        self.start_proxy()
        until("the cluster is whole", self.is_whole, 90)

    def start_proxy(self):
        log = open(self.logs / "haproxy.log", "a")
        subprocess.Popen(PROXY, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=os.environ | self.named() | {"BIND": HERE})

    def named(self):
        """What a proxy is told of the hosts."""
        return {f"POSTGRES_{host.number}": host.address for host in self.hosts}

    def primary(self):
        """The one host that says so itself; none while there are none or two."""
        found = [host for host in self.hosts if host.is_primary()]
        return found[0] if len(found) == 1 else None

    def is_whole(self):
        """One primary, two standbys that follow it on its timeline, one of them synchronous: as the primary sees it. A node that has just come
        back tells of old times."""
        primary = self.primary()
        members = (primary.ask("/cluster")[1] or {}).get("members", []) if primary else []
        roles = [member["role"] for member in members if member["state"] in ("running", "streaming")]
        timelines = {member.get("timeline") for member in members}
        return len(roles) == COUNT and roles.count("leader") == 1 and roles.count("sync_standby") >= 1 and len(timelines) == 1

    def switch_over(self):
        primary = self.primary()
        body = json.dumps({"leader": primary.name}).encode()
        request = urllib.request.Request(f"http://{primary.address}:8008/switchover", body, {"content-type": "application/json"})
        return lambda: DIRECT.open(request, timeout=60).read()
