"""One module a command; each defines ``COMMAND``, and the module's name is the command's."""
