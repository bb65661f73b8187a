"""Which addresses may be connected to. Pure: names are resolved elsewhere.

Sources: the IANA special-purpose registries for IPv4 and IPv6, RFC 6890; the host spellings are those that
the URL Standard's IPv4 parser and `inet_aton` accept.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from accordingto.errors import RefusedError

IPv4 = ipaddress.IPv4Address
IPv6 = ipaddress.IPv6Address

# `is_global` of Python 3.11 lets these through.
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3")
)
# 6to4 wraps any IPv4 address, was given up in 2015 (RFC 7526), and is public to older versions alone.
_NOT_PUBLIC_V6 = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("3fff::/20"))
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)

_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")


def is_public(address: IPv4 | IPv6) -> bool:
    """Whether an address is on the public internet, and so is every IPv4 address wrapped in it."""
    if isinstance(address, IPv4):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC_V4)
    if address.scope_id or not (address in _GLOBAL_UNICAST or address in _NAT64):
        return False
    if address in _GLOBAL_UNICAST and not address.is_global:
        return False
    return not any(address in network for network in _NOT_PUBLIC_V6) and all(
        map(is_public, _embedded(address))
    )


def _embedded(address: IPv6) -> Iterable[IPv4]:
    """The IPv4 addresses that a tunnel or translator would unwrap."""
    low = int(address) & 0xFFFF_FFFF
    if address in _NAT64 or (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield IPv4(low)
    if address.teredo is not None:
        yield from address.teredo


def check_host(host: str) -> None:
    """Refuse a host written as a number in any spelling other than the plain one, and any address not public.

    `2130706433`, `0x7f.1`, `0177.0.0.1` and `127.1` all mean 127.0.0.1 to some resolvers and not to others;
    no report lives at such a name, so none is let through. Raises `RefusedError`.
    """
    address = _literal(host)
    if address is not None:
        check_addresses(host, (str(address),))
    elif ":" in host or "%" in host or _ends_in_number(host):
        raise RefusedError(
            f"The host {host!r} is an address in disguise and is not followed. Write the plain one."
        )


def check_addresses(host: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses of a host in canonical form, provided that all are public.

    Raises `RefusedError` if any is not: a name with a public and a private address is a trap, not a mistake.
    """
    parsed = tuple(ipaddress.ip_address(address) for address in addresses)
    for address in parsed:
        if not is_public(address):
            raise RefusedError(
                f"{host} is at {address}, which is not a public address. "
                f"If it is a host of your own, name it in the setting allow_hosts."
            )
    return tuple(map(str, parsed))


def is_allowed(host: str, port: int, allow_hosts: Iterable[str]) -> bool:
    """Whether the user named this host, or this host and port, as an internal one that may be fetched."""
    bare = host.strip("[]").lower()
    written = f"[{bare}]" if ":" in bare else bare
    names = {bare, written, f"{written}:{port}"}
    return any(allowed.strip().lower() in names for allowed in allow_hosts)


def _literal(host: str) -> IPv4 | IPv6 | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _ends_in_number(host: str) -> bool:
    labels = host.removesuffix(".").rsplit(".", 1)
    return bool(_NUMBER.match(labels[-1])) or not labels[-1]
