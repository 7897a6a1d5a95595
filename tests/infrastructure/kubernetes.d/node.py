"""A Kubernetes of one node, in the network namespace this runs in: every part a process of its own with a right of its own, as they have on machines."""

import json
import secrets
import signal
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
from pathlib import Path

from firm import until

BRIDGE = "172.17.0.1"
SERVICES = "10.96.0.0/16"
API = "https://127.0.0.1:6443"
NODE = "node-1"
# Who each part is, and of which group: what RBAC knows them by.
PARTS = {
    "admin": ("admin", "system:masters"),
    "controllers": ("system:kube-controller-manager", ""),
    "scheduler": ("system:kube-scheduler", ""),
    "proxy": ("system:kube-proxy", ""),
    "kubelet": (f"system:node:{NODE}", "system:nodes"),
}
# In 1.20 these have to be asked for; the chart counts on them.
GATES = "--feature-gates=GenericEphemeralVolume=true,TTLAfterFinished=true"
PATIENCE = 60


class Node:
    def __init__(self, programs, engine, place):
        self.programs, self.engine, self.place = Path(programs), engine, Path(place)
        self.processes = []
        self.tokens = {part: secrets.token_hex(16) for part in PARTS}
        self.settings = self.place / "admin.conf"

    def start(self):
        self.write_settings()
        # From here, too, services are reached: their addresses are nobody's, and without a way nothing would be sent.
        subprocess.run(["ip", "route", "replace", SERVICES, "dev", "docker0"], check=True)
        self.spawn("etcd", "etcd", "--data-dir", self.place / "etcd", "--listen-client-urls", "http://127.0.0.1:2379", "--advertise-client-urls", "http://127.0.0.1:2379",
                   "--listen-peer-urls", "http://127.0.0.1:2380", "--initial-advertise-peer-urls", "http://127.0.0.1:2380", "--initial-cluster", "default=http://127.0.0.1:2380")
        self.spawn("api", "kube-apiserver", "--etcd-servers=http://127.0.0.1:2379", "--bind-address=127.0.0.1", "--secure-port=6443", f"--advertise-address={BRIDGE}",
                   f"--cert-dir={self.place}/certificates", f"--service-account-key-file={self.place}/accounts.key", f"--service-account-signing-key-file={self.place}/accounts.key",
                   "--service-account-issuer=https://kubernetes.default.svc", f"--token-auth-file={self.place}/tokens.csv", "--authorization-mode=Node,RBAC",
                   f"--service-cluster-ip-range={SERVICES}", "--allow-privileged=false", "--enable-admission-plugins=NodeRestriction,ResourceQuota,LimitRanger", GATES)
        until("the API server is ready", lambda: self.is_ready(), PATIENCE)
        self.spawn("controllers", "kube-controller-manager", f"--kubeconfig={self.place}/controllers.conf", f"--service-account-private-key-file={self.place}/accounts.key", "--leader-elect=false",
                   "--controllers=*,-nodeipam,-route,-cloud-node-lifecycle", "--use-service-account-credentials", "--port=0", f"--cert-dir={self.place}/certificates", GATES)
        self.spawn("scheduler", "kube-scheduler", f"--kubeconfig={self.place}/scheduler.conf", "--leader-elect=false", "--port=0", f"--cert-dir={self.place}/certificates", GATES)
        self.spawn("proxy", "kube-proxy", f"--kubeconfig={self.place}/proxy.conf", f"--hostname-override={NODE}", "--proxy-mode=iptables", "--masquerade-all", "--cluster-cidr=172.17.0.0/16", "--conntrack-max-per-core=0",
                   "--conntrack-tcp-timeout-established=0", "--conntrack-tcp-timeout-close-wait=0", "--oom-score-adj=0", "--healthz-bind-address=127.0.0.1:10256", "--metrics-bind-address=127.0.0.1:10249")
        self.spawn("kubelet", "kubelet", f"--kubeconfig={self.place}/kubelet.conf", f"--config={self.place}/kubelet.yaml", "--container-runtime=docker", f"--docker-endpoint={self.engine}",
                   "--pod-infra-container-image=koprogo-test/pause:1", f"--hostname-override={NODE}", f"--node-ip={BRIDGE}", f"--root-dir={self.place}/kubelet", f"--cert-dir={self.place}/kubelet-certificates",
                   "--register-node=true", "--network-plugin=", f"--volume-plugin-dir={self.place}/plugins", f"--seccomp-profile-root={self.place}/seccomp")
        Names(self).start()
        until("the node is ready", self.node_is_ready, PATIENCE)

    def spawn(self, name, program, *arguments):
        path = self.programs / program
        log = open(self.place / f"{name}.log", "ab")
        command = [str(path if path.exists() else program), *map(str, arguments)]
        self.processes.append(subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True))
        return self.processes[-1]

    def stop(self):
        """The last first: nobody is asked for who is gone already."""
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        # Its own folder, and what a kubelet has mounted in there for its pods.
        mounted = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines() if f" {self.place}/kubelet" in line]
        for path in sorted(mounted, reverse=True):
            subprocess.run(["umount", "--lazy", path], check=False)

    def write_settings(self):
        self.place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["openssl", "genrsa", "-out", self.place / "accounts.key", "2048"], check=True, capture_output=True)
        lines = [f'{self.tokens[part]},{name},{name},"{group}"' for part, (name, group) in PARTS.items()]
        (self.place / "tokens.csv").write_text("\n".join(lines) + "\n")
        for part, token in self.tokens.items():
            (self.place / f"{part}.conf").write_text(json.dumps({
                "apiVersion": "v1", "kind": "Config", "current-context": "here",
                "clusters": [{"name": "here", "cluster": {"server": API, "insecure-skip-tls-verify": True}}],
                "users": [{"name": part, "user": {"token": token}}],
                "contexts": [{"name": "here", "context": {"cluster": "here", "user": part}}],
            }))
        (self.place / "kubelet.yaml").write_text(json.dumps({
            "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration", "address": "127.0.0.1", "readOnlyPort": 0, "cgroupDriver": "cgroupfs",
            # No hierarchy of its own below that of the machine; limits of containers hold all the same.
            "cgroupsPerQOS": False, "enforceNodeAllocatable": [], "failSwapOn": False, "makeIPTablesUtilChains": True,
            "authentication": {"anonymous": {"enabled": False}, "webhook": {"enabled": True}}, "authorization": {"mode": "Webhook"},
            "clusterDomain": "cluster.local", "clusterDNS": [BRIDGE], "evictionHard": {"nodefs.available": "1%", "imagefs.available": "1%", "memory.available": "100Mi"},
            "featureGates": {"GenericEphemeralVolume": True},
        }))

    def ask(self, path, timeout=10):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        request = urllib.request.Request(API + path, headers={"authorization": f"Bearer {self.tokens['admin']}"})
        with urllib.request.urlopen(request, timeout=timeout, context=context) as answer:
            return answer.read()

    def is_ready(self):
        try:
            return self.ask("/readyz", 2) == b"ok"
        except (OSError, urllib.error.URLError):
            return False

    def node_is_ready(self):
        nodes = json.loads(self.ask("/api/v1/nodes"))["items"]
        return nodes and any(each["type"] == "Ready" and each["status"] == "True" for each in nodes[0]["status"].get("conditions", []))

    def items(self, path):
        return json.loads(self.ask(path))["items"]

    def kubectl(self, *arguments, told=None, check=True):
        done = subprocess.run(["kubectl", f"--kubeconfig={self.settings}", *map(str, arguments)], input=told, capture_output=True, text=True, timeout=120, cwd=self.place)
        if check and done.returncode != 0:
            raise RuntimeError(f"kubectl {' '.join(map(str, arguments))[:200]}: {(done.stdout + done.stderr)[-1500:]}")
        return done

    def apply(self, documents):
        self.kubectl("apply", "--validate=false", "-f", "-", told=json.dumps({"apiVersion": "v1", "kind": "List", "items": documents}))


