from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import example, given, strategies as st

from accordingto.errors import RefusedError
from accordingto.sources.addresses import check_addresses, check_host, is_allowed, is_public

from .conftest import unhurried

NOT_PUBLIC_V4 = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
]
NOT_PUBLIC_V6 = [
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001:0:808:808::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:808:808::1",
    "2606:4700::5efe:a00:1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1", "64:ff9b::808:808", "2a00:1450::1"]

private_networks = st.sampled_from(
    [
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "224.0.0.0/4",
    ]
)
private_v4 = private_networks.flatmap(
    lambda network: st.integers(
        int(ipaddress.IPv4Network(network)[0]), int(ipaddress.IPv4Network(network)[-1])
    ).map(ipaddress.IPv4Address)
)

number_spellings = st.one_of(
    st.integers(0, 300).map(str),
    st.integers(0, 300).map(hex),
    st.integers(0, 300).map(lambda number: f"0{number:o}"),
    st.integers(0, 2**32).map(str),
)


@pytest.mark.parametrize("address", NOT_PUBLIC_V4 + NOT_PUBLIC_V6)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.1.",
        "0x",
        "1.2.3.4.5",
        "a.0x7f",
    ],
)
def test_numbers_in_disguise_are_refused(host: str) -> None:
    with pytest.raises(RefusedError):
        check_host(host)


@pytest.mark.parametrize(
    "host", ["news.example", "4chan.example", "0x.example", "xn--bcher-kva.example", "8.8.8.8"]
)
def test_names_and_public_addresses_pass(host: str) -> None:
    check_host(host)


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    """The ways to write an IPv4 address that a resolver of the system may understand."""
    number = int(address)
    a, b, c, d = address.packed
    return [
        str(address),
        str(number),
        hex(number),
        oct(number).replace("0o", "0"),
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{address}.",
        f"::ffff:{address}",
        f"::{address}",
        f"64:ff9b::{address}",
        f"2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1",
        f"2001:0:{a:02x}{b:02x}:{c:02x}{d:02x}::",
    ]


@unhurried
@given(private_v4, st.integers(0, 13))
@example(ipaddress.IPv4Address("127.0.0.1"), 1)
def test_no_spelling_of_a_private_address_passes(address: ipaddress.IPv4Address, which: int) -> None:
    with pytest.raises(RefusedError):
        check_host(spellings(address)[which])


@unhurried
@given(st.lists(number_spellings, min_size=1, max_size=4).map(".".join))
def test_what_the_system_reads_as_an_address_is_refused_or_public(host: str) -> None:
    try:
        meant = ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return
    try:
        check_host(host)
    except RefusedError:
        return
    assert is_public(meant)


def test_one_private_address_among_public_ones_spoils_the_name() -> None:
    assert check_addresses("news.example", ["8.8.8.8", "2606:4700:0::1"]) == ("8.8.8.8", "2606:4700::1")
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1.*allow_hosts"):
        check_addresses("news.example", ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    ("host", "allowed", "expected"),
    [
        ("wiki.lan", "wiki.lan", True),
        ("WIKI.lan", "wiki.LAN", True),
        ("wiki.lan", "wiki.lan:8080", True),
        ("wiki.lan", "wiki.lan:80", False),
        ("sub.wiki.lan", "wiki.lan", False),
        ("::1", "[::1]:8080", True),
        ("::1", "::1", True),
        ("127.0.0.1", "", False),
    ],
)
def test_only_named_hosts_are_allowed(host: str, allowed: str, expected: bool) -> None:
    assert is_allowed(host, 8080, (allowed,)) is expected
