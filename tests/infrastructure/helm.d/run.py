"""Runs what `tests/infrastructure/helm --help` names, and counts."""

import os
import sys
import time
from pathlib import Path

HELP = """\
The chart of the cluster (infrastructure/helm/koprogo), rendered by Helm itself for every environment, and everything that can be held against
it without a cluster; how it gets there (infrastructure/gitops).

Usage: tests/infrastructure/helm [PART…]

  values         bad values are refused, each with a sentence that names the field
  manifests      lint; Kubernetes' schemas 1.30 to 1.34, strict; hardening, probes, budgets, references, drain, settings of the product
  network        the table of allowed edges out of the rendered policies, against infrastructure/helm/network-edges.csv
  observability  rules with promtool, each seen to fire and to be over; Alertmanager and its routes; every expression of the dashboards
  secrets        drawn, sealed with SOPS and age, opened, and held against what pods ask for
  delivery       the package, GitOps manifests, HAProxy's and Patroni's configuration, scripts and YAML
  broken         every kind of check on something broken: it must be seen
  policy         checkov; what it finds must be excused in infrastructure/helm/policy-exceptions.yaml (289 MB of its own)
  edges          writes the table of edges anew, to be reviewed with the change that made it differ (only when named)

Installs what is missing: Python with venv, Prometheus, Alertmanager, age, HAProxy; packages of Python below target/infrastructure. Needs
kubectl. KOPROGO_PROGRAM (or target/debug/koprogo): the product then reads the settings that its pods are given. Ends with `N passed, N failed`.
"""
if "--help" in sys.argv or "-h" in sys.argv:
    print(HELP, end="")
    sys.exit(0)

