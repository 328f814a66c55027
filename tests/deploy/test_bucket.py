"""Copying a bucket by the real rclone, out of a stand-in with as much of S3 as it asks for."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

from deploy import copying
from deploy.wrangler import Failed

pytestmark = pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")
NAMES = ["originals/u/a/a b.jpg", "originals/u/a/ü #%+?.jpg", "originals/u/b/IMG'1\".heic",
         "thumbnails/u/a.webp", "originals/u/c/.hidden.jpg"]  # fmt: skip


class Bucket(BaseHTTPRequestHandler):
    objects: dict[str, tuple[bytes, float]]
    """Bytes by name, and when they were stored."""
    asked: list[str]
    """Methods of the requests for objects."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        bucket, _, name = unquote(address.path).lstrip("/").partition("/")
        if not name:
            query = {key: value[0] for key, value in parse_qs(address.query).items()}
            self._answer(200, self._list(bucket, query).encode(), "application/xml")
            return
        self.asked.append(self.command)
        body, stored = self.objects[name]
        self._answer(200, body, "application/octet-stream", stored)

    do_HEAD = do_GET  # noqa: N815

    def _list(self, bucket: str, query: dict[str, str]) -> str:
        assert "delimiter" not in query, "one list for all folders"
        assert query["encoding-type"] == "url"
        items = "".join(
            f"<Contents><Key>{escape(quote(name))}</Key><Size>{len(body)}</Size>"
            f"<LastModified>2026-01-01T00:00:{int(stored):02}.000Z</LastModified>"
            f'<ETag>"{len(body)}-1"</ETag><StorageClass>STANDARD</StorageClass></Contents>'
            for name, (body, stored) in sorted(self.objects.items())
        )
        return (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>{bucket}</Name><IsTruncated>false</IsTruncated>{items}</ListBucketResult>"
        )

    def _answer(self, status: int, body: bytes, kind: str, stored: float = 0) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.send_header("content-type", kind)
        self.send_header("last-modified", formatdate(1767225600 + stored, usegmt=True))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Bucket]]:
    served = type("Served", (Bucket,), {"objects": {}, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("R2_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("R2_ACCESS_KEY_ID", "id")
        monkeypatch.setenv("R2_SECRET_ACCESS_KEY", "secret")
        monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
        yield served
        server.shutdown()


def test_every_object_is_copied_once_and_what_changed_again(
    bucket: type[Bucket], tmp_path: Path
) -> None:
    bucket.objects.update({name: (name.encode() * 9, 1) for name in NAMES})
    copying.copy_bucket("account", "photos", tmp_path)
    assert bucket.asked == ["GET"] * len(NAMES), "a question for each would be billed on every run"
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == name.encode() * 9
    copying.copy_bucket("account", "photos", tmp_path)
    assert len(bucket.asked) == len(NAMES)
    bucket.objects[NAMES[0]] = (NAMES[0].upper().encode() * 9, 2)
    copying.copy_bucket("account", "photos", tmp_path)
    assert bucket.asked.count("GET") == len(NAMES) + 1
    assert (tmp_path / NAMES[0]).read_bytes() == NAMES[0].upper().encode() * 9


def test_a_bucket_that_does_not_answer_is_told(
    bucket: type[Bucket], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("R2_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("RCLONE_RETRIES", "1")
    monkeypatch.setenv("RCLONE_LOW_LEVEL_RETRIES", "1")
    with pytest.raises(Failed, match="rclone could not copy"):
        copying.copy_bucket("account", "photos", tmp_path)
