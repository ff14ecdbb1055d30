"""Signed addresses: of one task (in mails), and of one class (its QR). They hold no personal data.

A task's token signs the random ``kunci`` of the row: a copy of the database opens nothing without
the signing key, and the key opens nothing without the row.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as GalatBase64
from uuid import UUID

from django.core.signing import BadSignature, Signer

from evaluasi.models import TugasEvaluasi
from evaluasi.queries.tugas import tugas_lengkap
from pelatihan.models import Kelas

_TUGAS = Signer(sep=".", salt="evaluasi.tugas")
_KELAS = Signer(sep=".", salt="evaluasi.kelas")


def token_tugas(tugas: TugasEvaluasi) -> str:
    """What stands in the address of one task's form, for evaluasi:tugas_tautan."""
    return _TUGAS.sign(urlsafe_b64encode(tugas.kunci.bytes).rstrip(b"=").decode())


def tugas_dari_token(token: str) -> TugasEvaluasi | None:
    """The task of a signed address, also after its deadline; None when the address is not ours."""
    try:
        kunci = UUID(bytes=urlsafe_b64decode(_TUGAS.unsign(token) + "=="))
    except (BadSignature, GalatBase64, ValueError):
        return None
    return tugas_lengkap().filter(kunci=kunci).first()


def token_kelas(kelas: Kelas) -> str:
    """What stands in the QR of a class, for evaluasi:kelas_qr."""
    return _KELAS.sign(str(kelas.pk))


def kelas_dari_token(token: str) -> Kelas | None:
    """The class of a QR address; None when the address is not ours."""
    try:
        pk = int(_KELAS.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Kelas.objects.filter(pk=pk).select_related("pelatihan", "pemda").first()
