"""How forms are drawn, and how their faults are told."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from contactcenter.forms import DateInput, DateTimeInput, TimeInput, problems_of


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


class Booking(forms.Form):
    name = forms.CharField(label="Name", help_text="As on letters.")
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    note = forms.CharField(required=False)
    channel = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="I agree", help_text="Needed.")
    nonce = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("That day is full.")


def draw(template: str, **context: Any) -> str:
    html = Template("{% load ui %}" + template).render(Context(context))
    return " ".join(html.split())


def test_empty_form_has_no_summary():
    assert "error-summary" not in draw("{{ form }}", form=Booking())


def test_summary_takes_the_focus_and_leads_to_the_first_input_of_each_field():
    html = draw("{{ form }}", form=Booking({}))

    assert html.count("autofocus") == 1
    assert "<li>That day is full.</li>" in html
    assert '<a href="#id_name">Name – This field is required.</a>' in html
    assert '<a href="#id_channel_0">Channel – This field is required.</a>' in html
    assert '<a href="#id_agrees">I agree – This field is required.</a>' in html
    assert "#id_nonce" not in html


def test_summary_keeps_the_order_of_the_fields_whenever_a_fault_was_found():
    form = Booking({"name": "Ada", "email": "nobody", "channel": "a", "agrees": "on", "nonce": "1"})
    form.add_error("name", "Somebody has that name already.")

    assert [problem.label for problem in problems_of(form)] == ["", "Name", "Email"]


def test_summary_gathers_several_forms_and_formsets():
    pages = forms.formset_factory(Booking, extra=0, min_num=1, validate_min=True)
    formset = pages({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})

    html = draw(
        "{% error_summary form formset %}{% fields form %}", form=Booking({}), formset=formset
    )

    assert html.count("error-summary") == 1
    assert "Please submit at least 1 form." in html
    assert '<a href="#id_name">' in html


def test_field_is_tied_to_its_label_hint_and_fault():
    html = draw("{{ form.name.as_field_group }}", form=Booking({}))

    assert '<label class="label" for="id_name">Name </label>' in html
    assert 'id="id_name_helptext">As on letters.' in html
    assert '<ul class="errors" id="id_name_error">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_optional_fields_say_so_unless_the_form_filters():
    class Filter(Booking):
        mark_optional = False

    assert "(optional)" in draw("{{ form.note.as_field_group }}", form=Booking())
    assert "(optional)" not in draw("{{ form.name.as_field_group }}", form=Booking())
    assert "(optional)" not in draw("{{ form.note.as_field_group }}", form=Filter())


def test_group_is_a_fieldset_named_by_a_legend():
    html = draw("{{ form.channel.as_field_group }}", form=Booking({}))

    assert '<fieldset aria-describedby="id_channel_error">' in html
    assert "<legend>Channel </legend>" in html
    assert '<label for="id_channel_1">B</label>' in html


def test_autocomplete_is_kept():
    assert 'autocomplete="email"' in draw("{{ form }}", form=Booking())


@pytest.mark.parametrize(
    ("field", "value", "drawn"),
    [
        (
            forms.DateField(widget=DateInput),
            "2026-11-21",
            'type="date" name="at" value="2026-11-21"',
        ),
        (forms.TimeField(widget=TimeInput), "08:30:00", 'type="time" name="at" value="08:30"'),
        (
            forms.DateTimeField(widget=DateTimeInput),
            "2026-11-21 08:30",
            'type="datetime-local" name="at" value="2026-11-21T08:30"',
        ),
    ],
)
def test_native_pickers_speak_iso_in_every_language(field, value, drawn):
    form = type("Form", (forms.Form,), {"at": field})(initial={"at": field.to_python(value)})

    with override("sv"):
        assert drawn in draw("{{ form }}", form=form)


def test_what_a_list_offers_is_text_and_the_choice_is_marked():
    groups = [("", "All"), ("A & B", [(1, "<b>One</b>"), (2, 'Two "2"')])]
    field = forms.ChoiceField(choices=groups)

    assert draw("{{ list }}", list=field.widget.render("topic", 2, {"id": "topic"})) == (
        '<select name="topic" id="topic"><option value="">All</option>'
        '<optgroup label="A &amp; B"><option value="1">&lt;b&gt;One&lt;/b&gt;</option>'
        '<option value="2" selected>Two &quot;2&quot;</option></optgroup></select>'
    )
