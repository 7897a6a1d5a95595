"""A host is lost for good, its disk with it: what a new one costs that takes its place."""

from firm import seconds, until


def rehearse(ground):
    cluster = ground.cluster
    ground.await_whole("node")
    lost = ground.primary()
    writers, silent, _ = ground.primary_is_lost(lost)
    lost.lose_disk()
    ground.figure(f"{lost.name} is lost with its disk; {ground.primary().name} leads")
    took = replace(ground, lost)
    silent_after = writers.silence(took["at"])
    ground.figure(f"a new {lost.name}: {took['etcd']:.1f} s until etcd has three members, {took['whole']:.1f} s until a standby confirms and one follows, cloned by {took['cloned']}")
    ground.figure(f"meanwhile writers were silent for {silent_after:.1f} s at most")
    ground.judge(writers, "node", silent)
    ground.expect("node: the new host was cloned from the backup", took["cloned"] == "pgbackrest", took["cloned"])
    ground.expect("node: writers do not feel the new host", silent_after < 3, f"{silent_after:.1f} s")


def replace(ground, lost):
    """What docs/DISASTER_RECOVERY.md says to do: etcd is told that the member is gone and that another comes, and the new host starts."""
    cluster, at = ground.cluster, seconds()
    cluster.replace_member(lost, ground.primary())
    log = ground.logs / f"{lost.name}-patroni.log"
    known = log.stat().st_size
    lost.write_settings(etcd_state="existing")
    lost.heal()
    lost.start()
    until("etcd has three members", lambda: set(cluster.members(ground.primary())) == {host.name for host in cluster.hosts}, 60)
    etcd = seconds() - at
    ground.await_whole("node")
    whole = seconds() - at
    with open(log) as said:
        said.seek(known)
        cloned = next((line.rsplit(" ", 1)[1].strip() for line in said if "replica has been created using" in line), "nobody knows")
    lost.start_proxy()
    cluster.balance(cluster.hosts)
    ground.application.serve_in(lost)
    until("the product answers on the new host", lambda: ground.application.is_ready_in(lost), 60)
    return {"at": at, "etcd": etcd, "whole": whole, "cloned": cloned}
