"""What can be wrong with manifests. Each function takes documents and returns sentences; none means that nothing is wrong."""

import functools
import json
import re
from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

from chart import containers, name_of, workloads

VERSIONS = ("1.30", "1.31", "1.32", "1.33", "1.34")
KINDS = json.loads((Path(__file__).parent / "kinds.json").read_text())
EXCEPTIONS = Path("infrastructure/helm/policy-exceptions.yaml")
RESTRICTED_VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}


def schemas(documents):
    """Kubernetes' own schemas, strict; kinds of others by kinds.json, which must know each."""
    found = []
    for document in documents:
        kind = f"{document['apiVersion']}/{document['kind']}"
        if kind in KINDS:
            schema = {"$defs": KINDS["$defs"], **KINDS[kind]}
            errors = jsonschema.Draft202012Validator(schema).iter_errors(document)
            found += [f"{name_of(document)}: {error.json_path}: {error.message[:160]}" for error in errors]
            continue
        found += [f"{name_of(document)}{sentence}" for version in VERSIONS for sentence in against(json.dumps(document), version)]
    return found


@functools.cache
def against(text, version):
    """What a version of Kubernetes has against a document; most of them are the same in several environments."""
    try:
        kubernetes_validate.validate(json.loads(text), version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return [f" against {version}: {'.'.join(map(str, error.path))}: {error.message[:160]}"]
    except (kubernetes_validate.InvalidSchemaError, kubernetes_validate.SchemaNotFoundError):
        return [f" is no kind of Kubernetes {version}, and kinds.json does not know it"]
    return []


def same_twice(documents):
    names = [name_of(document) + document["apiVersion"] for document in documents]
    return sorted({f"{name} is there twice" for name in names if names.count(name) > 1})


def exceptions():
    return yaml.safe_load(EXCEPTIONS.read_text())["exceptions"]


def excused(findings):
    """What is left of (check, resource, sentence) once the reviewed exceptions are taken away; one that excuses nothing is told as well."""
    used, left = set(), []
    reviewed = [each for each in exceptions() if each["check"] in {check for check, _, _ in findings} or each["check"].startswith("own:")]
    for check, resource, sentence in findings:
        matching = [n for n, each in enumerate(reviewed) if each["check"] == check and re.fullmatch(each["resource"], resource)]
        used.update(matching)
        if not matching:
            left.append(sentence)
    return left, [f"the exception {each['check']} for {each['resource']} excuses nothing" for n, each in enumerate(reviewed) if n not in used]


def hardening(documents):
    """(check, resource, sentence) of every pod and container that may more than it has to."""
    found = []
    for document, pod in workloads(documents):
        name = f"{document['kind']}.{document['metadata']['namespace']}.{document['metadata']['name']}"

        def told(check, what, name=name):
            found.append((f"own:{check}", name, f"{name}: {what}"))

        spec = pod["spec"]
        security = spec.get("securityContext", {})
        if spec.get("automountServiceAccountToken") is not False:
            told("token", "has a token of the cluster")
        if not spec.get("serviceAccountName", "").startswith("koprogo-"):
            told("account", "has no account of its own")
        if security.get("runAsNonRoot") is not True or not security.get("runAsUser"):
            told("root", "may run as root")
        if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            told("seccomp", "has no seccomp profile")
        for key in ("hostNetwork", "hostPID", "hostIPC"):
            if spec.get(key):
                told("host", f"shares {key} with the machine")
        for volume in spec.get("volumes", []):
            if "hostPath" in volume:
                told("host", f"sees {volume['hostPath']['path']} of the machine")
        for container in containers(pod):
            found_in_container(container, told)
    return found


def found_in_container(container, told):
    name = container["name"]
    security = container.get("securityContext", {})
    if security.get("readOnlyRootFilesystem") is not True:
        told("writable", f"{name} may write to its root")
    if security.get("allowPrivilegeEscalation") is not False or security.get("privileged"):
        told("privileges", f"{name} may gain privileges")
    if security.get("capabilities", {}).get("drop") != ["ALL"] or security.get("capabilities", {}).get("add"):
        told("capabilities", f"{name} keeps capabilities")
    for kind in ("requests", "limits"):
        for what in ("cpu", "memory"):
            if not container.get("resources", {}).get(kind, {}).get(what):
                told("resources", f"{name} has no {kind} of {what}")
    if not re.fullmatch(r"[^@:]+(:[0-9]+/[^@:]+)?:[A-Za-z0-9][A-Za-z0-9._-]*@sha256:[0-9a-f]{64}", container["image"]):
        told("image", f"{name}: {container['image']} is not named by version and digest")


def pod_security(documents, namespaces):
    """The level `restricted`, as the namespaces demand it."""
    levels = {each["metadata"]["name"]: each["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] for each in namespaces}
    found = []
    for document, pod in workloads(documents):
        level = levels.get(document["metadata"]["namespace"])
        if level is None:
            found.append(f"{name_of(document)} is in a namespace that is not made")
        if level == "restricted":
            found += [f"{name_of(document)}: {what}" for what in beyond_restricted(pod["spec"])]
    return found


def beyond_restricted(spec):
    found = [key for key in ("hostNetwork", "hostPID", "hostIPC") if spec.get(key)]
    found += [f"a volume of kind {kind}" for volume in spec.get("volumes", []) for kind in volume if kind != "name" and kind not in RESTRICTED_VOLUMES]
    security = spec.get("securityContext", {})
    for container in spec.get("initContainers", []) + spec["containers"]:
        own = {**security, **container.get("securityContext", {})}
        if own.get("runAsNonRoot") is not True or own.get("runAsUser") == 0:
            found.append("root")
        if own.get("seccompProfile", {}).get("type") not in ("RuntimeDefault", "Localhost"):
            found.append("no seccomp profile")
        if own.get("allowPrivilegeEscalation") is not False or own.get("privileged"):
            found.append("privilege escalation")
        if "ALL" not in own.get("capabilities", {}).get("drop", []):
            found.append("capabilities")
        found += [f"host port {port['hostPort']}" for port in container.get("ports", []) if port.get("hostPort")]
    return found


def probes(documents):
    found = []
    for document, pod in workloads(documents):
        if document["kind"] in ("Job", "CronJob"):
            continue
        for container in containers(pod):
            missing = [kind for kind in ("readinessProbe", "livenessProbe") if kind not in container]
            found += [f"{name_of(document)}: {container['name']} has no {kind}" for kind in missing]
            ports = {port["name"] for port in container.get("ports", [])}
            for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
                probe = container.get(kind, {})
                port = (probe.get("httpGet") or probe.get("tcpSocket") or {}).get("port")
                if port is not None and port not in ports:
                    found.append(f"{name_of(document)}: {kind} asks a port {port} that {container['name']} does not name")
    return found


def availability(documents):
    """Of what there are several: a budget that lets nodes be drained, and not all on one machine."""
    found = []
    budgets = [each["spec"]["selector"]["matchLabels"] for each in documents if each["kind"] == "PodDisruptionBudget"]
    scaled = {each["spec"]["scaleTargetRef"]["name"] for each in documents if each["kind"] == "HorizontalPodAutoscaler"}
    for document, pod in workloads(documents):
        several = document["spec"].get("replicas", 1) > 1 or document["metadata"]["name"] in scaled
        if document["kind"] not in ("Deployment", "StatefulSet") or not several:
            continue
        labels = pod["metadata"]["labels"]
        if not any(budget.items() <= labels.items() for budget in budgets):
            found.append(f"{name_of(document)} has no PodDisruptionBudget")
        if not pod["spec"].get("topologySpreadConstraints"):
            found.append(f"{name_of(document)} is not spread over machines")
    for document in documents:
        if document["kind"] == "PodDisruptionBudget" and document["spec"].get("maxUnavailable") != 1:
            found.append(f"{name_of(document)} does not let one go at a time")
    return found


def references(documents):
    """Services lead to pods and ports that there are, volumes and variables to ConfigMaps that there are."""
    found = []
    maps = {(each["metadata"]["namespace"], each["metadata"]["name"]): set(each.get("data", {})) for each in documents if each["kind"] == "ConfigMap"}
    pods = [(document["metadata"]["namespace"], pod) for document, pod in workloads(documents)]
    accounts = {(each["metadata"]["namespace"], each["metadata"]["name"]) for each in documents if each["kind"] == "ServiceAccount"}
    for document in documents:
        if document["kind"] == "Service" and document["metadata"]["namespace"] != "kube-system":
            found += dangling_service(document, pods)
        if document["kind"] == "HorizontalPodAutoscaler":
            target = document["spec"]["scaleTargetRef"]
            if not any(each["kind"] == target["kind"] and each["metadata"]["name"] == target["name"] for each in documents):
                found.append(f"{name_of(document)} scales nothing")
    for document, pod in workloads(documents):
        namespace = document["metadata"]["namespace"]
        if (namespace, pod["spec"]["serviceAccountName"]) not in accounts:
            found.append(f"{name_of(document)}: there is no account {pod['spec']['serviceAccountName']}")
        for wanted, keys in config_maps(pod["spec"].get("volumes", [])):
            missing = keys - maps.get((namespace, wanted), set()) if (namespace, wanted) in maps else {"itself"}
            if missing:
                found.append(f"{name_of(document)}: the ConfigMap {wanted} lacks {', '.join(sorted(missing))}")
        volumes = {volume["name"] for volume in pod["spec"].get("volumes", [])}
        volumes |= {claim["metadata"]["name"] for claim in document["spec"].get("volumeClaimTemplates", [])}
        mounted = {mount["name"] for container in containers(pod) for mount in container.get("volumeMounts", [])}
        found += [f"{name_of(document)}: the volume {name} is mounted and not there" for name in sorted(mounted - volumes)]
        found += [f"{name_of(document)}: nobody mounts the volume {name}" for name in sorted(volumes - mounted)]
    return found


def dangling_service(service, pods):
    selector = service["spec"]["selector"].items()
    namespace = service["metadata"]["namespace"]
    chosen = [pod for where, pod in pods if where == namespace and selector <= pod["metadata"]["labels"].items()]
    if not chosen:
        return [f"{name_of(service)} leads to no pod"]
    ports = {port[key] for pod in chosen for container in containers(pod) for port in container.get("ports", []) for key in ("name", "containerPort")}
    wanted = {port.get("targetPort", port["port"]) for port in service["spec"]["ports"]}
    return [f"{name_of(service)} leads to a port {port} that no pod has" for port in sorted(map(str, wanted - ports))]


def config_maps(volumes):
    for volume in volumes:
        for source in [volume, *volume.get("projected", {}).get("sources", [])]:
            if "configMap" in source:
                yield source["configMap"]["name"], {item["key"] for item in source["configMap"].get("items", [])}


def wanted_secrets(documents):
    """(namespace, Secret, key) that pods cannot start without. Those that cert-manager writes are no secrets of ours."""
    made = {each["spec"]["secretName"] for each in documents if each["kind"] == "Certificate"}
    wanted = set()
    for document, pod in workloads(documents):
        namespace = document["metadata"]["namespace"]
        for volume in pod["spec"].get("volumes", []):
            for source in [volume, *volume.get("projected", {}).get("sources", [])]:
                secret = source.get("secret", {})
                name = secret.get("secretName") or secret.get("name")
                if name and name not in made:
                    wanted |= {(namespace, name, item["key"]) for item in secret.get("items", [{"key": "(every key)"}])}
        for container in containers(pod):
            for variable in container.get("env", []):
                key = variable.get("valueFrom", {}).get("secretKeyRef")
                if key:
                    wanted.add((namespace, key["name"], key["key"]))
    for document in documents:
        if document["kind"] == "Dragonfly":
            key = document["spec"]["authentication"]["passwordFromSecret"]
            wanted.add((document["metadata"]["namespace"], key["name"], key["key"]))
    return wanted


def drain(documents):
    """A pod of the product is given as long as the product may take (bin/koprogo/src/process.rs), and what balances forgets it first."""
    limit = int(re.search(r"CLOSE_DATABASE_LIMIT: Duration = Duration::from_secs\((\d+)\)", Path("bin/koprogo/src/process.rs").read_text())[1])
    found = []
    for name in ("api", "worker", "operators"):
        pod = next(pod for document, pod in workloads(documents) if document["metadata"]["name"] == f"koprogo-{name}")
        container = pod["spec"]["containers"][0]
        settings = {variable["name"]: variable["value"] for variable in container["env"]}
        before = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        leaves = int(settings["KOPROGO_SERVER__LEAVE_SECONDS"]) + int(settings["KOPROGO_SERVER__DRAIN_SECONDS_MAX"])
        # Calls are counted, then the database is closed: each within the limit.
        if pod["spec"]["terminationGracePeriodSeconds"] <= before + leaves + 2 * limit:
            found.append(f"{name} is killed after {pod['spec']['terminationGracePeriodSeconds']} s, and may take {before + leaves + 2 * limit}")
        if name == "api" and not before:
            found.append("api has no preStop: it is told to leave before anybody forgets it")
    return found


def settings_known(documents):
    """The program refuses variables that it does not know: those of its settings alone are given."""
    known = set(re.findall(r'"([a-z]+(?:\.[a-z0-9_]+)+)"', Path("bin/koprogo/src/config/settings.rs").read_text()))
    found = []
    for document, pod in workloads(documents):
        for container in containers(pod):
            for variable in container.get("env", []):
                name = variable["name"]
                if name.startswith("KOPROGO_"):
                    path = name.removeprefix("KOPROGO_").removesuffix("_FILE").lower().replace("__", ".")
                    if path not in known:
                        found.append(f"{name_of(document)}: {name} is no setting of the product")
    return found


