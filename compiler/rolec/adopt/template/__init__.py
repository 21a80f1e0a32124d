"""Templates of CloudFormation and SAM to roles."""
