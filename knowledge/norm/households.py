"""From what somebody typed to a household, or to what is wrong with it and in which field. For the page and for programs."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.norm.calculator import MOST_PEOPLE, Adults, Children, Household


def household_of(adults: Adults, children: Iterable[Children], sharing: int | None) -> Household:
    """Answer who lives together. How many share the home counts for an adult who shares it, and for nobody else."""
    children = tuple(children)
    if adults == Adults.SHARING and not sharing:
        raise ValidationError({"sharing": _("Write how many people share the home.")})
    if adults == Adults.SHARING and children:
        raise ValidationError(
            {"adults": _("The rule for a shared home is about one adult. With children, ask us.")}
        )
    grown_up = 2 if adults == Adults.COUPLE else 1
    if grown_up + sum(each.number for each in children) > MOST_PEOPLE:
        raise ValidationError(_("We can count for 20 people at most."))
    return Household(adults, children, (sharing or 0) if adults == Adults.SHARING else 0)
