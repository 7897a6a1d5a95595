# modules/security: who gets in. Everything the cloud answers is invented.

mock_provider "openstack" {}

variables {
  name            = "koprogo-test"
  cidr            = "10.30.0.0/24"
  admin_addresses = ["192.0.2.10/32", "198.51.100.0/28"]
}

run "rules_let_nobody_in_from_everywhere" {
  command = apply
  module { source = "./modules/security" }

  assert {
    condition     = length([for one in openstack_networking_secgroup_rule_v2.this : one if one.direction == "ingress"]) == 12
    error_message = "Seven ways among nodes, three from the balancer, SSH from two named networks: twelve."
  }
  assert {
    condition = alltrue([for one in openstack_networking_secgroup_rule_v2.this :
    (one.remote_ip_prefix != null && try(tonumber(split("/", one.remote_ip_prefix)[1]) >= 24, false)) || length(one.remote_group_id) > 0 if one.direction == "ingress"])
    error_message = "Every way in names a group or a narrow network."
  }
  assert {
    condition     = alltrue([for one in openstack_networking_secgroup_rule_v2.this : !endswith(coalesce(one.remote_ip_prefix, "group"), "/0") if one.direction == "ingress"])
    error_message = "No machine is open to the world."
  }
  assert {
    condition     = alltrue([for one in openstack_networking_secgroup_rule_v2.this : one.port_range_min == one.port_range_max && one.port_range_min > 0 if one.direction == "ingress"])
    error_message = "A rule opens one port."
  }
  assert {
    condition = toset([for one in openstack_networking_secgroup_rule_v2.this : one.remote_ip_prefix
    if one.direction == "ingress" && one.port_range_min == 22 && one.description != "node: SSH from the entry node"]) == toset(var.admin_addresses)
    error_message = "SSH from outside is for the named addresses, all of them and no others."
  }
  assert {
    condition     = alltrue([for one in openstack_networking_secgroup_v2.this : one.delete_default_rules])
    error_message = "The rules OpenStack adds by itself must go: they let everything out."
  }
  assert {
    condition     = length([for one in openstack_networking_secgroup_rule_v2.this : one if one.direction == "egress"]) == 9 && alltrue([for one in openstack_networking_secgroup_rule_v2.this : one.remote_ip_prefix == var.cidr || one.port_range_min != null if one.direction == "egress"])
    error_message = "Nine ways out, to the world only by named ports."
  }
}

run "the_world_is_no_address_of_an_administrator" {
  command = plan
  module { source = "./modules/security" }
  variables {
    admin_addresses = ["0.0.0.0/0"]
  }
  expect_failures = [var.admin_addresses]
}

run "somebody_must_get_in" {
  command = plan
  module { source = "./modules/security" }
  variables {
    admin_addresses = []
  }
  expect_failures = [var.admin_addresses]
}
