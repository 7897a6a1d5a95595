# One environment put together from its parts. What differs between environments is in environments/, and is little.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
    ovh       = { source = "ovh/ovh" }
  }
}

locals {
  name = "koprogo-${var.environment}"
}

module "network" {
  source = "../network"

  name = local.name
  cidr = var.cidr
}

module "security" {
  source = "../security"

  name            = local.name
  cidr            = var.cidr
  admin_addresses = var.admin_addresses
}

# The first key, with which Ansible comes; it brings the others.
resource "openstack_compute_keypair_v2" "this" {
  name       = local.name
  public_key = var.ssh_public_key
}

module "controls" {
  source = "../nodes"

  name               = local.name
  role               = "control"
  quantity           = var.controls.quantity
  flavor             = var.controls.flavor
  zones              = var.zones
  key_pair           = openstack_compute_keypair_v2.this.name
  network_id         = module.network.network_id
  subnet_id          = module.network.subnet_id
  cidr               = var.cidr
  first_host         = 10
  security_group_ids = module.security.control_group_ids
}

module "workers" {
  source = "../nodes"

  name               = local.name
  role               = "worker"
  quantity           = var.workers.quantity
  flavor             = var.workers.flavor
  zones              = var.zones
  key_pair           = openstack_compute_keypair_v2.this.name
  network_id         = module.network.network_id
  subnet_id          = module.network.subnet_id
  cidr               = var.cidr
  first_host         = 30
  security_group_ids = module.security.worker_group_ids
  data_disk_gb       = var.workers.data_disk_gb
}

# The way in for people: the first control plane, from their addresses alone. The others are reached through it.
resource "openstack_networking_floatingip_v2" "entry" {
  pool        = "Ext-Net"
  description = "${local.name}: SSH"
  port_id     = module.controls.port_ids["${local.name}-control-1"]
  depends_on  = [module.network]
}

module "balancer" {
  source = "../balancer"

  name            = local.name
  size            = var.balancer
  subnet_id       = module.network.subnet_id
  cidr            = var.cidr
  admin_addresses = var.admin_addresses
  workers         = { for name, node in module.workers.nodes : name => node.address }
  controls        = { for name, node in module.controls.nodes : name => node.address }
  depends_on      = [module.network]
}

module "storage" {
  source = "../storage"

  name          = "${var.bucket_prefix}-${var.environment}"
  project_id    = var.project_id
  region        = var.storage_region
  backup_region = var.backup_region
}

module "dns" {
  source = "../dns"

  zone    = var.zone
  names   = var.hosts
  address = module.balancer.address
}

module "cost" {
  source = "../cost"

  environment        = var.environment
  balancer           = var.balancer
  floating_addresses = 2
  objects_gb         = var.objects_gb
  nodes = [
    { role = "control", quantity = var.controls.quantity, flavor = var.controls.flavor, data_disk_gb = 0, data_disk_type = "high-speed" },
    { role = "worker", quantity = var.workers.quantity, flavor = var.workers.flavor, data_disk_gb = var.workers.data_disk_gb, data_disk_type = "high-speed" },
  ]
}
