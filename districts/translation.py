"""Short names in Swedish and English, one column each."""

from modeltranslation.translator import TranslationOptions, register

from districts.models import District, PhoneLine, Service, Unit


@register(District)
class DistrictTranslation(TranslationOptions):
    fields = ("name", "directions")


@register(Unit)
class UnitTranslation(TranslationOptions):
    fields = ("name", "what_for", "directions")


@register(PhoneLine)
class PhoneLineTranslation(TranslationOptions):
    fields = ("role", "note")


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ("name",)
