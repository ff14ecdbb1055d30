from django.apps import AppConfig


class KelolaConfig(AppConfig):
    name = "kelola"
    verbose_name = "Kelola"
