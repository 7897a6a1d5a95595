"""Replicas of the product on one machine, with what they share."""

import base64
import os
import secrets
import subprocess

from firm import Caller, until

# What operators read of a replica is this far from its own port.
OPS = 1000


class Stand:
    def __init__(self, work, logs, program, postgres_port):
        self.work, self.logs, self.program = work, logs, program
        self.replicas = {}
        (work / "files").mkdir(exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"postgres://koprogo_app@127.0.0.1:{postgres_port}/koprogo",
            "KOPROGO_AUTH__SECRET": base64.b64encode(secrets.token_bytes(48)).decode(),
            "KOPROGO_FILES__DIR": str(work / "files"),
            "KOPROGO_MAIL__DEV_MAILBOX": "true",
            "KOPROGO_REDIS__URL": "redis://127.0.0.1:6379",
            "KOPROGO_SERVER__TRUSTED_PROXIES": "127.0.0.1/32",
        }

    def spawn(self, name, command):
        log = open(self.logs / f"{name}.log", "a")
        return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment)

    def add(self, port):
        self.environment["KOPROGO_SERVER__LISTEN"] = f"127.0.0.1:{port}"
        self.environment["KOPROGO_SERVER__OPS_LISTEN"] = f"127.0.0.1:{port + OPS}"
        self.replicas[port] = self.spawn(f"serve-{port}", [self.program, "serve"])

    def start(self, ports, counter="redis-server"):
        self.counter = self.spawn("counter", [counter, "--bind", "127.0.0.1", "--save", "", "--dir", str(self.work)])
        for port in ports:
            self.add(port)
        self.environment["KOPROGO_SERVER__OPS_LISTEN"] = "off"
        self.worker = self.spawn("work", [self.program, "work"])
        for port in ports:
            until(f"the replica at {port} is ready", lambda: ready(f"127.0.0.1:{port}"), 30)

    def stop(self):
        for process in (*self.replicas.values(), self.worker, self.counter):
            process.kill()
            process.wait()


def ready(address):
    return Caller(address).ask("GET", "/health/ready")[0] == 200


def gauge(port, name):
    """What the replica at this port measures under a name without labels; nothing while it has not measured."""
    text = Caller(f"127.0.0.1:{port + OPS}").ask("GET", "/metrics")[1].decode()
    return next((float(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name} ")), None)
