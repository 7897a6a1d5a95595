# What an environment costs in a month, beside what the roadmap says. No resource: arithmetic on prices.yaml.

locals {
  prices = yamldecode(file("${path.module}/../../prices.yaml"))

  # A flavour without a price stops the plan: an unknown cost is not a small one.
  lines = concat(
    [
      for one in var.nodes : {
        what  = "${one.quantity} × ${one.flavor} (${one.role})"
        eur   = one.quantity * local.prices.instances[one.flavor].hourly
        least = one.quantity * lookup(local.prices.instances[one.flavor], "monthly", local.prices.instances[one.flavor].hourly)
        read  = local.prices.instances[one.flavor].read
      }
    ],
    [
      for one in var.nodes : {
        what  = "${one.quantity} × ${one.data_disk_gb} GB ${one.data_disk_type} (${one.role})"
        eur   = one.quantity * one.data_disk_gb * local.prices.volumes[one.data_disk_type].monthly
        least = one.quantity * one.data_disk_gb * local.prices.volumes[one.data_disk_type].monthly
        read  = local.prices.volumes[one.data_disk_type].read
      } if one.data_disk_gb > 0
    ],
    [
      for what, one in {
        "balancer ${var.balancer}"                     = { quantity = 1, price = local.prices.balancers[var.balancer] }
        "gateway"                                      = { quantity = 1, price = local.prices.gateway }
        "${var.floating_addresses} floating addresses" = { quantity = var.floating_addresses, price = local.prices.floating_address }
        "${var.objects_gb} GB of objects"              = { quantity = var.objects_gb, price = local.prices.objects }
      } : { what = what, eur = one.quantity * one.price.monthly, least = one.quantity * one.price.monthly, read = one.price.read }
    ],
  )

  total      = sum([for line in local.lines : line.eur])
  least      = sum([for line in local.lines : line.least])
  roadmap    = local.prices.roadmap[var.environment]
  unread     = [for line in local.lines : line.what if line.read == "none"]
  difference = local.total - local.roadmap

  text = join("\n", concat(
    ["${var.environment}: a month at OVHcloud, euros without VAT, prices of ${local.prices.dated}"],
    [for line in local.lines : format("  %-34s %8.2f   %s", line.what, line.eur, line.read)],
    [
      format("  %-34s %8.2f", "billed by the hour", local.total),
      format("  %-34s %8.2f", "billed by the month where it can be", local.least),
      format("  %-34s %8.2f   %s", "the roadmap", local.roadmap, local.difference > 0 ? format("exceeded by %.2f", local.difference) : format("%.2f left", -local.difference)),
    ],
    length(local.unread) == 0 ? [] : ["  read nowhere, to be checked: ${join(", ", local.unread)}"],
  ))
}
