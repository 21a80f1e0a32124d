"""Whether one access allows what another does not: decided exactly, with a request that shows it."""
