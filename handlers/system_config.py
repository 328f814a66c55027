"""Tag "System config": every setting of the installation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from bindings import EVERYBODY
from generated import models
from handlers import configuration
from handlers.call import Call
from handlers.configuration import Tree
from handlers.decode import Invalid
from handlers.issues import Issue
from photos import settings, system
from photos.refusal import Refused

_SCHEDULES = (
    ("backup", "database"), ("library", "scan"), ("integrityChecks", "checksumFiles"),
    ("integrityChecks", "missingFiles"), ("integrityChecks", "untrackedFiles"),
)  # fmt: skip
_CRON_FIELDS = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CRON_PART = re.compile(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/([1-9]\d?))?")
_EXPRESSION = re.compile(r"\{\{([^{}]*)\}\}")


async def get_config(call: Call) -> models.SystemConfigDto:
    stored = await system.read(call.bindings.database, settings.KEY)
    return msgspec.convert(configuration.merged(stored), models.SystemConfigDto)


async def get_config_defaults(call: Call) -> models.SystemConfigDto:
    return msgspec.convert(configuration.DEFAULTS, models.SystemConfigDto)


async def update_config(call: Call, body: models.SystemConfigDto) -> models.SystemConfigDto:
    """The whole tree is sent; the leaves that differ from the defaults are kept."""
    tree: Tree = msgspec.to_builtins(body)
    check(tree)
    stored = configuration.difference(normal(tree))
    await system.write(call.bindings.database, settings.KEY, stored)
    await call.bindings.sockets.emit(EVERYBODY, "on_config_update", [])
    return msgspec.convert(configuration.merged(stored), models.SystemConfigDto)


async def get_storage_template_options(call: Call) -> models.SystemConfigTemplateStorageOptionDto:
    return models.SystemConfigTemplateStorageOptionDto(
        dayOptions=["d", "dd"],
        hourOptions=["h", "hh", "H", "HH"],
        minuteOptions=["m", "mm"],
        monthOptions=["M", "MM", "MMM", "MMMM"],
        presetOptions=[configuration.TEMPLATE],
        secondOptions=["s", "ss", "SSS"],
        weekOptions=["W", "WW"],
        yearOptions=["y", "yy"],
    )


def check(tree: Tree) -> None:
    """What the contract's types do not say. Raises Invalid or Refused."""
    if issues := [*_schedule_issues(tree), *_address_issues(tree)]:
        raise Invalid(issues)
    if not _is_template(tree["storageTemplate"]["template"]):
        raise Refused("Invalid storage template")
    if tree["notifications"]["smtp"]["enabled"]:  # this server reaches no mail server
        raise Refused("Invalid SMTP configuration")


def normal(tree: Tree) -> Tree:
    """The tree as it is kept: an address as its origin, and whatever videos are to be
    made into among what is accepted."""
    server, ffmpeg = tree["server"], tree["ffmpeg"]
    tree |= {"server": server | {"externalDomain": _origin(server["externalDomain"].strip())}}
    for kind in ("Audio", "Video"):
        accepted, target = ffmpeg[f"accepted{kind}Codecs"], ffmpeg[f"target{kind}Codec"]
        if target not in accepted:
            ffmpeg |= {f"accepted{kind}Codecs": [*accepted, target]}
    return tree | {"ffmpeg": ffmpeg}


def is_cron(text: str) -> bool:
    """Whether a schedule has five fields, or six with seconds, in their ranges."""
    fields = text.split()
    if len(fields) not in (5, 6):
        return False
    return all(
        _is_cron_field(field, *limits)
        for field, limits in zip(fields, _CRON_FIELDS[-len(fields) :], strict=True)
    )


def _is_cron_field(field: str, least: int, most: int) -> bool:
    for part in field.split(","):
        found = _CRON_PART.fullmatch(part)
        if found is None:
            return False
        first, last, _ = found.groups()
        if first and not least <= int(first) <= int(last or first) <= most:
            return False
    return True


def _schedule_issues(tree: Tree) -> Iterator[Issue]:
    for section, job in _SCHEDULES:
        if not is_cron(tree[section][job]["cronExpression"]):
            path = [section, job, "cronExpression"]
            yield {"code": "custom", "path": path, "message": "Invalid cron expression"}


def _address_issues(tree: Tree) -> Iterator[Issue]:
    """The web client puts links together from the external domain."""
    wrong = [
        ["map", style] for style in ("darkStyle", "lightStyle") if not _origin(tree["map"][style])
    ]
    domain = tree["server"]["externalDomain"].strip()
    if domain and not _origin(domain).startswith(("http://", "https://")):
        wrong.append(["server", "externalDomain"])
    for path in wrong:
        yield {"code": "invalid_format", "format": "url", "path": path, "message": "Invalid URL"}


def _origin(text: str) -> str:
    """Scheme and host of a URL, empty for what is none."""
    try:
        address = urlsplit(text)
    except ValueError:  # a broken IPv6 address
        return ""
    return f"{address.scheme}://{address.netloc}" if address.scheme and address.netloc else ""


def _is_template(text: str) -> bool:
    """Whether every expression is closed and says something, and every block ends."""
    open_blocks = 0
    for expression in _EXPRESSION.findall(text):
        word = expression.strip()
        open_blocks += word.startswith("#") - word.startswith("/")
        if not word or open_blocks < 0:
            return False
    rest = _EXPRESSION.sub("", text)
    return bool(text.strip()) and not open_blocks and "{{" not in rest and "}}" not in rest
