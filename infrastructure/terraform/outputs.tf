# What infrastructure/ansible works from. JSON is YAML: the file is an inventory as it is.
output "inventory" {
  value = {
    all = {
      vars = {
        koprogo_environment = var.environment
        ansible_user        = "debian"
        # Only the first control plane has an address that can be reached from outside.
        ansible_ssh_common_args = "-o ProxyJump=debian@${openstack_networking_floatingip_v2.entry.address}"
        k3s_api_address         = module.balancer.private_address
        k3s_api_public_address  = module.balancer.address
        k3s_cluster_network     = var.cidr
        admin_addresses         = var.admin_addresses
      }
      children = {
        control = {
          hosts = {
            for name, node in module.nodes["control"].nodes : name => merge(
              { ansible_host = node.address, node_address = node.address, node_zone = node.zone },
              name == "${local.name}-control-1" ? { ansible_host = openstack_networking_floatingip_v2.entry.address, ansible_ssh_common_args = "" } : {},
            )
          }
        }
        worker = {
          hosts = {
            for name, node in module.nodes["worker"].nodes : name => {
              ansible_host    = node.address
              node_address    = node.address
              node_zone       = node.zone
              longhorn_device = var.data_disk_gb > 0 ? "/dev/sdb" : ""
            }
          }
        }
      }
    }
  }
}

output "address" {
  value = module.balancer.address
}

output "hosts" {
  value = module.dns.hosts
}

output "nodes" {
  value = merge(module.nodes["control"].nodes, module.nodes["worker"].nodes)
}

output "ingress" {
  value = module.security.ingress
}

output "buckets" {
  value = module.storage.buckets
}

output "object_storage" {
  value = {
    access_key_id     = module.storage.access_key_id
    secret_access_key = module.storage.secret_access_key
  }
  sensitive = true
}

output "cost" {
  value = {
    text              = module.cost.text
    eur_month         = module.cost.eur_month
    eur_month_least   = module.cost.eur_month_least
    roadmap_eur_month = module.cost.roadmap_eur_month
  }
}
