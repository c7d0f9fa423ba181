"""How every form is drawn: one renderer, our templates."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    pass
