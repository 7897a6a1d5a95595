variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }
}

variable "nodes" {
  type = list(object({
    role           = string
    quantity       = number
    flavor         = string
    data_disk_gb   = number
    data_disk_type = string
  }))
}

variable "balancer" {
  type = string
}

variable "floating_addresses" {
  type = number
}

variable "objects_gb" {
  type        = number
  description = "Gigabytes expected in all buckets."
}
