from django.apps import AppConfig
from django.core import checks


class AccountsConfig(AppConfig):
    name = "contactcenter.accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from contactcenter.accounts.access import check_every_url_names_a_permission

        checks.register(check_every_url_names_a_permission, checks.Tags.urls)
