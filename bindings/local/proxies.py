"""Whom the local door believes about where a request came from."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network

# Loopback, link-local, private: a proxy at these addresses is the owner's own.
OWN = "127.0.0.0/8,::1,169.254.0.0/16,fe80::/10,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"

_FORWARDED = frozenset({b"x-forwarded-for", b"x-forwarded-proto"})


def networks(text: str) -> tuple[Network, ...]:
    """Networks and addresses with commas between them, or `none`. Raises ValueError."""
    if text.strip().lower() == "none":
        return ()
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(","))


def believe(scope: Any, trusted: Collection[Network]) -> None:
    """Take the scheme the browser used, and its address, from a trusted proxy: the one
    decides whether a login cookie is Secure, the other whose wrong guesses are counted.

    uvicorn can do this too, at a price on every request; few come through one."""
    said = [pair for pair in scope["headers"] if pair[0] in _FORWARDED]
    if not said or not scope["client"] or not _is_in(scope["client"][0], trusted):
        return
    hops: list[str] = []
    for name, value in said:
        text = value.decode("latin-1")
        if name == b"x-forwarded-for":
            hops += text.split(",")
        elif (scheme := text.partition(",")[0].strip().lower()) in ("http", "https"):
            scope["scheme"] = scheme
    if hops:
        scope["client"] = (_origin(scope["client"][0], hops, trusted), 0)


def _origin(peer: str, hops: list[str], trusted: Collection[Network]) -> str:
    """Who was first to speak to a trusted proxy.

    Each proxy adds the address it was called from at the end; what stands
    before the first stranger is the stranger's own invention."""
    while hops and _is_in(peer, trusted):
        hop = hops.pop().strip()
        try:
            ip_address(hop)
        except ValueError:
            break
        peer = hop
    return peer


def _is_in(host: str, trusted: Collection[Network]) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in trusted)
