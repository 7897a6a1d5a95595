# One environment put together from its parts. What differs between environments is in environments/, and is little.

terraform {
  required_version = "~> 1.11"

  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack", version = "3.0.0" }
    ovh       = { source = "ovh/ovh", version = "~> 2.13" }
  }
}

# Both take their credentials from the environment: OS_*, and OVH_ENDPOINT, OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY.
provider "openstack" {
  region = var.region
}

provider "ovh" {}

locals {
  name = "koprogo-${var.environment}"

  # Control planes are numbered from 10, workers from 30; only workers keep Longhorn's replicas.
  roles = {
    control = { quantity = var.controls, flavor = var.control_flavor, first_host = 10, data_disk_gb = 0 }
    worker  = { quantity = var.workers, flavor = var.worker_flavor, first_host = 30, data_disk_gb = var.data_disk_gb }
  }
}

module "network" {
  source = "./modules/network"

  name = local.name
  cidr = var.cidr
}

module "security" {
  source = "./modules/security"

  name            = local.name
  cidr            = var.cidr
  admin_addresses = var.admin_addresses
}

# The first key, with which Ansible comes; it brings the others.
resource "openstack_compute_keypair_v2" "this" {
  name       = local.name
  public_key = var.ssh_public_key
}

module "nodes" {
  source   = "./modules/nodes"
  for_each = local.roles

  name               = local.name
  role               = each.key
  quantity           = each.value.quantity
  flavor             = each.value.flavor
  zones              = var.zones
  key_pair           = openstack_compute_keypair_v2.this.name
  network_id         = module.network.network_id
  subnet_id          = module.network.subnet_id
  cidr               = var.cidr
  first_host         = each.value.first_host
  security_group_ids = module.security.group_ids[each.key]
  data_disk_gb       = each.value.data_disk_gb
}

# The way in for people: the first control plane, from their addresses alone. The others are reached through it.
resource "openstack_networking_floatingip_v2" "entry" {
  pool        = "Ext-Net"
  description = "${local.name}: SSH"
  port_id     = module.nodes["control"].port_ids["${local.name}-control-1"]
  depends_on  = [module.network]
}

module "balancer" {
  source = "./modules/balancer"

  name            = local.name
  size            = var.balancer
  subnet_id       = module.network.subnet_id
  cidr            = var.cidr
  admin_addresses = var.admin_addresses
  workers         = { for name, node in module.nodes["worker"].nodes : name => node.address }
  controls        = { for name, node in module.nodes["control"].nodes : name => node.address }
  depends_on      = [module.network]
}

module "storage" {
  source = "./modules/storage"

  name          = "${var.bucket_prefix}-${var.environment}"
  project_id    = var.project_id
  region        = var.storage_region
  backup_region = var.backup_region
}

module "dns" {
  source = "./modules/dns"

  zone    = var.zone
  names   = var.hosts
  address = module.balancer.address
}

module "cost" {
  source = "./modules/cost"

  environment        = var.environment
  balancer           = var.balancer
  floating_addresses = 2
  objects_gb         = var.objects_gb
  nodes = [for role, one in local.roles : {
    role = role, quantity = one.quantity, flavor = one.flavor, data_disk_gb = one.data_disk_gb, data_disk_type = "high-speed"
  }]
}

# Said with every plan, and stops none: a warning that the environment costs more than the roadmap promises.
check "roadmap" {
  assert {
    condition     = module.cost.eur_month_least <= module.cost.roadmap_eur_month
    error_message = "More than the roadmap's ${module.cost.roadmap_eur_month} euros a month: ${format("%.2f", module.cost.eur_month)} by the hour, ${format("%.2f", module.cost.eur_month_least)} by the month where it can be."
  }
}
