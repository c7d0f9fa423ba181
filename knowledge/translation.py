"""Short names in Swedish and English, one column each."""

from modeltranslation.translator import TranslationOptions, register

from knowledge.models import Picture, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt",)
