variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }
}

variable "project_id" {
  type        = string
  description = "Public Cloud project."

  validation {
    condition     = can(regex("^[0-9a-f]{32}$", var.project_id))
    error_message = "project_id must be the 32 hexadecimal digits of a Public Cloud project."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones, or none where the region has one."
  default     = []
}

variable "storage_region" {
  type = string
}

variable "backup_region" {
  type = string
}

variable "bucket_prefix" {
  type        = string
  description = "Names of buckets are everybody's: a prefix of one's own."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.bucket_prefix))
    error_message = "bucket_prefix must be 3 to 31 of a-z, 0-9 and -, beginning with a letter."
  }
}

variable "cidr" {
  type = string
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

variable "controls" {
  type = object({ quantity = number, flavor = string })
}

variable "workers" {
  type = object({ quantity = number, flavor = string, data_disk_gb = number })
}

variable "balancer" {
  type = string
}

variable "zone" {
  type        = string
  description = "The domain."
}

variable "hosts" {
  type        = list(string)
  description = "Subdomains that lead to the balancer."
}

variable "objects_gb" {
  type    = number
  default = 20
}
