# Machines of one role, dealt over availability zones and kept off each other's hosts.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

locals {
  nodes = {
    for number in range(var.quantity) : "${var.name}-${var.role}-${number + 1}" => {
      # Dealt like cards, so that a zone never holds two more nodes than another.
      zone = length(var.zones) == 0 ? null : var.zones[number % length(var.zones)]
      # Known before anything is made: the inventory and the balancer rest on it.
      address = cidrhost(var.cidr, var.first_host + number)
    }
  }
}

# "anti-affinity": a second node on the same host is refused, not merely avoided. etcd loses its majority with two of three.
resource "openstack_compute_servergroup_v2" "this" {
  name     = "${var.name}-${var.role}"
  policies = ["anti-affinity"]
}

resource "openstack_networking_port_v2" "this" {
  for_each = local.nodes

  name               = each.key
  network_id         = var.network_id
  admin_state_up     = true
  security_group_ids = var.security_group_ids

  fixed_ip {
    subnet_id  = var.subnet_id
    ip_address = each.value.address
  }
}

resource "openstack_compute_instance_v2" "this" {
  for_each = local.nodes

  name              = each.key
  flavor_name       = var.flavor
  image_name        = var.image
  key_pair          = var.key_pair
  availability_zone = each.value.zone
  tags              = ["koprogo", var.name, var.role]

  network {
    port = openstack_networking_port_v2.this[each.key].id
  }

  scheduler_hints {
    group = openstack_compute_servergroup_v2.this.id
  }

  lifecycle {
    # A newer image of the same name is for new nodes: nodes are replaced one by one, drained, never all in one apply.
    ignore_changes = [image_name, key_pair]
  }
}

# A disk of its own for what must outlive the machine's: Longhorn's replicas.
resource "openstack_blockstorage_volume_v3" "data" {
  for_each = var.data_disk_gb > 0 ? local.nodes : {}

  name              = "${each.key}-data"
  size              = var.data_disk_gb
  volume_type       = var.data_disk_type
  availability_zone = each.value.zone
}

resource "openstack_compute_volume_attach_v2" "data" {
  for_each = openstack_blockstorage_volume_v3.data

  instance_id = openstack_compute_instance_v2.this[each.key].id
  volume_id   = each.value.id
}
