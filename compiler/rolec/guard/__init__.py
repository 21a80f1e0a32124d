"""Guard rails: what no role of a project may ever allow, and who may never assume one."""
