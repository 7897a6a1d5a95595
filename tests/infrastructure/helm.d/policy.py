"""checkov's policies of Kubernetes, offline, on everything that is rendered; what is left after the reviewed exceptions is an error."""

import json
import subprocess

import yaml


def scan(home, documents, place):
    """(check, resource, sentence) of every failed policy, and how many passed."""
    file = place / "everything.yaml"
    file.write_text(yaml.safe_dump_all(documents))
    command = [str(home / "helm-policy/bin/checkov"), "--framework", "kubernetes", "--skip-download", "--quiet", "--compact", "--output", "json", "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    report = json.loads(done.stdout)
    if report["summary"]["parsing_errors"] or report["summary"]["passed"] < 500:
        raise RuntimeError(f"checkov has not read what it was given: {report['summary']}")
    failed = [(each["check_id"], each["resource"], f"{each['check_id']} {each['resource']}: {each['check_name']}") for each in report["results"]["failed_checks"]]
    return failed, report["summary"]["passed"]
