variable "name" {
  type = string
}

variable "cidr" {
  type        = string
  description = "The private network. It must not meet 10.42.0.0/16 and 10.43.0.0/16, where K3s has its pods and services."

  validation {
    condition     = can(cidrhost(var.cidr, 200)) && !startswith(var.cidr, "10.42.") && !startswith(var.cidr, "10.43.")
    error_message = "cidr must hold at least 200 addresses and lie outside 10.42.0.0/16 and 10.43.0.0/16 (pods and services of K3s)."
  }
}

variable "resolvers" {
  type        = list(string)
  description = "Name servers that nodes ask: OVHcloud's own."
  default     = ["213.186.33.99"]
}
