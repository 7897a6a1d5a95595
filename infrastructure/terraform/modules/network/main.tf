# A private network with one way out. No node has a public address of its own.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

data "openstack_networking_network_v2" "outside" {
  name     = "Ext-Net"
  external = true
}

resource "openstack_networking_network_v2" "this" {
  name           = var.name
  admin_state_up = true
}

resource "openstack_networking_subnet_v2" "this" {
  name            = var.name
  network_id      = openstack_networking_network_v2.this.id
  cidr            = var.cidr
  ip_version      = 4
  enable_dhcp     = true
  dns_nameservers = var.resolvers

  # Nodes are numbered from 10 to 99 and the balancer is 5; what DHCP gives away lies above both.
  allocation_pool {
    start = cidrhost(var.cidr, 100)
    end   = cidrhost(var.cidr, 200)
  }
}

# What OVHcloud calls a gateway: address translation on the way out, and what floating addresses hang on.
resource "openstack_networking_router_v2" "this" {
  name                = var.name
  admin_state_up      = true
  external_network_id = data.openstack_networking_network_v2.outside.id
}

resource "openstack_networking_router_interface_v2" "this" {
  router_id = openstack_networking_router_v2.this.id
  subnet_id = openstack_networking_subnet_v2.this.id
}