home = Path(sys.argv[1])
place = home / "helm-work"
place.mkdir(parents=True, exist_ok=True)
# Helm's library tells of every link that it follows, by the descriptor itself; what goes wrong is told on standard output.
os.dup2(os.open(place / "helm.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)

import delivery  # noqa: E402
import edges  # noqa: E402
import findings  # noqa: E402
import helm_python  # noqa: E402
import mutants  # noqa: E402
import observability  # noqa: E402
import policy  # noqa: E402
import refusals  # noqa: E402
import sealing  # noqa: E402
from chart import ENVIRONMENTS, PARTS, documents, environment_values, name_of, rendered  # noqa: E402

passed = failed = 0
WORLDS = (*ENVIRONMENTS, "all")


def expect(what, found):
    """One thing that must be so: nothing was found against it."""
    global passed, failed
    if not found:
        passed += 1
        return
    failed += 1
    print(f"  ✗ {what}")
    for sentence in found[:8]:
        print("      " + str(sentence).replace("\n", "\n      "))
    if len(found) > 8:
        print(f"      and {len(found) - 8} more")


def part_values():
    for what, part, over, sentence in refusals.REFUSED:
        try:
            documents(environment_values("prod", part, over))
            expect(f"refused: {what}", ["it was taken"])
        except helm_python.HelmError as error:
            expect(f"refused: {what}", [] if sentence in str(error) else [f"not with `{sentence}` but: {str(error)[-300:]}"])


def part_manifests():
    for environment in ENVIRONMENTS:
        for part in PARTS:
            expect(f"{environment}: lint of {part}", delivery.lint(environment_values(environment, part)))
    for world in WORLDS:
        everything = rendered(world)
        expect(f"{world}: schemas", findings.schemas(everything))
        expect(f"{world}: nothing twice", findings.same_twice(everything))
        expect(f"{world}: Pod Security", findings.pod_security(everything, delivery.namespaces()))
        for check in (findings.probes, findings.availability, findings.references, findings.drain, findings.settings_known):
            expect(f"{world}: {check.__name__}", check(everything))
        expect(f"{world}: hardening", findings.excused(findings.hardening(everything))[0])
        # Bounded by 63 as names of pods and labels are.
        expect(f"{world}: names", [name_of(each) for each in everything if len(each["metadata"]["name"]) > 52])
    left, unused = findings.excused(findings.hardening(rendered("all")))
    expect("every exception of our own is needed", unused)


def part_network():
    for world in WORLDS:
        everything = rendered(world)
        expect(f"{world}: both ends of every edge", edges.one_sided(everything))
        expect(f"{world}: denied unless allowed", edges.undefended(everything))
        expect(f"{world}: edges lead to open ports", edges.unreachable(everything))
        expect(f"{world}: edges as reviewed", edges.differs(everything) if world == "all" else edges.beyond(everything))


def part_observability():
    for environment in ENVIRONMENTS:
        everything = rendered(environment)
        observability.write_rules(everything, place / environment)
        expect(f"{environment}: prometheus.yml and its rules", observability.prometheus_config(place / environment))
        expect(f"{environment}: rules of one machine, unchanged", observability.shared_rules_are_the_same(everything))
        expect(f"{environment}: scrapes lead to services", observability.scrapes_lead_somewhere(everything))
        expect(f"{environment}: Alertmanager and its routes", observability.alertmanager(everything, environment, place))
        expect(f"{environment}: dashboards", observability.dashboards(everything, place))
    expect("unit tests of the rules", observability.rule_tests(place / "prod"))
    expect("every rule has its tests", observability.untested(place / "prod"))
    expect("every alert has its runbook", observability.runbooks(place / "prod"))
    expect("prod: urgent things are paged", observability.told_how(rendered("prod")))


def drawn():
    """Secrets as secrets.sh draws them, opened again."""
    import shutil

    shutil.rmtree(place / "sealed", ignore_errors=True)
    file, recipient = sealing.key(place)
    done = sealing.draw(place, recipient)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return file, recipient


def part_secrets():
    file, recipient = drawn()
    expect("nothing in the clear", sealing.in_the_clear(place))
    secrets = sealing.opened(place, file)
    expect("no empty value", sealing.inhabited(secrets))
    for environment in ENVIRONMENTS:
        expect(f"{environment}: what pods ask for is there", sealing.lacking(secrets, rendered(environment)))
    expect("prod: nothing that nobody asks for", sealing.superfluous(secrets, rendered("prod")))
    expect("External Secrets bring the same", sealing.fetched(rendered("all")))
    before = {each.name: each.read_bytes() for each in (place / "sealed").iterdir()}
    expect("a second run changes nothing", [sealing.draw(place, recipient).stderr] if sealing.draw(place, recipient).returncode else [name for name, text in before.items() if (place / "sealed" / name).read_bytes() != text])
    other = place / "other"
    other.mkdir(exist_ok=True)
    try:
        sealing.opened(place, sealing.key(other)[0])
        expect("another key opens nothing", ["it does"])
    except RuntimeError:
        expect("another key opens nothing", [])
    lacking = sealing.draw(place, recipient, [name for name in sealing.NAMES if name != "SLACK_URL"])
    expect("what was not brought is named", [] if lacking.returncode and "lacks: SLACK_URL" in lacking.stderr else [lacking.stderr])
    program = os.environ.get("KOPROGO_PROGRAM", str(home.parent / "debug/koprogo"))
    if "KOPROGO_PROGRAM" not in os.environ and not Path(program).exists():
        print(f"    (not asked: the product itself; there is no {program})")
        return
    for environment in ENVIRONMENTS:
        expect(f"{environment}: the product takes its settings", delivery.check_config(rendered(environment), str(Path(program).resolve()), secrets, place))


def part_delivery():
    for environment in ENVIRONMENTS:
        everything = rendered(environment)
        expect(f"{environment}: schemas of the GitOps manifests", findings.schemas(delivery.kustomized(environment)))
        expect(f"{environment}: releases, sources, values", delivery.releases(environment))
        expect(f"{environment}: haproxy.cfg", delivery.haproxy(everything, place))
        expect(f"{environment}: patroni.yaml", delivery.patroni(everything, environment))
        expect(f"{environment}: headers, retries and TLS as on one machine", delivery.headers_as_on_one_machine(everything))
        expect(f"{environment}: migrations come first", delivery.migrations_first(everything))
    expect("the package", delivery.package(place / "package"))
    expect("scripts and YAML", delivery.written())


def seen(found, sentence):
    return [] if any(sentence in each for each in found) else [f"not seen; found instead: {found[:3]}"]


def part_broken():
    for what, breaks, check, sentence in mutants.MUTANTS:
        everything = rendered("all")
        breaks(everything)
        expect(f"seen: {what}", seen(check(everything), sentence))
    for what, breaks, check, sentence in mutants.MUTANTS_ON_FILES:
        everything = rendered("prod")
        breaks(everything)
        expect(f"seen: {what}", seen(check(everything, place), sentence))
    # A reviewed exception that excuses nothing any more.
    everything = [each for each in rendered("all") if "kepler" not in each["metadata"]["name"]]
    expect("seen: an exception that nothing needs", seen(findings.excused(findings.hardening(everything))[1], "koprogo-kepler excuses nothing"))
    file, _ = drawn()
    sealed = place / "sealed/koprogo-migrate.yaml"
    sealed.write_text(sealed.read_text().replace("ENC[AES256_GCM,data:", "ENC[AES256_GCM,data:AAAA", 1))
    try:
        sealing.opened(place, file)
        expect("seen: a sealed secret that was changed", ["it was opened"])
    except RuntimeError:
        expect("seen: a sealed secret that was changed", [])


def part_policy():
    for world in ("dev", "all"):
        failed_checks, well = policy.scan(home, rendered(world), place)
        left, unused = findings.excused(failed_checks)
        expect(f"{world}: policies ({well} passed)", left)
        if world == "all":
            expect("every exception of the policies is needed", [each for each in unused if "own:" not in each])
    spoiled = rendered("all")
    mutants.container(spoiled)["securityContext"]["privileged"] = True
    expect("seen: a privileged container", seen(findings.excused(policy.scan(home, spoiled, place)[0])[0], "CKV_K8S_16"))


def part_edges():
    edges.TABLE.write_text(edges.table(rendered("all")))
    print(f"    wrote {edges.TABLE}: review the difference")


def main():
    parts = {name.removeprefix("part_"): function for name, function in globals().items() if name.startswith("part_")}
    wanted = sys.argv[2:] or [name for name in parts if name != "edges"]
    unknown = [name for name in wanted if name not in parts]
    if unknown:
        print(f"there is no part {', '.join(unknown)}: {', '.join(parts)}")
        sys.exit(2)
    begun = time.monotonic()
    for name in wanted:
        before, at = (passed, failed), time.monotonic()
        try:
            parts[name]()
        except Exception as error:  # a part that cannot go on is a failure, not the end of the others
            expect(f"{name} runs to its end", [f"{type(error).__name__}: {str(error)[-500:]}"])
        mark = "✓" if failed == before[1] else "✗"
        print(f"  {mark} {name:<14} {passed - before[0]:>4} passed  {time.monotonic() - at:>5.0f} s")
    print(f"\nin {time.monotonic() - begun:.0f} s\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
