"""What `rolec query` answers, and how an answer is printed."""
