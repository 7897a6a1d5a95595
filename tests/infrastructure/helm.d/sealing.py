"""Secrets drawn by infrastructure/gitops/secrets.sh, sealed with SOPS for an age key, opened again, and held against what the chart asks for."""

import hashlib
import subprocess
from pathlib import Path

import yaml

from chart import name_of
from findings import wanted_secrets

MARK = "zq7"
SCRIPT = "infrastructure/gitops/secrets.sh"
NAMES = "SMTP_URL SMTP_PASSWORD FILES_KEY FILES_SECRET BACKUP_KEY BACKUP_SECRET OBJECT_KEY OBJECT_SECRET PAYMENTS_SECRET_KEY PAYMENTS_WEBHOOK_SECRETS SLACK_URL PAGERDUTY_KEY".split()


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **more)


def key(place):
    """A key of the test's own: its file and its recipient."""
    file = place / "age.key"
    file.unlink(missing_ok=True)
    made = run("age-keygen", "-o", str(file))
    return file, made.stderr.strip().removeprefix("Public key: ")


def marked(name):
    """What somebody brings: recognisable wherever it appears in the clear, and of the strength that the product asks for."""
    drawn = MARK + hashlib.sha256(name.encode()).hexdigest()[:40]
    forms = {
        "SMTP_URL": f"smtps://koprogo:{drawn}@mail.koprogo.example",
        "SLACK_URL": f"https://hooks.example/{drawn}",
        "PAYMENTS_SECRET_KEY": f"sk_test_{drawn}",
        "PAYMENTS_WEBHOOK_SECRETS": f"whsec_{drawn}",
    }
    return forms.get(name, drawn)


def draw(place, recipient, names=NAMES):
    brought = place / "brought.env"
    brought.write_text("# brought by somebody\n" + "".join(f"{name}={marked(name)}\n" for name in names))
    return run(SCRIPT, "--age", recipient, "--brought", str(brought), "--to", str(place / "sealed"))


def in_the_clear(place):
    """Nothing of a secret is written unsealed, and names stay legible for whoever reviews."""
    found = []
    for file in (place / "sealed").glob("koprogo-*.yaml"):
        text = file.read_text()
        if MARK in text or "postgres://" in text:
            found.append(f"{file.name} holds a secret in the clear")
        sealed = yaml.safe_load(text)
        found += [f"{file.name}: {key_} is not sealed" for key_, value in sealed["stringData"].items() if not value.startswith("ENC[AES256_GCM")]
        if "sops" not in sealed or not sealed["metadata"]["name"]:
            found.append(f"{file.name} is not what SOPS writes")
    return found


def opened(place, file):
    """The Secrets as the cluster would have them; an error of SOPS is raised."""
    found = []
    for sealed in sorted((place / "sealed").glob("koprogo-*.yaml")):
        done = run("sops", "decrypt", str(sealed), env={"SOPS_AGE_KEY_FILE": str(file), "PATH": "/usr/bin:/bin:" + str(Path(run("which", "sops").stdout.strip()).parent)})
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip()[-300:])
        found.append(yaml.safe_load(done.stdout))
    return found


def lacking(secrets, documents):
    """What pods ask for and no Secret has."""
    held = {(each["metadata"]["namespace"], each["metadata"]["name"], key_) for each in secrets for key_ in each["stringData"]}
    return [f"nobody has {'/'.join(wanted)}" for wanted in sorted(wanted_secrets(documents) - held)]


def superfluous(secrets, documents):
    held = {(each["metadata"]["namespace"], each["metadata"]["name"], key_) for each in secrets for key_ in each["stringData"]}
    return [f"nobody asks for {'/'.join(each)}" for each in sorted(held - wanted_secrets(documents))]


def fetched(documents):
    """External Secrets bring what pods ask for, and nothing else."""
    brought = {(each["metadata"]["namespace"], each["spec"]["target"]["name"], item["secretKey"]) for each in documents if each["kind"] == "ExternalSecret" for item in each["spec"]["data"]}
    wanted = wanted_secrets(documents)
    found = [f"no ExternalSecret brings {'/'.join(each)}" for each in sorted(wanted - brought)]
    return found + [f"an ExternalSecret brings {'/'.join(each)}, which nobody asks for" for each in sorted(brought - wanted)]


def inhabited(secrets):
    return [f"{name_of(each)} has an empty value" for each in secrets if not all(each["stringData"].values())]
