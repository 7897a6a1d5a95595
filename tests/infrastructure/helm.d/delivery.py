"""What brings the chart into a cluster, and configurations that other programs read."""

import os
import re
import subprocess
import tarfile
from pathlib import Path

import helm_python as helm
import yaml

from chart import CHART, find, pod_of
from observability import said

GITOPS = Path("infrastructure/gitops")


def kustomized(environment):
    done = subprocess.run(["kubectl", "kustomize", str(GITOPS / "clusters" / environment)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return list(yaml.safe_load_all(done.stdout))


def namespaces():
    return list(yaml.safe_load_all((GITOPS / "base/namespaces.yaml").read_text()))


def releases(environment):
    """Each release names a version, a source that is there, values that the chart has, and waits for what is there."""
    documents = kustomized(environment)
    found = []
    sources = {each["metadata"]["name"] for each in documents if each["kind"] == "HelmRepository"}
    names = {each["metadata"]["name"] for each in documents if each["kind"] == "HelmRelease"}
    version = yaml.safe_load((CHART / "Chart.yaml").read_text())["version"]
    for release in (each for each in documents if each["kind"] == "HelmRelease"):
        name, spec = release["metadata"]["name"], release["spec"]
        chart = spec["chart"]["spec"]
        if chart["sourceRef"]["name"] not in sources:
            found.append(f"{name} comes from {chart['sourceRef']['name']}, which is nowhere")
        found += [f"{name} waits for {each['name']}, which is not there" for each in spec.get("dependsOn", []) if each["name"] not in names]
        if chart["chart"] == "koprogo":
            if chart["version"] != version:
                found.append(f"{name} is version {chart['version']}, and the chart is {version}")
            if chart["valuesFiles"] != ["values.yaml", f"values-{environment}.yaml"]:
                found.append(f"{name} takes {chart['valuesFiles']}")
            found += [f"{name}: the chart has no {file}" for file in chart["valuesFiles"] if not (CHART / file).exists()]
    return found


def package(place):
    """What is pushed: links into deploy/ have become the files they lead to, and it renders as the folder does."""
    place.mkdir(parents=True, exist_ok=True)
    archive = helm.package(str(CHART), destination=str(place))
    with tarfile.open(archive) as tar:
        members = {member.name: member for member in tar.getmembers()}
        found = [f"{name} is a link" for name, member in members.items() if not member.isfile()]
        for source, name in {
            "deploy/monitoring/prometheus/rules/product.yml": "koprogo/files/prometheus/shared/product.yml",
            "deploy/monitoring/grafana/dashboards/product.json": "koprogo/files/grafana/dashboards/product.json",
            "deploy/postgres/roles.sh": "koprogo/files/postgres/roles.sh",
            "deploy/roles.sql": "koprogo/files/postgres/roles.sql",
        }.items():
            if name not in members or tar.extractfile(name).read() != Path(source).read_bytes():
                found.append(f"{source} is not in the package as {name}")
    os.unlink(archive)
    return found


def lint(values):
    result = helm.lint(str(CHART), values, kube_version="1.32.0")
    # 1 is what would be nice (a picture), 2 a warning, 3 an error.
    return [f"{each['path']}: {each['error']}" for each in result["messages"] if each["severity"] > 1]


def haproxy(documents, place):
    """HAProxy reads what it will be given, with the nodes of this environment."""
    file = place / "haproxy.cfg"
    file.write_text(find(documents, "ConfigMap", "koprogo-postgres-proxy")["data"]["haproxy.cfg"])
    container = pod_of(find(documents, "Deployment", "koprogo-postgres-proxy"))["spec"]["containers"][0]
    variables = {each["name"]: each["value"] for each in container["env"]}
    done = subprocess.run(["haproxy", "-c", "-f", str(file)], capture_output=True, text=True, timeout=30, env={**os.environ, **variables})
    # That a name cannot be resolved here is a warning: `init-addr none` is what it is for.
    return [] if done.returncode == 0 else [done.stderr[-600:]]


def patroni(documents, environment):
    """What all nodes agree on holds together, and the file that says so is the one that was rehearsed."""
    configuration = yaml.safe_load(find(documents, "ConfigMap", "koprogo-postgres")["data"]["patroni.yaml"])
    agreed = configuration["bootstrap"]["dcs"]
    found = []
    if agreed != yaml.safe_load((CHART / "files/patroni/dcs.yaml").read_text()):
        found.append("bootstrap.dcs is not files/patroni/dcs.yaml")
    if agreed["ttl"] < agreed["loop_wait"] + 2 * agreed["retry_timeout"]:
        found.append("ttl is less than loop_wait + 2 × retry_timeout")
    if agreed["synchronous_mode"] is not True or agreed["postgresql"]["parameters"]["synchronous_commit"] != "on":
        found.append("a commit is acknowledged before a second node has it")
    replicas = find(documents, "StatefulSet", "koprogo-etcd")["spec"]["replicas"]
    if len(configuration["etcd3"]["hosts"].split(",")) != replicas:
        found.append("Patroni does not know every etcd")
    if configuration["postgresql"]["parameters"].get("archive_mode") != ("on" if environment != "dev" else None):
        found.append("the log is archived where there are no backups, or not where there are")
    return found


def headers_as_on_one_machine(documents):
    """What every answer says is the same in both worlds."""
    text = re.sub(r"^\{\{.*\}\}$", "", Path("deploy/traefik/routes.prod.yml").read_text(), flags=re.MULTILINE)
    alone = yaml.safe_load(text)
    found = []
    if find(documents, "Middleware", "koprogo-headers")["spec"]["headers"] != alone["http"]["middlewares"]["headers"]["headers"]:
        found.append("headers differ from deploy/traefik/routes.prod.yml")
    if find(documents, "Middleware", "koprogo-again")["spec"]["retry"] != alone["http"]["middlewares"]["again"]["retry"]:
        found.append("retry differs from deploy/traefik/routes.prod.yml")
    if find(documents, "TLSOption", "koprogo-strict")["spec"] != alone["tls"]["options"]["strict"]:
        found.append("TLS differs from deploy/traefik/routes.prod.yml")
    return found


def migrations_first(documents):
    """The job runs before anything of its release changes, and a failed one keeps the release from being rolled out."""
    job = find(documents, "Job", "koprogo-migrate")
    hooks = job["metadata"]["annotations"]
    found = []
    if hooks.get("helm.sh/hook") != "pre-install,pre-upgrade":
        found.append("migrations are no hook before installation and upgrade")
    account = find(documents, "ServiceAccount", "koprogo-migrate")["metadata"]["annotations"]
    if int(account["helm.sh/hook-weight"]) >= int(hooks["helm.sh/hook-weight"]):
        found.append("the account of the migrations is made after them")
    return found


def shell(paths):
    scripts = [str(path) for path in paths]
    return said("shellcheck", "--external-sources", *scripts) + said("shfmt", "-i", "2", "-ci", "-d", *scripts)


def written():
    """Scripts, YAML and the Dockerfile of this part: without faults, in the form of the house."""
    scripts = [*CHART.rglob("*.sh"), *GITOPS.rglob("*.sh"), Path("tests/infrastructure/helm"), *Path("tests/infrastructure/helm.d").glob("*.sh")]
    rules = "{extends: default, rules: {document-start: disable, line-length: {max: 200}, braces: {max-spaces-inside: 0}, comments: {min-spaces-from-content: 1}, truthy: {check-keys: false}}}"
    plain = [*GITOPS.rglob("*.yaml"), *CHART.glob("*.yaml"), *(CHART / "files/prometheus/rules").glob("*.yml"), CHART / "files/patroni/dcs.yaml", *Path("infrastructure/helm").glob("*.yaml"), *Path("infrastructure/helm/prometheus-tests").glob("*.yml")]
    scripts += [Path("tests/infrastructure/data")]
    return shell(scripts) + said("hadolint", "infrastructure/helm/images/postgres/Dockerfile") + said("yamllint", "--strict", "--config-data", rules, *map(str, plain))


def image_variables():
    """What the product's image says by itself, to every pod."""
    return dict(re.findall(r"\b(KOPROGO_\w+)=(\S+)", Path("deploy/docker/Dockerfile").read_text().split("\nENV ", 1)[1]))


def check_config(documents, program, secrets, place):
    """The product itself reads what its pods are given: variables as rendered, secrets as drawn."""
    found = []
    held = {each["metadata"]["name"]: each["stringData"] for each in secrets}
    folder = place / "run-secrets"
    folder.mkdir(exist_ok=True)
    for name in ("koprogo-product", "koprogo-migrate"):
        for key, value in held[name].items():
            (folder / key).write_text(value)
    for name in ("api", "worker", "operators"):
        container = pod_of(find(documents, "Deployment", f"koprogo-{name}"))["spec"]["containers"][0]
        variables = {each["name"]: each["value"].replace("/run/secrets", str(folder)) for each in container["env"]}
        done = subprocess.run([program, "check-config"], capture_output=True, text=True, timeout=30, env={**image_variables(), **variables})
        if done.returncode != 0:
            found.append(f"{name}: " + " ".join(line for line in (done.stdout + done.stderr).splitlines() if "✗" in line))
    return found
