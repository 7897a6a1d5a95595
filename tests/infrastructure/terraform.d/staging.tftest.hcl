# staging as it is planned: how many machines, where, for how much. Everything the cloud answers is invented.

mock_provider "openstack" {}
mock_provider "ovh" {}

run "as_it_is" {
  command = plan

  assert {
    condition     = join(" ", keys(output.nodes)) == "koprogo-staging-control-1 koprogo-staging-worker-1 koprogo-staging-worker-2"
    error_message = "One control plane, two workers."
  }
  assert {
    condition     = alltrue([for one in output.inventory.all.children.worker.hosts : one.longhorn_device == "/dev/sdb"])
    error_message = "Workers keep Longhorn's replicas on a disk of their own."
  }
  assert {
    condition     = output.buckets.backups.region != output.buckets.files.region
    error_message = "Backups lie in another region than what they are backups of."
  }
  # Billed by the month; by the hour it is more than the roadmap's 90 euros, and the table shows both.
  assert {
    condition     = output.cost.eur_month_least <= 90 && output.cost.eur_month > 90
    error_message = "Staging is within 90 euros billed by the month, and above billed by the hour; another figure is news, for the README too."
  }
}
