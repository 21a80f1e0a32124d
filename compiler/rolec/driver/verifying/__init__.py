"""What the files of a module must say, worked out from the IR without the emitter."""
