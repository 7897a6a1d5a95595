variable "name" {
  type = string
}

variable "project_id" {
  type = string
}

variable "region" {
  type        = string
  description = "Region of object storage beside the cluster."
}

variable "backup_region" {
  type        = string
  description = "Region of the backups. Another one than the cluster's, where its loss must be borne."
}
