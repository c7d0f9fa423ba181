"""A row for each band of ages, with a column of its own for lunch at preschool: how many children, or how many kronor."""

from collections.abc import Iterator

from django import forms

from knowledge.norm.tables import BANDS, Band


class ChildRowsForm(forms.Form):
    """Drawn by templates/knowledge/_child_rows.html. Fields are named as items of a table are."""

    def name_by_row_and_column(self) -> None:
        """Let a field of the second column be named by the words at its row and above its column."""
        for band, home, away in self.child_rows:
            if away:
                names = f"{home.auto_id}_row {self.lunch_column}"
                self.fields[band.lunch_away_item].widget.attrs["aria-labelledby"] = names

    @property
    def lunch_column(self) -> str:
        return str(self.auto_id) % "lunch_away"

    @property
    def child_rows(self) -> Iterator[tuple[Band, forms.BoundField, forms.BoundField | None]]:
        for band in BANDS:
            away = self[band.lunch_away_item] if band.may_eat_at_preschool else None
            yield band, self[band.item], away
