"""Short names in Swedish and English, one column each."""

from modeltranslation.translator import TranslationOptions, register

from cases.models import Outcome


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("name",)
