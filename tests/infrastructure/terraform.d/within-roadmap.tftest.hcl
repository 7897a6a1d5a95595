# What within-roadmap.tfvars buys, run with that file as an operator does. Everything the cloud answers is invented.

mock_provider "openstack" {}
mock_provider "ovh" {}

run "within_the_roadmap" {
  command = plan

  # Development has flavours that are billed by the month; production's are billed by the hour alone.
  assert {
    condition     = (var.environment == "dev" ? output.cost.eur_month_least : output.cost.eur_month) <= output.cost.roadmap_eur_month
    error_message = "within-roadmap.tfvars keeps to the roadmap: 30 euros for development, billed by the month; 270 for production."
  }
  assert {
    condition     = length(output.nodes) == { dev = 2, prod = 6 }[var.environment]
    error_message = "The machines are smaller and not fewer: six over three zones in production."
  }
}
