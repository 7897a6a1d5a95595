variable "name" {
  type = string
}

variable "size" {
  type        = string
  description = "Flavour of the balancer: 200, 500 or 2000 Mbit/s."

  validation {
    condition     = contains(["small", "medium", "large"], var.size)
    error_message = "size must be small, medium or large."
  }
}

variable "subnet_id" {
  type = string
}

variable "cidr" {
  type = string
}

variable "admin_addresses" {
  type = list(string)
}

variable "workers" {
  type        = map(string)
  description = "Workers and their addresses."
}

variable "controls" {
  type        = map(string)
  description = "Control planes and their addresses."
}
