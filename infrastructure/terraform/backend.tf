# The state, which holds the key to object storage: in a bucket of its own (see README.md, "State"), versioned, locked while it is worked
# on, and encrypted by a key that OVHcloud does not keep: AWS_SSE_CUSTOMER_KEY, 32 random bytes in base64, is sent with each request and kept nowhere.
# The bucket's name comes with `terraform init -backend-config=bucket=…`; the key to it from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
#
# Each environment is a workspace, with a state of its own under environments/ENV/terraform.tfstate; variables.tf refuses the settings of one on
# the state of another.
terraform {
  backend "s3" {
    key                  = "terraform.tfstate"
    workspace_key_prefix = "environments"
    region               = "gra"
    encrypt              = true
    use_lockfile         = true

    endpoints = { s3 = "https://s3.gra.io.cloud.ovh.net" }

    # Questions that only Amazon's own storage answers.
    skip_credentials_validation = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
    skip_s3_checksum            = true
  }
}
