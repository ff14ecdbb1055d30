"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from config.mulai import pastikan_layak

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
pastikan_layak()
