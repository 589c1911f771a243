"""A table of two columns: what a thing is called, and what it is."""

from collections.abc import Mapping

from ntm_desktop.documents.blocks import Cell, Column, Row, Table
from ntm_desktop.documents.wording import Piece, fill


def facts_table(piece: Piece, facts: Mapping[str, str]) -> Table:
    """Each of `rows` is "title | text"; `lines`, where given, are the titles of the two columns."""
    titles = (*(fill(line, facts) for line in piece.lines), "", "")
    rows = []
    for line in piece.rows:
        title, _, text = line.partition("|")
        rows.append(Row((Cell(fill(title.strip(), facts)), Cell(fill(text.strip(), facts)))))
    return Table((Column(titles[0], 1), Column(titles[1], 2)), tuple(rows))
