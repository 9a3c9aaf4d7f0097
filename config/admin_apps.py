"""Django's administration with our site instead of its own."""

from django.contrib.admin.apps import AdminConfig


class TechnicalAdminConfig(AdminConfig):
    default_site = "config.admin_site.TechnicalAdminSite"
