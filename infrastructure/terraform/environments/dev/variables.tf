# Sizes, with what this environment has by itself. prices.yaml must know each flavour.
variable "control_flavor" {
  type    = string
  default = "d2-4"
}

variable "worker_flavor" {
  type    = string
  default = "d2-4"
}

variable "data_disk_gb" {
  type        = number
  description = "Disk of each worker for Longhorn; 0: none, Longhorn then uses the machine's own."
  default     = 0
}

variable "balancer" {
  type    = string
  default = "small"
}

# Whose it is: operator.auto.tfvars, see operator.auto.tfvars.example.
variable "project_id" {
  type = string
}

variable "bucket_prefix" {
  type = string
}

variable "admin_addresses" {
  type = list(string)
}

variable "ssh_public_key" {
  type = string
}

variable "zone" {
  type = string
}

variable "hosts" {
  type    = list(string)
  default = ["dev"]
}
