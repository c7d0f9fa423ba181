from django.apps import AppConfig


class LogReviewConfig(AppConfig):
    name = "contactcenter.log_review"
    verbose_name = "log review"
