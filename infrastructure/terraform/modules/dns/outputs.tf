output "hosts" {
  value = [for name in var.names : name == "" ? var.zone : "${name}.${var.zone}"]
}
