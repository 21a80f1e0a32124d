"""The pipelines: what the commands ask for, made of the stages."""
