"""Installs, upgrades and rolls back the chart on a real API server; see `tests/infrastructure/kubernetes --help`."""

import mailbox
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

home = Path(sys.argv[1])
place = home / "kubernetes-work"
if place.exists():
    shutil.rmtree(place)
place.mkdir(parents=True)
# Helm's library tells of every object that it waits for, by the descriptor itself.
os.dup2(os.open(place / "helm.log", os.O_WRONLY | os.O_CREAT), 2)
for each in ("", "helm.d", "data.d", "kubernetes.d"):
    sys.path.insert(0, f"tests/infrastructure/{each}")

import helm_python as helm  # noqa: E402

import older  # noqa: E402
import sealing  # noqa: E402
from chart import CHART, documents, environment_values, merged  # noqa: E402
from firm import Caller, found, person, seconds, until  # noqa: E402
from node import BRIDGE, Node  # noqa: E402
from pods import Cluster, docker  # noqa: E402

SPACES = ("koprogo", "koprogo-watch", "koprogo-agents")
# Small where it only costs a machine of two processors; nothing watches, because its images are not here.
SMALL = {"requests": {"cpu": "20m", "memory": "64Mi"}, "limits": {"cpu": "1", "memory": "512Mi"}}
VALUES = {
    "watch": {"enabled": False},
    "postgres": {"size": "1Gi", "resources": SMALL, "parameters": {"shared_buffers": "64MB", "effective_cache_size": "128MB", "maintenance_work_mem": "32MB", "max_wal_size": "256MB"}},
    "etcd": {"size": "1Gi", "resources": SMALL},
    "postgresProxy": {"resources": SMALL},
    "dragonfly": {"resources": SMALL},
    "api": {"replicas": {"min": 2, "max": 2}, "resources": SMALL},
    "worker": {"resources": SMALL},
    "operators": {"resources": SMALL},
    "migrate": {"resources": SMALL, "deadlineSeconds": 120},
    # A pod of this Kubernetes does not sleep before it is told to leave: it goes on answering for as long and longer.
    "drain": {"leaveSeconds": 10},
    "images": {"koprogo": {"tag": "1.0.0"}},
    "network": {"pods": "172.17.0.0/16"},
}
# Whoever is asked for an object that only others know: kept, and acted upon by the test.
FOREIGN = (
    ("cert-manager.io", "v1", "Issuer", "issuers"), ("cert-manager.io", "v1", "ClusterIssuer", "clusterissuers"), ("cert-manager.io", "v1", "Certificate", "certificates"),
    ("dragonflydb.io", "v1alpha1", "Dragonfly", "dragonflies"), ("helm.cattle.io", "v1", "HelmChartConfig", "helmchartconfigs"),
    ("traefik.io", "v1alpha1", "IngressRoute", "ingressroutes"), ("traefik.io", "v1alpha1", "Middleware", "middlewares"), ("traefik.io", "v1alpha1", "TLSOption", "tlsoptions"),
)
WAIT_SECONDS = 180
RATE = 20
PERSONS = "/v1/copros/{}/persons"

passed = failed = 0


def expect(what, wrong):
    global passed, failed
    if not wrong:
        passed += 1
        print(f"  ✓ {what}", flush=True)
        return
    failed += 1
    print(f"  ✗ {what}\n      " + str(wrong)[-4000:].replace("\n", "\n      "), flush=True)


def foreign_kind(group, version, kind, plural):
    open_schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": f"{plural}.{group}"},
            "spec": {"group": group, "scope": "Cluster" if kind == "ClusterIssuer" else "Namespaced", "names": {"kind": kind, "plural": plural, "singular": kind.lower()},
                     "versions": [{"name": version, "served": True, "storage": True, "schema": open_schema}]}}


