"""Comments of a source in which much says the same: it is looked up once, or large sources would take minutes."""

from __future__ import annotations

from rolec.adopt.comments import with_comments
from rolec.adopt.found import Found, FoundRole, Place
from rolec.adopt.statement_places import StatementPlaces
from rolec.source.span import Span

STATEMENT = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:*"}
TEXT = "# why\nstatement\n"


class Counted(StatementPlaces):
    """Places that count how often they are looked up."""

    number = 0

    def of(self, statement):
        self.number += 1
        return super().of(statement)


def test_what_many_roles_have_is_looked_up_once():
    places = Counted()
    places.note(STATEMENT, Span("t.yaml", TEXT.index("statement"), len(TEXT)))
    roles = tuple(
        FoundRole(name=f"r{number}", trust={"Statement": [STATEMENT]}, place=Place("t.yaml", 1))
        for number in range(10)
    )
    found = with_comments(Found(roles=roles), {"t.yaml": TEXT}, places)
    assert {each.trust_comments for each in found.roles} == {(("why",),)}
    assert places.number == 1
