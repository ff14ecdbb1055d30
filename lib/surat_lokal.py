"""The demo's mail sink: an SMTP server on this machine that stores each message as an .eml file.

Nothing is sent on. `/demo/surat/` lists the folder. Run with `python -m lib.surat_lokal`; the
environment's EMAIL_PORT chooses the port, SURAT_FOLDER the folder (default var/surat).
"""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

FOLDER_BAWAAN = Path(__file__).resolve().parent.parent / "var" / "surat"
BESAR_TERBESAR = 10_000_000  # bytes of one message
DISIMPAN = 2_000  # newest messages kept


class Penampung:
    """Writes each accepted message to `folder`, named by time, so that names sort by age."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.nomor = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the message completely, then accept it: what was accepted is on disk."""
        kepala = f"X-Penerima-Amplop: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        self.nomor += 1
        nama = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{self.nomor:06d}.eml"
        sementara = self.folder / f".{nama}"
        sementara.write_bytes(kepala + (envelope.original_content or b""))
        sementara.rename(self.folder / nama)
        if self.nomor % 100 == 0:
            self._buang_lama()
        return "250 Diterima"

    def _buang_lama(self) -> None:
        for berkas in sorted(self.folder.glob("*.eml"))[:-DISIMPAN]:
            berkas.unlink()


async def layani(folder: Path, port: int) -> None:
    """Accept mail on 127.0.0.1:`port` until TERM or INT."""
    penampung = Penampung(folder)
    putaran = asyncio.get_running_loop()
    henti = asyncio.Event()
    for sinyal in (signal.SIGTERM, signal.SIGINT):
        putaran.add_signal_handler(sinyal, henti.set)

    def sambungan() -> SMTP:
        return SMTP(penampung, hostname="localhost", data_size_limit=BESAR_TERBESAR, loop=putaran)

    async with await putaran.create_server(sambungan, "127.0.0.1", port):
        await henti.wait()


if __name__ == "__main__":
    asyncio.run(
        layani(
            Path(os.environ.get("SURAT_FOLDER") or FOLDER_BAWAAN),
            int(os.environ.get("EMAIL_PORT", "8025")),
        )
    )
