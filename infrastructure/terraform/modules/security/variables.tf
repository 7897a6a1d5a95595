variable "name" {
  type = string
}

variable "cidr" {
  type        = string
  description = "The private network."
}

variable "admin_addresses" {
  type        = list(string)
  description = "Networks from which people log in by SSH and speak to the Kubernetes API, such as 192.0.2.10/32."

  validation {
    condition     = length(var.admin_addresses) > 0 && length(var.admin_addresses) <= 16
    error_message = "admin_addresses must name one to 16 networks: without one nobody gets in."
  }

  # A mistyped 0.0.0.0/0 would open SSH to the world; nothing wider than a small office is taken.
  validation {
    condition     = alltrue([for one in var.admin_addresses : can(cidrhost(one, 0)) && try(tonumber(split("/", one)[1]) >= 24, false)])
    error_message = "admin_addresses takes IPv4 networks of /24 or narrower, such as 192.0.2.10/32."
  }
}
