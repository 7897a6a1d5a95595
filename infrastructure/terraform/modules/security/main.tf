# Who may speak to whom, written as a table. What is not in it is refused: the rules that OpenStack adds by itself are taken away.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

locals {
  groups = ["node", "control", "worker"]

  # `from` is another group; `address` is a network.
  within = {
    "node: flannel over WireGuard"   = { group = "node", protocol = "udp", port = 51820, from = "node" }
    "node: kubelet"                  = { group = "node", protocol = "tcp", port = 10250, from = "node" }
    "node: figures of the machine"   = { group = "node", protocol = "tcp", port = 9100, from = "node" }
    "node: SSH from the entry node"  = { group = "node", protocol = "tcp", port = 22, from = "control" }
    "control: API for nodes"         = { group = "control", protocol = "tcp", port = 6443, from = "node" }
    "control: etcd for clients"      = { group = "control", protocol = "tcp", port = 2379, from = "control" }
    "control: etcd among themselves" = { group = "control", protocol = "tcp", port = 2380, from = "control" }
  }

  # The balancer has no group that a rule could name: Octavia speaks from addresses of the private network.
  balanced = {
    "control: API through the balancer" = { group = "control", protocol = "tcp", port = 6443, address = var.cidr }
    "worker: HTTP from the balancer"    = { group = "worker", protocol = "tcp", port = 80, address = var.cidr }
    "worker: HTTPS from the balancer"   = { group = "worker", protocol = "tcp", port = 443, address = var.cidr }
  }

  named = {
    for address in var.admin_addresses :
    "control: SSH from ${address}" => { group = "control", protocol = "tcp", port = 22, address = address }
  }

  ingress = merge(
    { for name, rule in local.within : name => merge(rule, { direction = "ingress", address = null }) },
    { for name, rule in merge(local.balanced, local.named) : name => merge(rule, { direction = "ingress", from = null }) },
  )

  # What a node needs. Name service, the clock, packages, images, object storage, certificates, mail.
  outward = {
    "out: name service"           = { protocol = "udp", port = 53 }
    "out: name service, long"     = { protocol = "tcp", port = 53 }
    "out: clock"                  = { protocol = "udp", port = 123 }
    "out: HTTP: package mirrors"  = { protocol = "tcp", port = 80 }
    "out: HTTPS"                  = { protocol = "tcp", port = 443 }
    "out: mail: submission"       = { protocol = "tcp", port = 587 }
    "out: mail: implicit TLS"     = { protocol = "tcp", port = 465 }
    "out: the cluster's own, tcp" = { protocol = "tcp", port = null }
    "out: the cluster's own, udp" = { protocol = "udp", port = null }
  }

  egress = {
    for name, rule in local.outward :
    name => merge(rule, { direction = "egress", group = "node", from = null, address = rule.port == null ? var.cidr : "0.0.0.0/0" })
  }
}

resource "openstack_networking_secgroup_v2" "this" {
  for_each = toset(local.groups)

  name                 = "${var.name}-${each.key}"
  description          = "KoproGo ${var.name}: ${each.key}"
  delete_default_rules = true
}

resource "openstack_networking_secgroup_rule_v2" "this" {
  for_each = merge(local.ingress, local.egress)

  direction         = each.value.direction
  ethertype         = "IPv4"
  protocol          = each.value.protocol
  port_range_min    = each.value.port
  port_range_max    = each.value.port
  remote_group_id   = each.value.from == null ? null : openstack_networking_secgroup_v2.this[each.value.from].id
  remote_ip_prefix  = each.value.address
  security_group_id = openstack_networking_secgroup_v2.this[each.value.group].id
  description       = each.key
}