class Names(threading.Thread):
    """Tells pods who is who: services by their addresses, pods behind a service without one by their own names. CoreDNS elsewhere."""

    def __init__(self, node):
        super().__init__(daemon=True)
        self.node, self.hosts = node, node.place / "hosts"
        self.hosts.write_text("")
        self.server = node.spawn("names", "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", f"--addn-hosts={self.hosts}", f"--listen-address={BRIDGE}",
                                 "--bind-interfaces", "--local=/cluster.local/", "--user=root", "--pid-file=")
        # Asked to read anew before it is ready for that, it would end.
        until("names are answered", self.answers, PATIENCE)

    def answers(self):
        try:
            socket.create_connection((BRIDGE, 53), 2).close()
        except OSError:
            return False
        return True

    def run(self):
        known, pause = None, threading.Event()
        while self.server.poll() is None:
            try:
                told = self.told()
            except (OSError, urllib.error.URLError):
                told = known
            if told != known:
                self.hosts.write_text(told)
                self.server.send_signal(signal.SIGHUP)
                known = told
            pause.wait(0.3)

    def told(self):
        lines = []
        endpoints = {(each["metadata"]["namespace"], each["metadata"]["name"]): each for each in self.node.items("/api/v1/endpoints")}
        for service in self.node.items("/api/v1/services"):
            space, name = service["metadata"]["namespace"], service["metadata"]["name"]
            full, address = f"{name}.{space}.svc.cluster.local", service["spec"].get("clusterIP")
            if address != "None":
                lines.append(f"{address} {full}")
                continue
            for subset in endpoints.get((space, name), {}).get("subsets") or []:
                for each in subset.get("addresses") or []:
                    own = [f"{each['hostname']}.{full}"] if each.get("hostname") else []
                    lines.append(" ".join([each["ip"], full, *own]))
        return "".join(f"{line}\n" for line in sorted(lines))
