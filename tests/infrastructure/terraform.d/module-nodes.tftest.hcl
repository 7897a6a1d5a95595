# modules/nodes: how machines are dealt over zones and kept off each other. Everything the cloud answers is invented.

mock_provider "openstack" {}

variables {
  name               = "koprogo-test"
  cidr               = "10.30.0.0/24"
  role               = "control"
  quantity           = 3
  zones              = ["a", "b", "c"]
  flavor             = "b3-8"
  key_pair           = "key"
  network_id         = "network"
  subnet_id          = "subnet"
  first_host         = 10
  security_group_ids = ["group"]
}

run "nodes_keep_off_each_other" {
  command = apply
  module { source = "./modules/nodes" }

  assert {
    condition     = openstack_compute_servergroup_v2.this.policies == tolist(["anti-affinity"])
    error_message = "The group of a role must refuse a second node on one host."
  }
  assert {
    condition     = alltrue([for one in openstack_compute_instance_v2.this : one(one.scheduler_hints).group == openstack_compute_servergroup_v2.this.id])
    error_message = "Every node must be in the group that keeps it off its neighbours."
  }
  assert {
    condition     = toset([for one in openstack_compute_instance_v2.this : one.availability_zone]) == toset(["a", "b", "c"])
    error_message = "Three nodes over three zones are one in each."
  }
  assert {
    condition     = alltrue([for name, one in openstack_compute_instance_v2.this : one(one.network).port == openstack_networking_port_v2.this[name].id])
    error_message = "A node has one network card: the port with its rules. Another would be on a network without any."
  }
  assert {
    condition     = length(openstack_blockstorage_volume_v3.data) == 0
    error_message = "A control plane has no disk for data."
  }
}

run "workers_have_a_disk_in_their_zone" {
  command = apply
  module { source = "./modules/nodes" }

  variables {
    role         = "worker"
    quantity     = 4
    data_disk_gb = 100
  }

  assert {
    condition     = alltrue([for name, disk in openstack_blockstorage_volume_v3.data : disk.availability_zone == openstack_compute_instance_v2.this[name].availability_zone && disk.size == 100])
    error_message = "A disk must be where its machine is, and as large as was said."
  }
  assert {
    condition     = alltrue([for name, one in openstack_compute_volume_attach_v2.data : one.instance_id == openstack_compute_instance_v2.this[name].id])
    error_message = "A disk must hang on the machine it is named after."
  }
  assert {
    condition     = sort(distinct([for one in openstack_compute_instance_v2.this : one.availability_zone])) == tolist(["a", "b", "c"])
    error_message = "Four nodes over three zones use all three."
  }
}

run "an_even_number_of_control_planes_is_refused" {
  command = plan
  module { source = "./modules/nodes" }
  variables {
    quantity = 2
  }
  expect_failures = [var.quantity]
}
