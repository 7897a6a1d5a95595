"""A copy of the chart for the Kubernetes that can be built: what 1.20 names otherwise, or does not know yet. Each change has to be found."""

import re
import shutil
from pathlib import Path

CHANGES = (
    ("Chart.yaml", 'kubeVersion: ">=1.30.0-0"', 'kubeVersion: ">=1.20.0-0"'),
    # policy/v1 is of 1.21, the field of 1.26.
    ("templates/_helpers.tpl", "apiVersion: policy/v1\n", "apiVersion: policy/v1beta1\n"),
    ("templates/_helpers.tpl", "  unhealthyPodEvictionPolicy: AlwaysAllow\n", ""),
    # autoscaling/v2 is of 1.23.
    ("templates/product/api.yaml", "apiVersion: autoscaling/v2\n", "apiVersion: autoscaling/v2beta2\n"),
    ("templates/product/worker.yaml", "apiVersion: autoscaling/v2\n", "apiVersion: autoscaling/v2beta2\n"),
    # `sleep` is of 1.29; there is no shell in the image that could sleep. The product goes on answering for as long (drain.leaveSeconds).
    ("templates/product/api.yaml", "          lifecycle: {preStop: {sleep: {seconds: {{ .Values.drain.preStopSeconds }}}}}\n", ""),
    ("templates/product/operators.yaml", "          lifecycle: {preStop: {sleep: {seconds: {{ .Values.drain.preStopSeconds }}}}}\n", ""),
)
# An API server of 1.20 wants to be told what a service's port speaks when it merges what Helm applies.
PORT = re.compile(r"(\{name: [\w-]+, port: \d+(?:, targetPort: \w+)?)\}")


def chart(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    for name, found, instead in CHANGES:
        file = Path(target) / name
        text = file.read_text()
        if found not in text:
            raise RuntimeError(f"{name} no longer says {found.strip()}: kubernetes.d/older.py is to be looked through")
        file.write_text(text.replace(found, instead))
    ports = 0
    for file in Path(target).glob("templates/**/*.yaml"):
        text, count = PORT.subn(r"\1, protocol: TCP}", file.read_text())
        ports += count
        file.write_text(text)
    if ports == 0:
        raise RuntimeError("no service of the chart has a port that kubernetes.d/older.py recognises")
    return target
