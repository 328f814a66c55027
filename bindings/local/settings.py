"""What the owner of the machine may choose; docs/configuration.md tells of each."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bindings.local import proxies
from bindings.local.folder import Unusable
from bindings.local.log import KINDS

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `local.py` can be told, as it was told or by default."""

    address: tuple[str, int]
    data: Path
    web: Path
    places: str
    log: str
    metrics: tuple[str, int] | None
    proxies: tuple[proxies.Network, ...]
    """Whose word on who calls is taken."""


def read(arguments: Sequence[str] | None, environment: Mapping[str, str], about: str) -> Settings:
    """Options count more than variables, an empty variable is none.

    Ends the process with status 2 and one line for what cannot be meant; raises
    Unusable for a folder that is not there.
    """
    env = environment
    parser = _Parser(description=about, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--host", default=env.get("HOST") or "127.0.0.1", help="or HOST")
    parser.add_argument("--port", default=env.get("PORT") or "2283", type=_port, help="or PORT")
    data = env.get("DATA_DIR") or "./data"
    parser.add_argument("--data", default=data, type=Path, help="or DATA_DIR")
    places = env.get("PLACES") or str(_ROOT / "gazetteer" / "places.tsv.xz")
    parser.add_argument("--places", default=places, help="or PLACES; none to go without")
    log, metrics = env.get("LOG") or "off", env.get("METRICS") or "off"
    parser.add_argument("--log", default=log, type=_kind, help="or LOG: json, text or off")
    metrics_help = "or METRICS: an address for Prometheus, such as 127.0.0.1:9283, or off"
    parser.add_argument("--metrics", default=metrics, type=_address, help=metrics_help)
    trusted = env.get("TRUSTED_PROXIES") or proxies.OWN
    proxies_help = "or TRUSTED_PROXIES: addresses and networks with commas, or none"
    parser.add_argument("--trusted-proxies", default=trusted, type=_networks, help=proxies_help)
    chosen = parser.parse_args(arguments)
    web = env.get("WEB_DIR")
    if web and not Path(web).is_dir():
        raise Unusable(f"WEB_DIR {web} is not a folder")
    return Settings(
        address=(chosen.host, chosen.port),
        data=chosen.data,
        web=Path(web or _ROOT / "web" / "build"),
        places=chosen.places,
        log=chosen.log,
        metrics=chosen.metrics,
        proxies=chosen.trusted_proxies,
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port number")
    return int(text)


def _kind(text: str) -> str:
    if text not in KINDS:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(KINDS)}")
    return text


def _networks(text: str) -> tuple[proxies.Network, ...]:
    try:
        return proxies.networks(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{fault}, nor is it none") from None


def _address(text: str) -> tuple[str, int] | None:
    if text == "off":
        return None
    host, _, port = text.rpartition(":")
    if not host:
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as 127.0.0.1:9283, nor off")
    return host.removeprefix("[").removesuffix("]"), _port(port)
