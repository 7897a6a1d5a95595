# modules/balancer: what is open to the world. Everything the cloud answers is invented.

mock_provider "openstack" {}

variables {
  name            = "koprogo-test"
  cidr            = "10.30.0.0/24"
  admin_addresses = ["192.0.2.10/32", "198.51.100.0/28"]
  subnet_id       = "subnet"
}

run "the_world_finds_two_doors" {
  command = apply
  module { source = "./modules/balancer" }

  variables {
    size     = "small"
    workers  = { w1 = "10.30.0.30", w2 = "10.30.0.31" }
    controls = { c1 = "10.30.0.10", c2 = "10.30.0.11", c3 = "10.30.0.12" }
  }

  assert {
    condition     = toset([for one in openstack_lb_listener_v2.this : one.protocol_port if contains(one.allowed_cidrs, "0.0.0.0/0")]) == toset([80, 443])
    error_message = "80 and 443 are open to the world, and nothing else."
  }
  assert {
    condition     = toset(openstack_lb_listener_v2.this["api"].allowed_cidrs) == toset(concat(var.admin_addresses, [var.cidr]))
    error_message = "The API answers administrators and nodes."
  }
  assert {
    condition     = length(openstack_lb_member_v2.this) == 7 && openstack_lb_member_v2.this["api c3"].address == "10.30.0.12" && openstack_lb_member_v2.this["https w2"].protocol_port == 443
    error_message = "Two doors with two workers each, and one with three control planes."
  }
  assert {
    condition     = openstack_lb_pool_v2.this["https"].protocol == "PROXY" && openstack_lb_pool_v2.this["api"].protocol == "TCP"
    error_message = "The cluster must learn who is calling; the API does not understand how it would be told."
  }
  assert {
    condition     = openstack_networking_floatingip_v2.this.port_id == openstack_lb_loadbalancer_v2.this.vip_port_id
    error_message = "The public address must hang on the balancer."
  }
}
