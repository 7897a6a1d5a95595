# modules/storage: what is kept. Everything the cloud answers is invented.

mock_provider "ovh" {}

variables {
  name = "koprogo-test"
}

run "buckets_forget_nothing_at_once" {
  command = plan
  module { source = "./modules/storage" }

  variables {
    project_id    = "0123456789abcdef0123456789abcdef"
    region        = "EU-WEST-PAR"
    backup_region = "GRA"
  }

  assert {
    condition     = toset(keys(ovh_cloud_project_storage.this)) == toset(["backups", "files", "logs"])
    error_message = "Three buckets."
  }
  assert {
    condition     = alltrue([for one in ovh_cloud_project_storage.this : one.versioning.status == "enabled" && one.encryption.sse_algorithm == "AES256"])
    error_message = "Every bucket keeps versions and is encrypted."
  }
  assert {
    condition = alltrue([for name, one in ovh_cloud_project_storage_object_bucket_lifecycle_configuration.this :
      length([for rule in one.rules : rule if try(rule.noncurrent_version_expiration.noncurrent_days, 0) >= 1]) == 1 &&
    length([for rule in one.rules : rule if try(rule.abort_incomplete_multipart_upload.days_after_initiation, 0) == 7]) == 1])
    error_message = "Every bucket gives up old versions and interrupted uploads some day."
  }
  assert {
    condition     = ovh_cloud_project_storage_object_bucket_lifecycle_configuration.this["backups"].rules[0].noncurrent_version_expiration.noncurrent_days >= 30
    error_message = "A deleted backup can be fetched back for a month."
  }
  assert {
    condition     = alltrue([for name, one in ovh_cloud_project_storage_object_bucket_lifecycle_configuration.this : name == "logs" || alltrue([for rule in one.rules : try(rule.expiration.days, null) == null])])
    error_message = "Only logs end by their age; nothing may delete a current backup or file."
  }
  assert {
    condition     = ovh_cloud_project_storage.this["backups"].region_name == "GRA" && ovh_cloud_project_storage.this["files"].region_name == "EU-WEST-PAR"
    error_message = "Backups lie in the region that was said for them."
  }
  assert {
    condition     = !strcontains(ovh_cloud_project_user_s3_policy.this.policy, "DeleteObjectVersion") && !strcontains(ovh_cloud_project_user_s3_policy.this.policy, "s3:*")
    error_message = "The cluster's key deletes nothing for good."
  }
}
