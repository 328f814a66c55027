"""What `local.py` makes of its options and of the environment."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from bindings.local.folder import Unusable
from bindings.local.settings import Settings, read

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("HOST", "PORT", "DATA_DIR", "PLACES", "LOG", "METRICS", "TRUSTED_PROXIES", "WEB_DIR")


def told(*options: str, **environment: str) -> Settings:
    return read(options, environment, "A door.")


def test_nothing_need_be_said() -> None:
    plain = told()
    assert (plain.address, plain.data) == (("127.0.0.1", 2283), Path("data"))
    assert plain.web == ROOT / "web" / "build"
    assert Path(plain.places).is_file()
    assert (plain.log, plain.metrics) == ("off", None)
    assert ip_network("127.0.0.0/8") in plain.proxies
    assert told(**dict.fromkeys(NAMES, "")) == plain, "an empty variable is none"


def test_options_count_more_than_variables(tmp_path: Path) -> None:
    environment = {
        "HOST": "::", "PORT": "80", "DATA_DIR": "/srv/a", "PLACES": "none", "LOG": "json",
        "METRICS": "[::1]:9283", "TRUSTED_PROXIES": "10.0.0.0/8", "WEB_DIR": str(tmp_path),
    }  # fmt: skip
    said = told(**environment)
    assert said == Settings(
        address=("::", 80), data=Path("/srv/a"), web=tmp_path, places="none", log="json",
        metrics=("::1", 9283), proxies=(ip_network("10.0.0.0/8"),),
    )  # fmt: skip
    options = {
        "--host": "127.0.0.2", "--port": "65535", "--data": "/srv/b", "--places": "p.tsv",
        "--log": "text", "--metrics": "localhost:1", "--trusted-proxies": "none",
    }  # fmt: skip
    assert told(*(text for pair in options.items() for text in pair), **environment) == Settings(
        address=("127.0.0.2", 65535), data=Path("/srv/b"), web=tmp_path, places="p.tsv",
        log="text", metrics=("localhost", 1), proxies=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "65536"), ("PORT", "٣"), ("PORT", "+1"), ("LOG", "loud"), ("METRICS", "9283"),
     ("METRICS", ":9283"), ("METRICS", "localhost:http"), ("METRICS", "::1:65536")],
)  # fmt: skip
def test_what_cannot_be_meant(name: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        told(**{name: value})
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) == (2, 1)
    assert value.rpartition(":")[2] in said


def test_a_web_folder_is_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match="WEB_DIR"):
        told(WEB_DIR=str(tmp_path / "file"))
