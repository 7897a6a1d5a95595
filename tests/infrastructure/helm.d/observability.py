"""Prometheus, Alertmanager and Grafana, as the chart renders them, judged by their own tools."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import yaml

from chart import CHART, find

SHARED = Path("deploy/monitoring/prometheus")
TESTS = Path("infrastructure/helm/prometheus-tests")
DASHBOARDS = (Path("deploy/monitoring/grafana/dashboards"), CHART / "files/grafana/cluster")
ROUTES = {
    "prod": {"severity=critical alertname=PrimaryMissing": "urgent", "severity=warning alertname=SlowAnswers": "everyday", "severity=none alertname=Watchdog": "nobody", "severity=critical alertname=BackupMissing": "urgent"},
    "dev": {"severity=critical alertname=PrimaryMissing": "urgent", "severity=critical alertname=BackupMissing": "nobody"},
}


def said(*command):
    """What a program has against its input; nothing when it is content."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()[-1500:]]


def write_rules(documents, place):
    """The rules as Prometheus would find them, and the tests beside them."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "rules").mkdir(parents=True)
    (place / "tests").mkdir()
    for name, text in find(documents, "ConfigMap", "koprogo-prometheus-rules")["data"].items():
        (place / "rules" / name).write_text(text)
    for test in [*(SHARED / "tests").glob("*.yml"), *TESTS.glob("*.yml")]:
        (place / "tests" / (test.parent.parent.name + "-" + test.name)).write_text(test.read_text())
    configuration = find(documents, "ConfigMap", "koprogo-prometheus")["data"]["prometheus.yml"]
    (place / "prometheus.yml").write_text(configuration.replace("/etc/prometheus/rules", "rules"))


def prometheus_config(place):
    return said("promtool", "check", "config", str(place / "prometheus.yml"))


def rule_tests(place, which="*.yml"):
    return said("promtool", "test", "rules", *map(str, sorted((place / "tests").glob(which))))


def untested(place):
    """Each alert fires in one test and does not in another; each record is asked for, or is what a tested alert rests on."""
    rules = [rule for file in (place / "rules").glob("*.yml") for group in yaml.safe_load(file.read_text())["groups"] for rule in group["rules"]]
    cases = [case for file in (place / "tests").glob("*.yml") for case in yaml.safe_load(file.read_text())["tests"]]
    asked = [each for case in cases for each in case.get("alert_rule_test", [])]
    fires = {each["alertname"] for each in asked if each.get("exp_alerts")}
    ends = {each["alertname"] for each in asked if not each.get("exp_alerts")}
    samples = {each["expr"] for case in cases for each in case.get("promql_expr_test", [])}
    tested = " ".join(rule["expr"] for rule in rules if rule.get("alert") in fires & ends)
    found = []
    for rule in rules:
        name = rule.get("alert") or rule["record"]
        # It always fires: that is what it is for.
        if "alert" in rule and name not in fires:
            found.append(f"{name} is never seen to fire")
        if "alert" in rule and name not in ends and name != "Watchdog":
            found.append(f"{name} is never seen to be over")
        if "record" in rule and not any(name in sample for sample in samples) and not re.search(rf"\b{re.escape(name)}\b", tested):
            found.append(f"{name} is never asked for")
    return found


def runbooks(place):
    """What an alert names as its runbook is there."""
    found = []
    for file in (place / "rules").glob("*.yml"):
        for group in yaml.safe_load(file.read_text())["groups"]:
            for rule in (rule for rule in group["rules"] if "alert" in rule):
                path, _, heading = rule["annotations"]["runbook"].partition(": ")
                if not re.search(rf"^(#+ .*`{heading}`|\| {heading} \|)", Path(path).read_text(), re.MULTILINE):
                    found.append(f"{rule['alert']}: {path} has nothing called {heading}")
    return found


def shared_rules_are_the_same(documents):
    data = find(documents, "ConfigMap", "koprogo-prometheus-rules")["data"]
    return [f"{file.name} is not what {file} says" for file in (SHARED / "rules").glob("*.yml") if data.get(file.name, "").strip() != file.read_text().strip()]


def scrapes_lead_somewhere(documents):
    """What Prometheus looks for by name is a service without an address of its own, so that each pod is found; at a port that it has."""
    services = {f"{each['metadata']['name']}.{each['metadata']['namespace']}.svc.cluster.local": each["spec"] for each in documents if each["kind"] == "Service"}
    configuration = yaml.safe_load(find(documents, "ConfigMap", "koprogo-prometheus")["data"]["prometheus.yml"])
    found = []
    for job in configuration["scrape_configs"]:
        for target in job.get("dns_sd_configs", []):
            for name in target["names"]:
                spec = services.get(name)
                if not spec or target["port"] not in [port["port"] for port in spec["ports"]]:
                    found.append(f"{job['job_name']}: {name}:{target['port']} is nobody")
    return found


def alertmanager(documents, environment, place):
    """The configuration is one, and who is told of what is as it should be."""
    file = place / f"alertmanager-{environment}.yml"
    file.write_text(find(documents, "ConfigMap", "koprogo-alertmanager")["data"]["alertmanager.yml"])
    found = said("amtool", "check-config", str(file))
    for labels, receiver in ROUTES.get(environment, {}).items():
        found += said("amtool", "config", "routes", "test", f"--config.file={file}", f"--verify.receivers={receiver}", *labels.split())
    return found


def told_how(documents):
    """Urgent things reach a telephone where PagerDuty is on, and a mail always."""
    receivers = {each["name"]: each for each in yaml.safe_load(find(documents, "ConfigMap", "koprogo-alertmanager")["data"]["alertmanager.yml"])["receivers"]}
    wanted = {"urgent": {"email_configs", "slack_configs", "pagerduty_configs"}, "everyday": {"email_configs", "slack_configs"}}
    return [f"{name} lacks {kind}" for name, kinds in wanted.items() for kind in sorted(kinds - set(receivers[name]))]


def dashboards(documents, place):
    """Rendered as they are in the repository, each expression read by the parser of Prometheus, no identity twice."""
    data = find(documents, "ConfigMap", "koprogo-grafana-dashboards")["data"]
    files = {file.name: file for folder in DASHBOARDS for file in folder.glob("*.json")}
    found = [f"{name} is rendered and not in the repository, or the other way round" for name in sorted(set(data) ^ set(files))]
    found += [f"{name} is not what {files[name]} says" for name in sorted(set(data) & set(files)) if json.loads(data[name]) != json.loads(files[name].read_text())]
    boards = [json.loads(text) for text in data.values()]
    if len({board["uid"] for board in boards}) != len(boards):
        found.append("two dashboards have the same uid")
    expressions = [target["expr"] for board in boards for panel in board["panels"] for target in panel["targets"]]
    rules = {"groups": [{"name": "dashboards", "rules": [{"record": f"panel_{n}", "expr": expression} for n, expression in enumerate(expressions)]}]}
    (place / "dashboards.yml").write_text(yaml.safe_dump(rules))
    return found + said("promtool", "check", "rules", str(place / "dashboards.yml"))
