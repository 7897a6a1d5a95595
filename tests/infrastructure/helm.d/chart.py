"""The chart, rendered by Helm itself for each environment."""

import copy
import functools
from pathlib import Path

import helm_python as helm
import yaml

CHART = Path("infrastructure/helm/koprogo")
ENVIRONMENTS = ("dev", "staging", "prod")
PARTS = ("platform", "product")
# Everything that may be on, on: what no environment uses is looked at as well.
ALL_ON = {
    "autoscaler": {"enabled": True},
    "baseDomain": "copro.example",
    "acme": {"solvers": [{"dns01": {"webhook": {"groupName": "acme.koprogo.example", "solverName": "ovh"}}}]},
    "secrets": {"external": {"enabled": True, "store": "vault"}},
    "imagePullSecrets": ["registry"],
}
POD_KINDS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")

helm.disable_logging()


def merged(base, over):
    result = copy.deepcopy(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else copy.deepcopy(value)
    return result


def environment_values(environment, part, over=None):
    return merged(yaml.safe_load((CHART / f"values-{environment}.yaml").read_text()), {"part": part, **(over or {})})


def texts(values):
    """What the templates say, by file. Raises HelmError when values are refused."""
    with helm.Chart.load(str(CHART)) as chart:
        chart.validate_schema(values)
        rendered = chart.render(values, name="koprogo-" + values.get("part", "product"), namespace="koprogo")
    return {name: text for name, text in rendered.items() if text.strip() and not name.endswith(".tpl")}


def documents(values):
    found = []
    for name, text in sorted(texts(values).items()):
        found += [document for document in yaml.safe_load_all(text) if document]
    return found


def digests():
    """A digest for every image, as an installation has them."""
    images = yaml.safe_load((CHART / "values.yaml").read_text())["images"]
    return {"images": {name: {"digest": "sha256:" + f"{number:064x}"} for number, name in enumerate(images, 1)}}


@functools.cache
def _rendered(environment):
    over = merged(digests(), ALL_ON if environment == "all" else {})
    base = "prod" if environment == "all" else environment
    return [document for part in PARTS for document in documents(environment_values(base, part, over))]


def rendered(environment):
    """Both releases of an environment, or of `all`; the caller may change what it gets."""
    return copy.deepcopy(_rendered(environment))


def name_of(document):
    metadata = document["metadata"]
    return f"{document['kind']}/{metadata.get('namespace', '-')}/{metadata['name']}"


def pod_of(document):
    """The template of a workload's pods, or None."""
    if document["kind"] == "CronJob":
        return document["spec"]["jobTemplate"]["spec"]["template"]
    return document["spec"]["template"] if document["kind"] in POD_KINDS else None


def workloads(documents_):
    return [(document, pod_of(document)) for document in documents_ if pod_of(document)]


def containers(pod):
    return pod["spec"].get("initContainers", []) + pod["spec"]["containers"]


def find(documents_, kind, name):
    return next(document for document in documents_ if document["kind"] == kind and document["metadata"]["name"] == name)