def volume(name, node):
    """A disk of the node, as K3s' local-path makes one when it is asked."""
    folder = place / "volumes" / name
    folder.mkdir(parents=True)
    here = {"nodeSelectorTerms": [{"matchExpressions": [{"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}]}]}
    return {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": name},
            "spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "local": {"path": str(folder)}, "nodeAffinity": {"required": here}}}


def secret(name, data):
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": "koprogo"}, "stringData": data}


def secrets_of(everything):
    """Drawn as an installation draws them; certificates as cert-manager is asked for them; letters go to a catcher here."""
    file, recipient = sealing.key(place)
    done = sealing.draw(place, recipient)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    cluster = Cluster(everything, sealing.opened(place, file), {}, place)
    cluster.certificates()
    cluster.secrets["koprogo-product"]["smtp_url"] = f"smtp://{BRIDGE}:1025"
    return cluster.secrets


def redis(password):
    """What the Dragonfly operator makes of its object, with another program of the same protocol."""
    labels = {"app.kubernetes.io/name": "koprogo", "app.kubernetes.io/component": "dragonfly"}
    command = ["redis-server", "--requirepass", password, "--save", "", "--dir", "/tmp"]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "koprogo-dragonfly-0", "namespace": "koprogo", "labels": labels},
           "spec": {"automountServiceAccountToken": False, "containers": [{"name": "redis", "image": "koprogo-test/base:latest", "imagePullPolicy": "Never", "command": command}]}}
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "koprogo-dragonfly", "namespace": "koprogo"}, "spec": {"selector": labels, "ports": [{"port": 6379}]}}
    return [pod, service]


def images():
    """Under the names that the chart asks for: other releases of the same programs, out of Debian's packages."""
    names = {each: f"{image['repository']}:{image['tag']}" for each, image in chart_images().items()}
    docker("tag", "koprogo-postgres", names["postgres"])
    docker("tag", "koprogo-test/base", names["etcd"])
    docker("tag", "koprogo-test/base", names["haproxy"])
    docker("tag", "koprogo-test/exporter", names["postgresExporter"])
    for tag in ("1.0.0", "1.0.1"):
        docker("tag", f"koprogo:{tag}", f"registry.koprogo.example/koprogo:{tag}")


def chart_images():
    import yaml

    return yaml.safe_load((CHART / "values.yaml").read_text())["images"]


class Release:
    """One of the two releases of the chart, by Helm itself."""

    def __init__(self, node, chart, part):
        self.node, self.chart, self.part, self.name = node, chart, part, f"koprogo-{part}"

    def __call__(self, act, over=None, timeout=WAIT_SECONDS):
        values = environment_values("dev", self.part, merged(VALUES, over or {}))
        begun = seconds()
        with helm.Config(namespace="koprogo", kubeconfig_path=str(self.node.settings)) as config:
            if act == "rollback":
                config.rollback(self.name, version=over_version(over), wait="watcher", timeout=timeout)
            else:
                getattr(config, act)(str(self.chart), self.name, values, wait="watcher", timeout=timeout)
        return seconds() - begun

    def history(self):
        with helm.Config(namespace="koprogo", kubeconfig_path=str(self.node.settings)) as config:
            return [(each["revision"], each["status"]) for each in config.history(self.name)]


def over_version(over):
    return (over or {}).get("revision")


class Clients:
    """People who write through the service all the while: how many answers were what they should be."""

    def __init__(self, address, token, slug):
        self.address, self.token, self.path = address, token, PERSONS.format(slug)
        self.stop, self.kept, self.refused, self.threads = threading.Event(), [], [], []

    def __enter__(self):
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(4)]
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        for each in self.threads:
            each.join()

    def write(self, writer):
        number = 0
        while not self.stop.wait(4 / RATE):
            # A connection of its own for each: what a service does with new ones is what is looked at.
            name = f"w{writer}-{number}"
            status, text = Caller(self.address, self.token).ask("POST", self.path, person(name), key=name)
            (self.kept if status == 201 else self.refused).append((name, status, text[:120]))
            number += 1


def pods(node, component):
    listed = node.items(f"/api/v1/namespaces/koprogo/pods?labelSelector=app.kubernetes.io/component={component}")
    return [each for each in listed if "deletionTimestamp" not in each["metadata"]]


def is_ready(pod):
    return any(each["type"] == "Ready" and each["status"] == "True" for each in pod["status"].get("conditions", []))


def tags(node, component="api"):
    return sorted({pod["spec"]["containers"][0]["image"].rsplit(":", 1)[1] for pod in pods(node, component) if is_ready(pod)})


def not_ready(node):
    """Every pod of ours that is neither ready nor done, with why."""
    found_ = []
    for pod in node.items("/api/v1/namespaces/koprogo/pods"):
        if is_ready(pod) or pod["status"]["phase"] == "Succeeded":
            continue
        states = [f"{each['name']}: {each['state']} {each.get('lastState') or ''}" for each in pod["status"].get("containerStatuses", [])]
        found_.append(f"{pod['metadata']['name']} {pod['status']['phase']} {states}\n{last_words(pod)}")
    events = node.kubectl("get", "events", "-n", "koprogo", "-o", "custom-columns=O:.involvedObject.name,R:.reason,M:.message", check=False).stdout
    return "\n".join(found_) and "\n".join(found_) + "\n" + events[-1200:]


def last_words(pod):
    """Of the containers that are not ready, the last to have run."""
    told = []
    for each in pod["status"].get("containerStatuses", []):
        if not each["ready"]:
            ran = docker("ps", "--all", "--quiet", "--latest", "--filter", f"name=k8s_{each['name']}_{pod['metadata']['name']}_", check=False).stdout.split()
            log = docker("logs", "--tail", "12", ran[0], check=False) if ran else None
            told.append(f"{each['name']}:\n{(log.stdout + log.stderr)[-1500:] if log else 'never ran'}")
    return "\n".join(told)


def address_of(node, service, port=8080):
    answer = next(each for each in node.items("/api/v1/namespaces/koprogo/services") if each["metadata"]["name"] == service)
    return f"{answer['spec']['clusterIP']}:{port}"


def subjects():
    box = place / "mails/box"
    return [str(letter["subject"]) for letter in mailbox.Maildir(box, create=False)] if (box / "new").exists() else []


def prepare(node):
    platform, product = (documents(environment_values("dev", part, VALUES)) for part in ("platform", "product"))
    held = secrets_of(platform + product)
    node.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in SPACES])
    node.apply([foreign_kind(*kind) for kind in FOREIGN])
    node.apply([secret(name, data) for name, data in held.items()])
    node.apply([volume(f"disk-{number}", "node-1") for number in range(2)])
    node.apply(redis(held["koprogo-dragonfly"]["password"]))
    for kind in FOREIGN:
        until(f"the API server knows {kind[2]}", lambda name=f"{kind[3]}.{kind[0]}": "True" in node.kubectl("get", "crd", name, "-o", "jsonpath={.status.conditions[?(@.type=='Established')].status}", check=False).stdout, 30)
    (place / "mails").mkdir(mode=0o777)
    (place / "mails").chmod(0o777)
    docker("run", "--detach", "--name", "mail", "--network", "host", "--volume", f"{place}/mails:/mails", "koprogo-test/base",
           "python3", "-m", "aiosmtpd", "-n", "-l", f"{BRIDGE}:1025", "-c", "aiosmtpd.handlers.Mailbox", "/mails/box")


