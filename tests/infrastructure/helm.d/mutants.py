"""Each kind of check, once on something broken: it must be seen. What is broken lives in memory only."""

import copy

import delivery
import edges
import findings
import observability
import sealing
import yaml
from chart import find, pod_of


def container(documents, kind="Deployment", name="koprogo-api"):
    return pod_of(find(documents, kind, name))["spec"]["containers"][0]


def spec(documents, kind="Deployment", name="koprogo-api"):
    return pod_of(find(documents, kind, name))["spec"]


def egress(documents, component):
    return find(documents, "NetworkPolicy", f"koprogo-{component}")["spec"]["egress"]


def data(documents, name):
    return find(documents, "ConfigMap", name)["data"]


WORLD = {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 22, "protocol": "TCP"}]}
TO_POSTGRES = {"to": [{"podSelector": {"matchLabels": {"app.kubernetes.io/component": "postgres"}}}], "ports": [{"port": 5432, "protocol": "TCP"}]}


def hardened(documents):
    return findings.excused(findings.hardening(documents))[0]


def restricted(documents):
    return findings.pod_security(documents, delivery.namespaces())


def schemas(documents):
    """Of what the mutants below touch: all others were looked at where they are whole."""
    return findings.schemas([each for each in documents if each["metadata"]["name"] in ("koprogo-api", "a")])


def drop(documents, kind, name):
    documents.remove(find(documents, kind, name))


# (what is broken, how, which check, what it must say)
MUTANTS = [
    ("a misspelled field", lambda d: spec(d).update(terminationGracePeriodSecond=5), schemas, "koprogo-api against 1.30"),
    ("a wrong type", lambda d: find(d, "Service", "koprogo-api")["spec"]["ports"][0].update(port="http"), schemas, "Service/koprogo/koprogo-api"),
    ("a misspelled field of Traefik's", lambda d: find(d, "IngressRoute", "koprogo-api")["spec"].update(entrypoints=["web"]), schemas, "IngressRoute/koprogo/koprogo-api"),
    ("a kind that nobody knows", lambda d: d.append({"apiVersion": "example/v1", "kind": "Thing", "metadata": {"name": "a"}}), schemas, "kinds.json does not know it"),
    ("the same thing twice", lambda d: d.append(copy.deepcopy(find(d, "Service", "koprogo-api"))), findings.same_twice, "is there twice"),
    ("a token", lambda d: spec(d).update(automountServiceAccountToken=True), hardened, "koprogo-api: has a token"),
    ("root", lambda d: spec(d)["securityContext"].update(runAsNonRoot=False), hardened, "may run as root"),
    ("no seccomp profile", lambda d: spec(d)["securityContext"].pop("seccompProfile"), hardened, "has no seccomp profile"),
    ("a writable root", lambda d: container(d)["securityContext"].update(readOnlyRootFilesystem=False), hardened, "may write to its root"),
    ("no limit of memory", lambda d: container(d)["resources"]["limits"].pop("memory"), hardened, "no limits of memory"),
    ("an image by its name alone", lambda d: container(d).update(image="registry.example/koprogo:latest"), hardened, "not named by version and digest"),
    ("a capability", lambda d: container(d)["securityContext"]["capabilities"].update(add=["NET_ADMIN"]), hardened, "keeps capabilities"),
    ("a directory of the machine", lambda d: spec(d)["volumes"].append({"name": "host", "hostPath": {"path": "/"}}), restricted, "a volume of kind hostPath"),
    ("a port of the machine", lambda d: container(d)["ports"][0].update(hostPort=80), restricted, "host port 80"),
    ("a namespace that is not made", lambda d: find(d, "Deployment", "koprogo-api")["metadata"].update(namespace="default"), restricted, "a namespace that is not made"),
    ("no readiness", lambda d: container(d).pop("readinessProbe"), findings.probes, "has no readinessProbe"),
    ("a probe of no port", lambda d: container(d)["livenessProbe"]["httpGet"].update(port="web"), findings.probes, "asks a port web"),
    ("no budget", lambda d: drop(d, "PodDisruptionBudget", "koprogo-api"), findings.availability, "koprogo-api has no PodDisruptionBudget"),
    ("all on one machine", lambda d: spec(d).pop("topologySpreadConstraints"), findings.availability, "not spread"),
    ("a service to nobody", lambda d: find(d, "Service", "koprogo-api")["spec"]["selector"].update({"app.kubernetes.io/component": "ap"}), findings.references, "leads to no pod"),
    ("a ConfigMap that is not there", lambda d: drop(d, "ConfigMap", "koprogo-postgres"), findings.references, "the ConfigMap koprogo-postgres lacks itself"),
    ("a scaler of nothing", lambda d: find(d, "HorizontalPodAutoscaler", "koprogo-api")["spec"]["scaleTargetRef"].update(name="koprogo-web"), findings.references, "scales nothing"),
    ("killed before it may leave", lambda d: spec(d).update(terminationGracePeriodSeconds=30), findings.drain, "api is killed after 30 s"),
    ("a setting that the product refuses", lambda d: container(d)["env"].append({"name": "KOPROGO_SERVER__LISTNE", "value": "x"}), findings.settings_known, "KOPROGO_SERVER__LISTNE is no setting"),
    ("an edge more, on one side", lambda d: egress(d, "api").append(TO_POSTGRES), edges.one_sided, "koprogo/api may send to koprogo/postgres at 5432/TCP, which does not let it in"),
    ("an edge more, in the table", lambda d: egress(d, "api").append(WORLD), edges.differs, "not reviewed: koprogo/api,0.0.0.0/0,22/TCP"),
    ("an edge less", lambda d: egress(d, "worker").pop(), edges.differs, "reviewed and not there"),
    ("an edge to everybody", lambda d: egress(d, "api").append({"ports": [{"port": 443}]}), edges.differs, "koprogo/api,EVERYBODY,443/TCP"),
    ("nothing denied", lambda d: drop(d, "NetworkPolicy", "koprogo-deny"), edges.undefended, "does not deny what is not allowed"),
    ("a pod without a policy", lambda d: drop(d, "NetworkPolicy", "koprogo-etcd"), edges.undefended, "koprogo-etcd has no policy of its own"),
    ("an edge to a port that nobody has", lambda d: container(d, "StatefulSet", "koprogo-etcd")["ports"].pop(0), edges.unreachable, "koprogo/etcd does not listen at 2379/TCP"),
    ("migrations after the pods", lambda d: find(d, "Job", "koprogo-migrate")["metadata"]["annotations"].update({"helm.sh/hook": "post-upgrade"}), delivery.migrations_first, "no hook before"),
    ("other headers", lambda d: find(d, "Middleware", "koprogo-headers")["spec"]["headers"].pop("stsSeconds"), delivery.headers_as_on_one_machine, "headers differ"),
    ("a scrape of nobody", lambda d: drop(d, "Service", "koprogo-worker-metrics"), observability.scrapes_lead_somewhere, "koprogo-worker-metrics.koprogo.svc.cluster.local:9090 is nobody"),
    ("a changed shared rule", lambda d: data(d, "koprogo-prometheus-rules").update({"product.yml": "groups: []"}), observability.shared_rules_are_the_same, "product.yml is not what"),
    ("nobody is paged", lambda d: unpaged(data(d, "koprogo-alertmanager")), observability.told_how, "urgent lacks pagerduty_configs"),
    ("a secret that nobody brings", lambda d: drop(d, "ExternalSecret", "koprogo-migrate"), sealing.fetched, "no ExternalSecret brings koprogo/koprogo-migrate/database_migrate_url"),
]


