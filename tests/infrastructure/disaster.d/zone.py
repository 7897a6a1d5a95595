"""The zone of the primary is lost at once: host, etcd, proxy and product; and it comes back with its disk."""

from firm import seconds, until


def rehearse(ground):
    cluster = ground.cluster
    ground.await_whole("zone")
    lost = ground.primary()
    writers, silent, at = ground.primary_is_lost(lost)
    away = seconds() - at
    ground.figure(f"the zone of {lost.name} is lost, and away for {away:.0f} s; {ground.primary().name} leads")
    served = [zone for zone in cluster.hosts if zone is not lost]
    for zone in served:
        ground.expect(f"zone: the product of {zone.name} is ready without it", ground.application.is_ready_in(zone))
    restored = seconds()
    comes_back(ground, lost)
    ground.figure(f"it is back: whole after {seconds() - restored:.1f} s, nobody did anything but switch it on")
    silent_after = writers.silence(restored)
    ground.figure(f"meanwhile writers were silent for {silent_after:.1f} s at most")
    ground.judge(writers, "zone", silent)
    ground.expect("zone: writers do not feel its return", silent_after < 3, f"{silent_after:.1f} s")
    ground.expect("zone: what was away follows", not lost.is_primary())


def comes_back(ground, zone):
    """What an operating system does by itself when the power is back; a node that is ready again is in the service again."""
    zone.heal()
    zone.start()
    zone.start_proxy()
    ground.cluster.balance(ground.cluster.hosts)
    ground.application.serve_in(zone)
    ground.await_whole("zone")
    until("the product answers in the zone", lambda: ground.application.is_ready_in(zone), 60)
