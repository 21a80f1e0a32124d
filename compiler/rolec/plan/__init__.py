"""What Terraform will do: two modules to the resources that are made, changed, replaced, destroyed."""
