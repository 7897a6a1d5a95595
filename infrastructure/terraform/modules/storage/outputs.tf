output "buckets" {
  value = { for name, one in ovh_cloud_project_storage.this : name => { name = one.name, region = one.region_name } }
}

output "access_key_id" {
  value     = ovh_cloud_project_user_s3_credential.this.access_key_id
  sensitive = true
}

output "secret_access_key" {
  value     = ovh_cloud_project_user_s3_credential.this.secret_access_key
  sensitive = true
}
