"""Whether policies allow what others do not: a procedure that is exact, and gives a request as evidence."""
