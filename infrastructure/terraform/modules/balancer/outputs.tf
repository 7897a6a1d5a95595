output "address" {
  description = "The public address."
  value       = openstack_networking_floatingip_v2.this.address
}

output "private_address" {
  description = "Where nodes find the API whichever control plane is down."
  value       = openstack_lb_loadbalancer_v2.this.vip_address
}
