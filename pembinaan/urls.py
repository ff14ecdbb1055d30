from django.urls import URLPattern

app_name = "pembinaan"
urlpatterns: list[URLPattern] = []
