# One load balancer with a floating address. TLS ends in the cluster (certificates by ACME are there), so what passes here is TCP; the PROXY
# protocol tells the cluster who is calling, because limits by address need it.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

locals {
  # The only two doors that are open to the world.
  public = {
    http  = { port = 80, open_to = ["0.0.0.0/0"], pool = "PROXY", members = var.workers }
    https = { port = 443, open_to = ["0.0.0.0/0"], pool = "PROXY", members = var.workers }
  }
  # The Kubernetes API: for people at named addresses, and for nodes that join.
  api     = { api = { port = 6443, open_to = concat(var.admin_addresses, [var.cidr]), pool = "TCP", members = var.controls } }
  doors   = merge(local.public, local.api)
  members = merge([for name, door in local.doors : { for node, address in door.members : "${name} ${node}" => { door = name, node = node, address = address } }]...)
}

data "openstack_networking_network_v2" "outside" {
  name     = "Ext-Net"
  external = true
}

data "openstack_loadbalancer_flavor_v2" "this" {
  name = var.size
}

resource "openstack_lb_loadbalancer_v2" "this" {
  name          = var.name
  description   = "KoproGo ${var.name}"
  flavor_id     = data.openstack_loadbalancer_flavor_v2.this.id
  vip_subnet_id = var.subnet_id
  vip_address   = cidrhost(var.cidr, 5)
}

resource "openstack_networking_floatingip_v2" "this" {
  pool        = data.openstack_networking_network_v2.outside.name
  description = "KoproGo ${var.name}: balancer"
  port_id     = openstack_lb_loadbalancer_v2.this.vip_port_id
}

resource "openstack_lb_listener_v2" "this" {
  for_each = local.doors

  name            = "${var.name}-${each.key}"
  loadbalancer_id = openstack_lb_loadbalancer_v2.this.id
  protocol        = "TCP"
  protocol_port   = each.value.port
  allowed_cidrs   = each.value.open_to
  # The longest the product keeps an answer waiting, and a little more: a shorter limit here would cut what it still allows.
  timeout_client_data = 65000
  timeout_member_data = 65000
}

resource "openstack_lb_pool_v2" "this" {
  for_each = local.doors

  name        = "${var.name}-${each.key}"
  listener_id = openstack_lb_listener_v2.this[each.key].id
  protocol    = each.value.pool
  lb_method   = "LEAST_CONNECTIONS"
}

resource "openstack_lb_monitor_v2" "this" {
  for_each = local.doors

  name        = "${var.name}-${each.key}"
  pool_id     = openstack_lb_pool_v2.this[each.key].id
  type        = "TCP"
  delay       = 5
  timeout     = 3
  max_retries = 2
}

resource "openstack_lb_member_v2" "this" {
  for_each = local.members

  name          = each.value.node
  pool_id       = openstack_lb_pool_v2.this[each.value.door].id
  subnet_id     = var.subnet_id
  address       = each.value.address
  protocol_port = local.doors[each.value.door].port
}
