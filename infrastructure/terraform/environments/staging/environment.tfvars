# Staging: one control plane, two workers that never share a host. As production is, but for the majority of control planes and the zones.
environment    = "staging"
region         = "GRA11"
zones          = []
storage_region = "GRA"
backup_region  = "SBG"
cidr           = "10.20.0.0/24"
controls       = 1
control_flavor = "d2-8"
workers        = 2
worker_flavor  = "d2-8"
data_disk_gb   = 50
balancer       = "small"
objects_gb     = 100
hosts          = ["staging"]
