output "inventory" {
  value = module.cluster.inventory
}

output "address" {
  value = module.cluster.address
}

output "hosts" {
  value = module.cluster.hosts
}

output "nodes" {
  value = module.cluster.nodes
}

output "ingress" {
  value = module.cluster.ingress
}

output "buckets" {
  value = module.cluster.buckets
}

output "object_storage" {
  value     = module.cluster.object_storage
  sensitive = true
}

output "cost" {
  value = module.cluster.cost
}
