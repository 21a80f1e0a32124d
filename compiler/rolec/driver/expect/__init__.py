"""What roles are asked, and what is expected of them."""
