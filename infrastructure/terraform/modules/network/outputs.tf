output "network_id" {
  value = openstack_networking_network_v2.this.id
}

output "subnet_id" {
  value = openstack_networking_subnet_v2.this.id
}

output "cidr" {
  value = var.cidr
}

# Whoever needs the way out waits for it: a floating address is refused before the router is attached.
output "router_interface_id" {
  value = openstack_networking_router_interface_v2.this.id
}
