"""IR to the text of files: Terraform, and the policy documents of IAM. Total and pure."""
