# Object storage: backups, files and logs, with one user who may touch these buckets and nothing else.

terraform {
  required_providers {
    ovh = { source = "ovh/ovh" }
  }
}

locals {
  buckets = {
    # pgBackRest deletes what its retention gives up; what was overwritten or deleted by anybody else stays to be fetched back.
    backups = { region = var.backup_region, kept_after_deletion_days = 35, expire_days = null }
    # Vouchers and letters are named by their content and never change: a version that is not current was deleted.
    files = { region = var.region, kept_after_deletion_days = 90, expire_days = null }
    # Logs and traces tell of weeks, not of years; the audit log of the product is in the database.
    logs = { region = var.region, kept_after_deletion_days = 1, expire_days = 30 }
  }
}

resource "ovh_cloud_project_storage" "this" {
  for_each = local.buckets

  service_name = var.project_id
  region_name  = each.value.region
  name         = "${var.name}-${each.key}"

  versioning = { status = "enabled" }
  encryption = { sse_algorithm = "AES256" }

  lifecycle {
    # No plan deletes a bucket, whatever else it does; who must, takes this away by hand and knows why.
    prevent_destroy = true
  }
}

resource "ovh_cloud_project_storage_object_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  service_name   = var.project_id
  region_name    = each.value.region
  container_name = ovh_cloud_project_storage.this[each.key].name

  rules = concat(
    [
      {
        id                            = "deleted-and-overwritten"
        status                        = "enabled"
        noncurrent_version_expiration = { noncurrent_days = each.value.kept_after_deletion_days }
      },
      {
        # What an interrupted upload leaves is paid for and seen by nobody.
        id                                = "interrupted-uploads"
        status                            = "enabled"
        abort_incomplete_multipart_upload = { days_after_initiation = 7 }
      },
    ],
    each.value.expire_days == null ? [] : [
      {
        id         = "age"
        status     = "enabled"
        expiration = { days = each.value.expire_days }
      },
    ],
  )
}

resource "ovh_cloud_project_user" "this" {
  service_name = var.project_id
  description  = "${var.name}: object storage"
  role_name    = "objectstore_operator"
}

resource "ovh_cloud_project_user_s3_credential" "this" {
  service_name = var.project_id
  user_id      = ovh_cloud_project_user.this.id
}

resource "ovh_cloud_project_user_s3_policy" "this" {
  service_name = var.project_id
  user_id      = ovh_cloud_project_user.this.id
  policy = jsonencode({
    Statement = [
      {
        Sid      = "Buckets"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = [for name in keys(local.buckets) : "arn:aws:s3:::${var.name}-${name}"]
      },
      {
        # Not DeleteObjectVersion: whoever takes over a node deletes nothing for good.
        Sid      = "Objects"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
        Resource = [for name in keys(local.buckets) : "arn:aws:s3:::${var.name}-${name}/*"]
      },
    ]
  })
}
