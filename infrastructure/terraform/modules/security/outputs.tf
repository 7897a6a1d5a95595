output "group_ids" {
  description = "Groups of each role."
  value       = { for role in ["control", "worker"] : role => [for name in ["node", role] : openstack_networking_secgroup_v2.this[name].id] }
}

output "ingress" {
  description = "Every way in, for whoever reviews it."
  value = {
    for name, rule in local.ingress : name => "${rule.protocol}/${rule.port} from ${rule.from == null ? rule.address : "group ${rule.from}"}"
  }
}
