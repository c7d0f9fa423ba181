"""Words that a district puts in places of its own: on an answering machine, on a web page."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from districts.public_lines import ShownLine
from knowledge.printed import week
from knowledge.printed.matter import Matter


def answering_machine(matter: Matter) -> list[str]:
    """Answer what to read in, sentence by sentence. It rests on the line that one asks first, and ends with who always answers."""
    said = [_("You have reached %(name)s.") % {"name": matter.district.name}]
    first = next(iter(matter.lines), None)
    if first and first.has_days:
        said += [_("These are our phone hours:"), *spoken_week(first)]
    said.append(_("If somebody is in danger: hang up and call 112."))
    if matter.contact_centre:
        number = {"number": matter.contact_centre.line.number}
        said += [
            _("You can also call the contact centre, on %(number)s.") % number,
            *spoken_week(matter.contact_centre),
            _("You can ask there about anything, in your language."),
        ]
    return said


def spoken_week(shown: ShownLine) -> list[str]:
    return [f"{days}: {times}." for days, times in week.rows(shown.hours, shown.at.date())]


def snippet(matter: Matter) -> str:
    """Answer HTML for another web page: whom to call, and where the hours stand as they are now."""
    return render_to_string("knowledge/printed/_snippet.html", {"matter": matter}).strip()
