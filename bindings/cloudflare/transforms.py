"""Framing and scaling in the words of the Images binding."""

from __future__ import annotations

from typing import Any

from bindings import Framing
from bindings.framing import Size


def transforms(size: Size, framing: Framing, short_edge: int | None) -> list[dict[str, Any]]:
    """What to pass to `transform`, one call each, to get `framing` of an upright picture
    of this `size` with such a shorter edge (None: as it is).

    https://developers.cloudflare.com/images/optimization/features
    """
    steps: list[dict[str, Any]] = []
    left, top, width, height = framing.cut(size)
    if (width, height) != size:
        steps.append({"trim": {"left": left, "top": top, "width": width, "height": height}})
    turn: dict[str, Any] = {"flip": "h"} if framing.mirrored else {}
    if framing.quarters:
        turn["rotate"] = 90 * framing.quarters  # after the flip, wherever it is written
    if turn:
        steps.append(turn)
    if short_edge is not None:
        # A box as wide as high: the same whether `size` counts EXIF's turns or not.
        short, long = sorted((width, height))
        edge = max(1, round(long * short_edge / short))
        steps.append({"width": edge, "height": edge, "fit": "scale-down"})
    return steps
