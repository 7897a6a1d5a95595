output "nodes" {
  description = "Each node with its address and zone."
  value       = local.nodes
}

output "instance_ids" {
  value = { for name, one in openstack_compute_instance_v2.this : name => one.id }
}

output "port_ids" {
  value = { for name, one in openstack_networking_port_v2.this : name => one.id }
}
