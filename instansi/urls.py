from django.urls import URLPattern

app_name = "instansi"
PEGAWAI: list[URLPattern] = []
UNIT: list[URLPattern] = []
KEBIJAKAN: list[URLPattern] = []
urlpatterns = [*PEGAWAI, *UNIT, *KEBIJAKAN]
