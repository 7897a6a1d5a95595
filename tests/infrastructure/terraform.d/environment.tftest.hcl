# What holds for every environment, run with the settings of each. Everything the cloud answers is invented.

mock_provider "openstack" {}
mock_provider "ovh" {}

run "as_every_environment_is" {
  command = plan

  # What it costs differs, and is told in the environment's own file.
  override_module {
    target  = module.cost
    outputs = { text = "", eur_month = 0, eur_month_least = 0, roadmap_eur_month = 0 }
  }

  assert {
    condition = keys(output.nodes) == concat(
      [for number in range(var.controls) : "koprogo-${var.environment}-control-${number + 1}"],
    [for number in range(var.workers) : "koprogo-${var.environment}-worker-${number + 1}"])
    error_message = "As many machines of each role as the settings say, named after the environment."
  }
  assert {
    condition     = concat([for role in ["control", "worker"] : keys(output.inventory.all.children[role].hosts)]...) == keys(output.nodes)
    error_message = "The inventory names each machine in its group."
  }
  assert {
    condition     = length(distinct([for one in output.nodes : one.address])) == var.controls + var.workers
    error_message = "Each machine has its own address."
  }
  assert {
    condition     = output.inventory.all.vars.k3s_api_address == cidrhost(var.cidr, 5)
    error_message = "Nodes find the API at the balancer, whichever control plane is down."
  }
  assert {
    condition     = alltrue([for one in output.inventory.all.children.worker.hosts : one.longhorn_device == (var.data_disk_gb > 0 ? "/dev/sdb" : "")])
    error_message = "Workers keep Longhorn's replicas on a disk of their own, where they have one."
  }
  assert {
    condition     = alltrue([for pair in setproduct(["control", "worker"], var.zones) : anytrue([for name, one in output.nodes : strcontains(name, pair[0]) && one.zone == pair[1]])])
    error_message = "Each role has a machine in each zone: the loss of a zone leaves a majority of etcd and two thirds of the workers."
  }
  assert {
    condition     = !anytrue([for way in values(output.ingress) : strcontains(way, "0.0.0.0/0")])
    error_message = "No machine is open to the world."
  }
}
