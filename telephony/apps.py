from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    name = "telephony"

    def ready(self) -> None:
        """Make the driver, or say which setting is wrong."""
        from telephony.drivers import registry  # needs the settings

        registry.driver()
