"""A real SMTP server for the fault tests, in a process of its own.

`python -m tests.gangguan.server_surat FOLDER PORT`: each accepted mail becomes one line of
FOLDER/diterima (Message-ID, address), written before the server answers 250. When FOLDER/tahan
holds a number n, the n-th mail is held at its MAIL command: FOLDER/tertahan appears, and the server
goes on when FOLDER/tahan is gone.
"""

import asyncio
import sys
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Penerima:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ke = 0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, alamat: str, opsi: list[str]
    ) -> str:
        self.ke += 1
        tahan = self.folder / "tahan"
        while tahan.exists() and int(tahan.read_text()) == self.ke:
            (self.folder / "tertahan").touch()
            await asyncio.sleep(0.02)
        envelope.mail_from = alamat
        return "250 Baik"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        isi = envelope.content if isinstance(envelope.content, bytes) else b""
        pengenal = BytesHeaderParser().parsebytes(isi)["Message-ID"]
        with (self.folder / "diterima").open("a") as berkas:
            berkas.write(f"{pengenal} {envelope.rcpt_tos[0]}\n")
        return "250 Diterima"


async def layani(folder: Path, port: int) -> None:
    penerima: Any = Penerima(folder)
    putaran = asyncio.get_running_loop()
    sambungan = await putaran.create_server(
        lambda: SMTP(penerima, hostname="localhost", loop=putaran), "127.0.0.1", port
    )
    async with sambungan:
        await sambungan.serve_forever()


if __name__ == "__main__":
    asyncio.run(layani(Path(sys.argv[1]), int(sys.argv[2])))