def unpaged(configuration):
    text = yaml.safe_load(configuration["alertmanager.yml"])
    for receiver in text["receivers"]:
        receiver.pop("pagerduty_configs", None)
    configuration["alertmanager.yml"] = yaml.safe_dump(text)


def asynchronous(documents):
    configuration = data(documents, "koprogo-postgres")
    configuration["patroni.yaml"] = configuration["patroni.yaml"].replace("synchronous_mode: true", "synchronous_mode: false")


def broken_proxy(documents):
    configuration = data(documents, "koprogo-postgres-proxy")
    configuration["haproxy.cfg"] = configuration["haproxy.cfg"].replace("default_backend primary", "default_backend nobody")


def misrouted(documents):
    configuration = data(documents, "koprogo-alertmanager")
    configuration["alertmanager.yml"] = configuration["alertmanager.yml"].replace("severity = critical", "severity = urgent")


def unreadable_panel(documents):
    boards = data(documents, "koprogo-grafana-dashboards")
    boards["cluster.json"] = boards["cluster.json"].replace("sum(patroni_sync_standby)", "sum(patroni_sync_standby")


def untested_rule(documents):
    rules = yaml.safe_load(data(documents, "koprogo-prometheus-rules")["cluster-cluster.yml"])
    rules["groups"][0]["rules"].append({"alert": "Untested", "expr": "vector(1)", "annotations": {"runbook": "infrastructure/helm/README.md: Untested"}})
    data(documents, "koprogo-prometheus-rules")["cluster-cluster.yml"] = yaml.safe_dump(rules)


def wrong_threshold(documents):
    rules = data(documents, "koprogo-prometheus-rules")
    rules["cluster-postgres.yml"] = rules["cluster-postgres.yml"].replace("sum(patroni_primary) > 1", "sum(patroni_primary) > 2")


def with_rules(check):
    """A check of what is written to a folder first."""

    def checked(documents, place):
        observability.write_rules(documents, place / "mutant")
        return check(place / "mutant")

    return checked


# Those whose check runs a program on files.
MUTANTS_ON_FILES = [
    ("asynchronous replication", asynchronous, lambda d, place: delivery.patroni(d, "prod"), "acknowledged before a second node has it"),
    ("a proxy to nowhere", broken_proxy, delivery.haproxy, "unable to find required default_backend"),
    ("an alert that goes the wrong way", misrouted, lambda d, place: observability.alertmanager(d, "prod", place), "receivers"),
    ("a panel that cannot be read", unreadable_panel, observability.dashboards, "unclosed left parenthesis"),
    ("a rule without a test", untested_rule, with_rules(observability.untested), "Untested is never seen to be over"),
    ("a runbook that is not there", untested_rule, with_rules(observability.runbooks), "has nothing called Untested"),
    ("a wrong threshold", wrong_threshold, with_rules(lambda place: observability.rule_tests(place, "helm-postgres.yml")), "TwoPrimaries"),
]
