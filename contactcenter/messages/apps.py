from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "contactcenter.messages"
    label = "outbox"  # Django's own messages, that tell somebody what they have just done, have the other name
