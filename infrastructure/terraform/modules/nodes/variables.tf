variable "name" {
  type        = string
  description = "Name of the cluster; names of nodes begin with it."
}

variable "role" {
  type = string

  validation {
    condition     = contains(["control", "worker"], var.role)
    error_message = "role must be control or worker."
  }
}

variable "quantity" {
  type = number

  validation {
    condition     = var.quantity >= 1 && var.quantity <= 20
    error_message = "quantity must lie between 1 and 20."
  }

  validation {
    condition     = var.role != "control" || contains([1, 3, 5], var.quantity)
    error_message = "Control planes come in 1, 3 or 5: etcd decides by majority, and an even number bears no more losses than the odd one below it."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones to deal nodes over; empty where a region has one."
  default     = []
}

variable "flavor" {
  type = string
}

variable "image" {
  type    = string
  default = "Debian 12"
}

variable "key_pair" {
  type = string
}

variable "network_id" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "cidr" {
  type = string
}

variable "first_host" {
  type        = number
  description = "Number of the first node's address within the network."
}

variable "security_group_ids" {
  type = list(string)
}

variable "data_disk_gb" {
  type        = number
  description = "Size of the disk for data; 0: none."
  default     = 0

  validation {
    condition     = var.data_disk_gb == 0 || (var.data_disk_gb >= 10 && var.data_disk_gb <= 4000)
    error_message = "data_disk_gb must be 0 or lie between 10 and 4000."
  }
}

variable "data_disk_type" {
  type    = string
  default = "high-speed"
}
