# What makes an environment: environments/ENV/environment.tfvars.
variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }

  # One environment's settings on another's state would rebuild it into the first, or take it down.
  validation {
    condition     = var.environment == terraform.workspace
    error_message = "These are the settings of ${var.environment}, and the state is ${terraform.workspace}'s: terraform workspace select -or-create ${var.environment}, or use infrastructure/scripts/deploy.sh ${var.environment}."
  }
}

variable "region" {
  type        = string
  description = "Region of the machines."
}

variable "zones" {
  type        = list(string)
  description = "Availability zones, or none where the region has one."
}

variable "storage_region" {
  type = string
}

variable "backup_region" {
  type = string
}

variable "cidr" {
  type = string
}

variable "controls" {
  type        = number
  description = "How many control planes."
}

variable "workers" {
  type        = number
  description = "How many workers."
}

# prices.yaml must know each flavour.
variable "control_flavor" {
  type = string
}

variable "worker_flavor" {
  type = string
}

variable "data_disk_gb" {
  type        = number
  description = "Disk of each worker for Longhorn; 0: none, Longhorn then uses the machine's own."
}

variable "balancer" {
  type = string
}

variable "objects_gb" {
  type        = number
  description = "Gigabytes expected in all buckets."
}

variable "hosts" {
  type        = list(string)
  description = "Subdomains that lead to the balancer."
}

# Whose it is: environments/ENV/operator.tfvars, see operator.tfvars.example.
variable "project_id" {
  type        = string
  description = "Public Cloud project."

  validation {
    condition     = can(regex("^[0-9a-f]{32}$", var.project_id))
    error_message = "project_id must be the 32 hexadecimal digits of a Public Cloud project."
  }
}

variable "bucket_prefix" {
  type        = string
  description = "Names of buckets are everybody's: a prefix of one's own."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.bucket_prefix))
    error_message = "bucket_prefix must be 3 to 31 of a-z, 0-9 and -, beginning with a letter."
  }
}

variable "admin_addresses" {
  type = list(string)
}

variable "ssh_public_key" {
  type = string

  validation {
    condition     = can(regex("^(ssh-ed25519|ecdsa-sha2-|sk-|ssh-rsa) ", var.ssh_public_key))
    error_message = "ssh_public_key must be the text of a public key, such as ssh-ed25519 AAAA…"
  }
}

variable "zone" {
  type        = string
  description = "The domain."
}
