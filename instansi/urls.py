from django.urls import URLPattern

app_name = "instansi"
urlpatterns: list[URLPattern] = []
