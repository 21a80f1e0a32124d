"""What a document may contain, read from `schemas/`: for cerberus, for editors and for people.

A file of `schemas/` has a `summary` and `fields`; `schemas/value/` has `rules` for one value
instead, which take the place of a `ref` to them. `exactly_one` lists groups of fields of which
exactly one is there; `extends: entry` adds the fields of `_entry.yaml` in the same folder.
`schemas/trust/` and `schemas/permission/` hold a file for each kind. The rules of a field:

- ``type``: one of, or a list of, ``string`` (a text without `${...}`), ``text`` (links and
  Terraform references may stand in it), ``pattern`` (policy variables too), ``boolean``,
  ``integer``, ``flag`` (the word `true`), ``dict``, ``list``, ``any``;
- ``required``, ``allowed``, ``regex`` (matches the whole text), ``min``, ``max``,
  ``minlength``, ``maxlength``, ``keysrules``, ``valuesrules``, ``schema`` (the fields of a dict,
  or the rules of the items of a list): as in cerberus. What a text is when a part of it is
  left to Terraform is not known, and then its form is not judged;
- ``characters`` and ``known``: a named set of characters or words (`vocabulary.py`);
- ``many``: one value, or a list of at least one; ``ref``: a dict that another file describes;
  ``variant``: a dict of one kind of a family, chosen by the field that names it;
- ``unresolved``: what may stand there before a spec is resolved, for editors alone;
- ``meta``: ``summary``, ``example``, ``form`` (the regex in words), ``terraform`` (the argument
  it becomes), ``forces_replacement``, ``since``, ``deprecated``.
"""
