"""The table of who may reach whom, read out of the rendered policies and of nothing else."""

import csv
import io
from pathlib import Path

from chart import name_of, workloads

TABLE = Path("infrastructure/helm/network-edges.csv")
PEERS_BY_LABEL = {"app.kubernetes.io/name=traefik": "traefik", "k8s-app=kube-dns": "dns", "control-plane=controller-manager": "dragonfly-operator"}


def selected(selector, namespace):
    """What a selector of pods means, in words."""
    labels = (selector or {}).get("matchLabels", {})
    if not labels:
        return f"every pod of {namespace}"
    component = labels.get("app.kubernetes.io/component")
    if component:
        return component
    if "acme.cert-manager.io/http01-solver" in labels:
        return "acme-solver"
    text = ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
    return PEERS_BY_LABEL.get(text, text)


def peers(rule, key, namespace):
    """Whom a rule speaks of. One without peers means everybody."""
    for peer in rule.get(key) or [{}]:
        if "ipBlock" in peer:
            block = peer["ipBlock"]
            yield block["cidr"] + (" but private networks" if block.get("except") else "")
        elif not peer:
            yield "EVERYBODY"
        else:
            where = peer.get("namespaceSelector", {}).get("matchLabels", {}).get("kubernetes.io/metadata.name", namespace)
            yield f"{where}/{selected(peer.get('podSelector'), where)}"


def ports(rule):
    return [f"{port['port']}/{port.get('protocol', 'TCP')}" for port in rule.get("ports") or [{"port": "ALL"}]]


def halves(documents):
    """Both halves of each edge: what a source may send, what a destination lets in."""
    out, into = set(), set()
    for policy in (document for document in documents if document["kind"] == "NetworkPolicy"):
        namespace, spec = policy["metadata"]["namespace"], policy["spec"]
        here = f"{namespace}/{selected(spec['podSelector'], namespace)}"
        out |= {(here, to, port) for rule in spec.get("egress") or [] for to in peers(rule, "to", namespace) for port in ports(rule)}
        into |= {(source, here, port) for rule in spec.get("ingress") or [] for source in peers(rule, "from", namespace) for port in ports(rule)}
    return out, into


def table(documents):
    out, into = halves(documents)
    rows = sorted(out | into)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["from", "to", "port"])
    writer.writerows(rows)
    return text.getvalue()


def one_sided(documents):
    """An edge between two of ours works when both of its ends are written."""
    out, into = halves(documents)
    namespaces = {document["metadata"]["namespace"] for document in documents if document["kind"] == "NetworkPolicy"}

    def ours(name):
        return name.split("/")[0] in namespaces and not name[0].isdigit()

    found = [f"{a} may send to {b} at {port}, which does not let it in" for a, b, port in sorted(out - into) if ours(b)]
    return found + [f"{b} lets {a} in at {port}, which may not send" for a, b, port in sorted(into - out) if ours(a)]


def undefended(documents):
    """Every namespace of ours denies both ways, and every pod has a policy of its own."""
    policies = [document for document in documents if document["kind"] == "NetworkPolicy"]
    deny = {each["metadata"]["namespace"] for each in policies if each["spec"]["podSelector"] == {} and not each["spec"].get("ingress") and not each["spec"].get("egress") and sorted(each["spec"]["policyTypes"]) == ["Egress", "Ingress"]}
    found = []
    for document, pod in workloads(documents):
        namespace, labels = document["metadata"]["namespace"], pod["metadata"]["labels"]
        if namespace not in deny:
            found.append(f"{name_of(document)}: {namespace} does not deny what is not allowed")
        chosen = [each for each in policies if each["metadata"]["namespace"] == namespace and each["spec"]["podSelector"].get("matchLabels") and each["spec"]["podSelector"]["matchLabels"].items() <= labels.items()]
        if not chosen:
            found.append(f"{name_of(document)} has no policy of its own")
    return found


def unreachable(documents):
    """An edge leads to a port that somebody listens on."""
    listening = {}
    for document, pod in workloads(documents):
        name = f"{document['metadata']['namespace']}/{pod['metadata']['labels']['app.kubernetes.io/component']}"
        listening.setdefault(name, set()).update(
            f"{port['containerPort']}/{port.get('protocol', 'TCP')}" for container in pod["spec"]["containers"] for port in container.get("ports", [])
        )
    out, into = halves(documents)
    return sorted({f"{to} does not listen at {port}" for _, to, port in out | into if to in listening and port not in listening[to]})


def differs(documents):
    reviewed = set(TABLE.read_text().splitlines())
    rendered = set(table(documents).splitlines())
    found = [f"not reviewed: {row}" for row in sorted(rendered - reviewed)]
    return found + [f"reviewed and not there: {row}" for row in sorted(reviewed - rendered)]


def beyond(documents):
    """An environment that has less than everything may not allow more."""
    reviewed = set(TABLE.read_text().splitlines())
    return [f"only here: {row}" for row in sorted(set(table(documents).splitlines()) - reviewed)]
