# Development: one control plane, one worker. Nothing here survives the loss of a machine, and nothing has to.
environment    = "dev"
region         = "GRA11"
zones          = []
storage_region = "GRA"
backup_region  = "GRA"
cidr           = "10.10.0.0/24"
controls       = 1
control_flavor = "d2-4"
workers        = 1
worker_flavor  = "d2-4"
data_disk_gb   = 0
balancer       = "small"
objects_gb     = 20
hosts          = ["dev"]
