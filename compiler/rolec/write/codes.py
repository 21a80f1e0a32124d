"""Codes for the output folder: E07xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code

OUTPUT_FOLDER = Code(
    "E0701",
    "output-folder",
    """
The output folder is not a folder that rolec may write into: it is a link, or a file, or
it holds the project itself. Beside specs stand only files for an existing configuration
(`terraform: {as: files}`); a module has a folder of its own.

    $ ln -s /srv/terraform build
    $ rolec build --output build

rolec touches nothing outside the output folder, and a link that somebody put into a
repository would move that border without anybody seeing it. Every part of a relative
path counts, because a repository can carry a link for each; of an absolute path only
the last. Name the folder itself:

    $ rolec build --output /srv/terraform
""",
)

LINK = Code(
    "E0702",
    "link-in-output",
    """
A link stands in the output folder, where a file or a folder of rolec's has to be.

    build/role.ci.tf -> ../main.tf

To write there would be to write somewhere else. rolec never follows a link in the output
folder and never removes one, also not with `--overwrite`. Delete the link, or move it.
""",
)

NOT_OURS = Code(
    "E0703",
    "not-our-file",
    """
A file is in the way, and the manifest of its folder (`rolec.manifest.json`) does not list
it: somebody else made it.

    build/role.ci.tf        written by hand, before rolec made its first role `ci`

rolec overwrites only what it wrote, also with `--overwrite`. Move the file away, delete
it, or choose another output folder. When the file is rolec's and the manifest was lost,
get the manifest back from version control, where it belongs beside the files it lists.
""",
)

EDITED = Code(
    "E0704",
    "edited-by-hand",
    """
A file that rolec wrote was changed since, and a build would lose that change.

    build/role.ci.tf        rolec's, with two lines added in an editor

`rolec build --check` shows the difference. What was added belongs in the spec that the
head of the file names; when it is there, or is not wanted, let the build replace the
file:

    $ rolec build --overwrite
""",
)

MANIFEST = Code(
    "E0705",
    "unreadable-manifest",
    """
`rolec.manifest.json` cannot be understood, so nobody can say which files of that folder
rolec wrote. The usual reason is a merge that left its marks in it.

    <<<<<<< HEAD
    ,{"path": "role.ci.tf", "source": "roles/ci.yaml", "sha256": "..."}
    =======

Each line stands for one file. Keep the lines of both sides, each path once (which of two
lines for one path does not matter when the file is what the build wants), and build
again. Or get the manifest back from version control.
""",
)

CANNOT_WRITE = Code(
    "E0706",
    "cannot-write-output",
    """
The system did not let rolec read or write a file of the output folder: the disk is full,
the folder is read-only, or a file belongs to somebody else. The message has the file and
the system's own words.

What was there is still there, whole: every new file is written in full under another name
before the first takes its place. When the message says that the build is unfinished, some
files are new and some old; the next build finishes it.
""",
)

LOCKED = Code(
    "E0707",
    "output-is-locked",
    """
Another rolec is writing to this output folder, and did not finish while this one waited.

Two builds of one folder never mix: the second waits, and then finds the files of the
first. When this happens in CI, two jobs share a folder; give each its own. A lock goes
away with the process that holds it, so there is no lock file to delete.
""",
)
