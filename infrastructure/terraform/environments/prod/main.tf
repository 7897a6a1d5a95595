# Production: three control planes and three workers, one of each in each availability zone of Paris; backups in Gravelines.

terraform {
  required_version = "~> 1.11"

  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack", version = "3.0.0" }
    ovh       = { source = "ovh/ovh", version = "~> 2.13" }
  }
}

# Both take their credentials from the environment: OS_*, and OVH_ENDPOINT, OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY.
provider "openstack" {
  region = "EU-WEST-PAR"
}

provider "ovh" {}

module "cluster" {
  source = "../../modules/cluster"

  environment     = "prod"
  zones           = ["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"]
  storage_region  = "EU-WEST-PAR"
  backup_region   = "GRA"
  cidr            = "10.30.0.0/24"
  controls        = { quantity = 3, flavor = var.control_flavor }
  workers         = { quantity = 3, flavor = var.worker_flavor, data_disk_gb = var.data_disk_gb }
  balancer        = var.balancer
  objects_gb      = 500
  project_id      = var.project_id
  bucket_prefix   = var.bucket_prefix
  admin_addresses = var.admin_addresses
  ssh_public_key  = var.ssh_public_key
  zone            = var.zone
  hosts           = var.hosts
}

# Said with every plan, and stops none: a warning that the environment costs more than the roadmap promises.
check "roadmap" {
  assert {
    condition     = module.cluster.cost.eur_month_least <= module.cluster.cost.roadmap_eur_month
    error_message = "More than the roadmap's ${module.cluster.cost.roadmap_eur_month} euros a month: ${format("%.2f", module.cluster.cost.eur_month)} by the hour, ${format("%.2f", module.cluster.cost.eur_month_least)} by the month where it can be."
  }
}
