output "control_group_ids" {
  description = "Groups of a control plane."
  value       = [for name in ["node", "control"] : openstack_networking_secgroup_v2.this[name].id]
}

output "worker_group_ids" {
  description = "Groups of a worker."
  value       = [for name in ["node", "worker"] : openstack_networking_secgroup_v2.this[name].id]
}

output "ingress" {
  description = "Every way in, for whoever reviews it."
  value = {
    for name, rule in local.ingress : name => "${rule.protocol}/${rule.port} from ${rule.from == null ? rule.address : "group ${rule.from}"}"
  }
}
