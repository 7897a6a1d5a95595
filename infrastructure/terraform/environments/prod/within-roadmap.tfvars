# What 270 euros a month really buy over three zones: six machines of 2 vCPU and 8 GB. Enough to begin with; grown by replacing workers one by one.
control_flavor = "b3-8"
worker_flavor  = "b3-8"
data_disk_gb   = 100
balancer       = "small"
