"""What `terraform show -json` prints, of a plan or a state, to roles and addresses."""
