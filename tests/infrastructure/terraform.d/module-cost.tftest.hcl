# modules/cost: what has a price. Everything the cloud answers is invented.

run "an_unknown_environment_has_no_cost" {
  command = plan
  module { source = "./modules/cost" }

  variables {
    environment        = "everywhere"
    nodes              = []
    balancer           = "small"
    floating_addresses = 1
    objects_gb         = 1
  }
  expect_failures = [var.environment]
}
