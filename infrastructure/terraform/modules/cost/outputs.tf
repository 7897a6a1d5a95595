output "text" {
  description = "The table, for people."
  value       = local.text
}

output "eur_month" {
  value = local.total
}

output "eur_month_least" {
  description = "With monthly billing where the flavour has it."
  value       = local.least
}

output "roadmap_eur_month" {
  value = local.roadmap
}
