# Production: three control planes and three workers, one of each in each availability zone of Paris; backups in Gravelines.
environment    = "prod"
region         = "EU-WEST-PAR"
zones          = ["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"]
storage_region = "EU-WEST-PAR"
backup_region  = "GRA"
cidr           = "10.30.0.0/24"
controls       = 3
control_flavor = "b3-8"
workers        = 3
worker_flavor  = "b3-32"
data_disk_gb   = 100
balancer       = "medium"
objects_gb     = 500
hosts          = ["", "www"]
