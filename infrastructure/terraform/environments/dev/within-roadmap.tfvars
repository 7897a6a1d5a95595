# What 30 euros a month buy, billed by the month: a control plane of 1 vCPU and 2 GB, less than the two vCPU K3s asks for.
control_flavor = "d2-2"
