variable "zone" {
  type        = string
  description = "The domain, whose zone is at OVHcloud."
}

variable "names" {
  type        = list(string)
  description = "Subdomains; the empty one is the domain itself."

  validation {
    condition     = length(var.names) >= 1 && length(var.names) <= 20
    error_message = "names must hold one to 20 subdomains."
  }
}

variable "address" {
  type = string
}
