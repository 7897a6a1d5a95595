# Names of the product, all of them at the balancer.

terraform {
  required_providers {
    ovh = { source = "ovh/ovh" }
  }
}

resource "ovh_domain_zone_record" "this" {
  for_each = toset(var.names)

  zone      = var.zone
  subdomain = each.key
  fieldtype = "A"
  target    = var.address
  # Short, because a move between clusters is a change of this record.
  ttl = 60
}