def upgraded(node, release, clients):
    took = release("upgrade", {"images": {"koprogo": {"tag": "1.0.1"}}})
    expect(f"upgraded in {took:.0f} s: both pods answer with the new image", "" if tags(node) == ["1.0.1"] else f"{tags(node)}\n{not_ready(node)}")
    before = len(clients.kept)
    try:
        release("upgrade", {"images": {"koprogo": {"tag": "0.0.0"}}}, timeout=30)
        wrong = "Helm calls it deployed"
    except helm.HelmError as error:
        wrong = "" if tags(node) == ["1.0.1"] else f"{error}\n{tags(node)}"
    expect("an upgrade to an image that nobody has fails, and the pods before it go on", wrong)
    expect("and were written to meanwhile", "" if len(clients.kept) > before + RATE else f"{len(clients.kept) - before} writes")
    took = release("rollback", {"revision": 1})
    expect(f"rolled back to the first release in {took:.0f} s", "" if tags(node) == ["1.0.0"] else f"{tags(node)}\n{not_ready(node)}")


def main():
    begun = seconds()
    images()
    node = Node(home / "kubernetes-programs/bin", os.environ["DOCKER_HOST"], place / "node")
    try:
        node.start()
        version = node.kubectl("version", "-o", "json").stdout
        expect(f"a node of Kubernetes is ready after {seconds() - begun:.0f} s", "" if '"v1.20.2"' in version else version)
        chart = older.chart(CHART, place / "chart")
        prepare(node)
        platform, product = (Release(node, chart, part) for part in ("platform", "product"))
        took = platform("install")
        expect(f"the platform installed in {took:.0f} s, every pod ready", not_ready(node))
        took = product("install")
        expect(f"the product installed in {took:.0f} s, its migration before it, every pod ready", not_ready(node))
        address = address_of(node, "koprogo-api")
        slugs, token, _ = found(address, subjects=subjects)
        expect("a firm signs up through the service, its code in a letter", "" if slugs else "it does not")
        with Clients(address, token, slugs[0]) as clients:
            until("somebody writes", lambda: len(clients.kept) > RATE, 60)
            upgraded(node, product, clients)
            so_far = len(clients.kept)
            until("they go on writing", lambda: len(clients.kept) > so_far + RATE, 30)
        expect(f"{len(clients.kept)} writes meanwhile, none refused", "" if not clients.refused else f"{len(clients.refused)}: {clients.refused[:5]}")
        expect("Helm's history tells all of it", "" if [status for _, status in product.history()].count("deployed") == 1 and len(product.history()) == 4 else product.history())
    except (helm.HelmError, SystemExit) as error:
        expect("the next step", f"{str(error)[-600:]}\n{not_ready(node)}")
    finally:
        docker("rm", "--force", "mail", check=False)
        node.stop()
    print(f"\nin {seconds() - begun:.0f} s\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


try:
    main()
except Exception as error:  # told, with what was counted so far
    print(f"  ✗ {type(error).__name__}: {error}\n\n{passed} passed, {failed + 1} failed")
    sys.exit(1)
