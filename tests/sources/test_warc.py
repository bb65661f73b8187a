from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from accordingto.sources.streams import ByteStream
from accordingto.sources.warc import archive_captures, is_archive
from accordingto.types import Capture, Hints, Reject

from .conftest import unhurried

PAGE = b"<!doctype html><title>Bridge</title><p>The mayor said the bridge was open.</p>"
DATE = "2024-03-08T09:00:00Z"
HINTS = Hints(outlet="Riverside Courier")


def read(data: bytes, max_bytes: int = 1_000_000) -> list[Capture | Reject]:
    return list(archive_captures(ByteStream(io.BytesIO(data)), "a.warc", hints=HINTS, max_bytes=max_bytes))


def captured(found: list[Capture | Reject]) -> list[Capture]:
    return [one for one in found if isinstance(one, Capture)]


def reasons(found: list[Capture | Reject]) -> list[str]:
    assert all(one.stage == "source" for one in found if isinstance(one, Reject))
    return [one.reason for one in found if isinstance(one, Reject)]


def http(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    fields = {"Content_Type": "text/html; charset=utf-8", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def record(block: bytes, kind: str = "response", **headers: str) -> bytes:
    """A WARC record by hand, byte for byte as ISO 28500 has it."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>",
        "WARC-Target-URI": "http://courier.example/bridge",
        "WARC-Date": DATE,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def test_a_page_in_a_record_becomes_a_capture() -> None:
    warcinfo = record(b"software: none\r\n", "warcinfo", Content_Type="application/warc-fields")
    found = read(warcinfo + record(http()))
    assert found == [
        Capture(
            data=PAGE,
            location=f"a.warc#{len(warcinfo)}",
            retrieved=DATE,
            media_type="text/html",
            charset="utf-8",
            url="http://courier.example/bridge",
            hints=HINTS,
        )
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_what_warcio_writes_is_read(packed: bool) -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed, warc_version="1.1")
    offsets = []

    def write(kind: str, body: bytes, status: str, headers: list[tuple[str, str]]) -> None:
        offsets.append(file.tell())
        writer.write_record(
            writer.create_warc_record(
                "https://courier.example/" + kind,
                kind,
                payload=io.BytesIO(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": DATE},
            )
        )

    html = [("Content-Type", "text/html")]
    write("response", PAGE, "200 OK", html)
    write("revisit", b"", "200 OK", html)
    write("response", PAGE, "404 Not Found", html)
    write("response", gzip.compress(PAGE), "200 OK", [*html, ("Content-Encoding", "gzip")])
    write("response", b"%PDF-1.4 ...", "200 OK", [("Content-Type", "application/pdf")])
    found = captured(read(file.getvalue()))
    assert [capture.data for capture in found] == [PAGE, PAGE, b"%PDF-1.4 ..."]
    assert [capture.location for capture in found] == [f"a.warc#{offsets[which]}" for which in (0, 3, 4)]
    assert {capture.retrieved for capture in found} == {DATE}


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), Transfer_Encoding="chunked"),
        http(
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
            Transfer_Encoding="chunked",
            Content_Encoding="gzip",
        ),
        http(PAGE, Transfer_Encoding="chunked", Content_Encoding="gzip"),
        http(PAGE, Content_Type=""),
        http(PAGE).replace(b"HTTP/1.1", b"HTTP/2"),
        http(PAGE).replace(b"\r\n", b"\n"),
        http(PAGE, Content_Type="text/html;\r\n charset=utf-8"),
    ],
    ids=["gzip", "chunked", "both", "undone already", "no type", "HTTP/2", "bare newlines", "folded"],
)
def test_what_http_did_to_the_body_is_undone(block: bytes) -> None:
    found = read(record(block))
    assert reasons(found) == []
    assert [capture.data for capture in captured(found)] == [PAGE]


@pytest.mark.parametrize(
    "passed",
    [
        record(http(), "request"),
        record(http(), "revisit"),
        record(http(), "metadata"),
        record(http(), "conversion"),
        record(http(), "continuation"),
        record(http(status="301 Moved", Location="/x")),
        record(http(status="404 Not Found")),
        record(http(status="206 Partial Content")),
        record(http(b"GIF89a", Content_Type="image/gif")),
        record(http(b"{}", Content_Type="application/json", Content_Encoding="br")),
        record(b"10.0.0.1", WARC_Target_URI="dns:courier.example", Content_Type="text/dns"),
        record(
            b"text", "resource", WARC_Target_URI="urn:text:http://courier.example", Content_Type="text/plain"
        ),
        record(b""),
    ],
)
def test_other_records_are_passed_over(passed: bytes) -> None:
    found = read(passed + record(http()) + passed)
    assert reasons(found) == []
    assert len(captured(found)) == 1


def test_a_resource_is_a_page_as_it_stands() -> None:
    found = captured(read(record(PAGE, "resource", Content_Type="text/html; charset=latin-1")))
    assert [(capture.data, capture.charset) for capture in found] == [(PAGE, "latin-1")]


def test_an_archive_without_a_page_says_so() -> None:
    found = read(record(http(), "request") + record(http(status="500 Oops")))
    assert reasons(found) == ["None of its 2 records is a page: HTML, PDF or text, answered with 200."]


@pytest.mark.parametrize(
    ("written", "retrieved"),
    [
        ("2024-03-08T09:00:00Z", "2024-03-08T09:00:00Z"),
        ("2024-03-08T09:00:00.123456Z", "2024-03-08T09:00:00Z"),
        ("2024-03-08T10:00:00+01:00", "2024-03-08T09:00:00Z"),
        ("2024-03-08", "2024-03-08T00:00:00Z"),
    ],
)
def test_dates(written: str, retrieved: str) -> None:
    assert [capture.retrieved for capture in captured(read(record(http(), WARC_Date=written)))] == [retrieved]


def test_addresses_are_mended_as_other_readers_do() -> None:
    records = record(http(), WARC_Target_URI="<http://a.example/>") + record(
        http(), WARC_Target_URI="http://a.example/b c"
    )
    assert [capture.url for capture in captured(read(records))] == [
        "http://a.example/",
        "http://a.example/b%20c",
    ]


def digests(block: bytes) -> list[str]:
    sha1, sha256 = hashlib.sha1(block).digest(), hashlib.sha256(block).digest()
    return [
        f"sha1:{base64.b32encode(sha1).decode()}",
        f"sha1:{sha1.hex()}",
        f"SHA-256:{sha256.hex()}",
        f"sha256:{base64.b64encode(sha256).decode()}",
        f"sha256:{base64.urlsafe_b64encode(sha256).decode()}",
        "crc99:whatever",
    ]


@pytest.mark.parametrize("which", range(6))
def test_digests_are_checked(which: int) -> None:
    block = http()
    good = record(block, WARC_Block_Digest=digests(block)[which])
    altered = good.replace(b"mayor", b"major")
    assert len(captured(read(good))) == 1
    assert len(captured(read(altered))) == (1 if which == 5 else 0)
    assert reasons(read(altered)) == (
        [] if which == 5 else ["Its bytes do not match its WARC-Block-Digest: they were altered or damaged."]
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(http(PAGE, Content_Encoding="br")), "'br'"),
        (record(http(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")), "breaks off"),
        (record(http(b"50\r\nshort\r\n", Transfer_Encoding="chunked")), "break off"),
        (record(http(gzip.compress(bytes(3_000_000)), Content_Encoding="gzip")), "1,000,000 bytes"),
        (record(http(bytes(3_000_000))), "1,000,000 bytes"),
        (record(http(), WARC_Truncated="length"), "only its beginning"),
        (record(http(), WARC_Segment_Number="1"), "segments"),
        (record(http(), WARC_Date="yesterday"), "date"),
        (record(http(), Content_Length="many"), "no length"),
        (record(http(), Content_Length=""), "no length"),
        (record(http(), Content_Length=str(len(http()) - 5)), "goes on after"),
        (record(http()).replace(b"WARC/1.1", b"WRAC/1.1"), "no WARC record"),
        (b"WARC/1.1\r\nX: " + b"x" * 100_000 + b"\r\n" + record(http()), "header"),
    ],
)
def test_a_bad_record_is_told_and_the_next_one_is_read(bad: bytes, reason: str) -> None:
    first, last = (
        record(http(), WARC_Target_URI="http://a.example/1"),
        record(http(), WARC_Target_URI="http://a.example/2"),
    )
    found = read(first + bad + last)
    rejects = [one for one in found if isinstance(one, Reject)]
    assert len(rejects) == 1
    assert reason in rejects[0].reason
    assert rejects[0].location == f"a.warc#{len(first)}"
    assert [capture.url for capture in captured(found)][:1] == ["http://a.example/1"]
    assert [capture.url for capture in captured(found)][-1:] == ["http://a.example/2"]


def test_a_large_record_that_is_no_page_is_passed_over_quietly() -> None:
    video = record(http(bytes(3_000_000), Content_Type="video/mp4"))
    assert reasons(read(video + record(http()))) == []


def test_a_length_that_is_too_long_costs_its_record_and_the_one_it_swallows() -> None:
    good = record(http())
    bad = record(http(), Content_Length=str(len(http()) + 40))
    found = read(good + bad + good + good)
    assert len(captured(found)) == 2
    assert len(reasons(found)) == 1


def three_members() -> list[bytes]:
    return [
        gzip.compress(record(http(), WARC_Target_URI=f"http://a.example/{number}")) for number in range(3)
    ]


@pytest.mark.parametrize("cut", [1, 2, 9, 30, 200])
def test_a_truncated_gzip_archive_yields_what_is_whole(cut: int) -> None:
    members = three_members()
    found = read(b"".join(members)[:-cut])
    assert [capture.url for capture in captured(found)] == ["http://a.example/0", "http://a.example/1"]
    assert len(reasons(found)) == 1
    place = str(len(members[0]) + len(members[1]))
    assert f"byte {place}" in reasons(found)[0]
    assert isinstance(found[-1], Reject)
    assert found[-1].location == f"a.warc#{place}"


def test_a_crawl_that_was_killed_and_went_on_loses_one_record() -> None:
    members = three_members()
    found = read(members[0] + members[1][:-20] + members[2])
    assert [capture.url for capture in captured(found)] == ["http://a.example/0", "http://a.example/2"]
    assert len(reasons(found)) == 1


@unhurried
@given(st.data())
def test_one_flipped_bit_in_gzip_never_yields_an_altered_page(data: st.DataObject) -> None:
    members = three_members()
    packed = bytearray(b"".join(members))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= 1 << data.draw(st.integers(0, 7))
    if not packed.startswith(b"\x1f\x8b"):
        return
    found = read(bytes(packed))
    assert {capture.data for capture in captured(found)} <= {PAGE}
    assert len(captured(found)) >= 2
    assert len(captured(found)) == 3 or reasons(found)


@unhurried
@given(st.integers(10, 10_000), st.booleans())
def test_an_archive_cut_anywhere_says_so_or_is_whole(cut: int, packed: bool) -> None:
    records = [record(http(), WARC_Target_URI=f"http://a.example/{number}") for number in range(3)]
    data = b"".join(map(gzip.compress, records) if packed else records)
    ends = [0]
    for one in records:
        ends.append(ends[-1] + len(gzip.compress(one) if packed else one))
    found = read(data[:cut])
    whole = sum(end <= cut for end in ends[1:])
    # The two newlines behind a record are no part of it.
    assert len(captured(found)) in (whole, whole + (not packed))
    assert (
        reasons(found) or cut >= len(data) or len(captured(found)) == sum(end - 4 <= cut for end in ends[1:])
    )


def test_an_archive_packed_as_one_file_is_read() -> None:
    records = record(http()) * 3
    found = captured(read(gzip.compress(records)))
    inner = len(record(http()))
    assert [capture.location for capture in found] == [
        "a.warc#0",
        f"a.warc#0+{inner}",
        f"a.warc#0+{2 * inner}",
    ]


def test_a_record_may_go_on_in_the_next_gzip_member() -> None:
    one = record(http())
    cut = len(one) - 30
    found = captured(read(gzip.compress(one[:cut]) + gzip.compress(one[cut:]) + gzip.compress(one)))
    assert [capture.data for capture in found] == [PAGE, PAGE]


@unhurried
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_end_in_captures_and_rejects(noise: bytes, packed: bool) -> None:
    data = b"WARC/1.0\r\n" + noise + record(http())
    read(gzip.compress(data) if packed else data)
    read(b"filedesc://x" + noise)


def test_a_large_archive_is_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    member = gzip.compress(record(http(os.urandom(1000) + bytes(1_000_000))), 1)
    with path.open("wb") as file:
        for _ in range(15):
            file.write(member)
    tracemalloc.start()
    with path.open("rb") as file:
        sizes = [
            len(one.data)
            for one in archive_captures(ByteStream(file), "a", hints=HINTS, max_bytes=3_000_000)
            if isinstance(one, Capture)
        ]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sizes == [1_001_000] * 15
    assert peak < 7_000_000


# --- ARC ------------------------------------------------------------------------------------------

ARC_HEAD = (
    b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 69\n"
    b"1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n\n"
)


def arc_record(block: bytes, url: str = "http://courier.example/bridge", length: str = "") -> bytes:
    return f"{url} 93.184.216.34 20140216050221 text/html {length or len(block)}\n".encode() + block + b"\n"


@pytest.mark.parametrize("packed", [False, True])
def test_arc(packed: bool) -> None:
    parts = [ARC_HEAD, arc_record(http()), arc_record(http(), "http://a.example/x?q=one two")]
    data = b"".join(map(gzip.compress, parts) if packed else parts)
    found = captured(read(data))
    assert [capture.url for capture in found] == [
        "http://courier.example/bridge",
        "http://a.example/x?q=one%20two",
    ]
    assert {(capture.data, capture.retrieved) for capture in found} == {(PAGE, "2014-02-16T05:02:21Z")}


def test_a_bad_arc_record_is_told_and_the_next_one_is_read() -> None:
    data = ARC_HEAD + arc_record(http(), length="abc") + arc_record(http(), "http://a.example/")
    found = read(data)
    assert [capture.url for capture in captured(found)] == ["http://a.example/"]
    assert len(reasons(found)) == 1


def test_archives_are_known_by_their_first_bytes() -> None:
    assert [is_archive(head) for head in (b"WARC/1.1\r\n", ARC_HEAD, b"<html>", b"")] == [
        True,
        True,
        False,
        False,
    ]


# --- real records ---------------------------------------------------------------------------------

#: What each sample of the WARC corpus must give: pages, and rejects.
REAL = {
    "bad.arc": (0, 2),
    "example-bad-non-chunked.warc.gz": (1, 0),
    "example-bad.warc.gz.bad": (1, 0),
    "example-digest.warc": (0, 1),
    "example-iana.org-chunked.warc": (1, 0),
    "example-resource.warc.gz": (1, 0),
    "example-space-in-target-uri.warc.gz": (0, 1),
    "example-space-in-url.arc": (0, 1),
    "example-trunc.warc": (0, 1),
    "example-wget-bad-target-uri.warc.gz": (1, 0),
    "example-wrong-chunks.warc.gz": (0, 1),
    "example.arc": (1, 0),
    "example.arc.gz": (1, 0),
    "example.warc": (1, 0),
    "example.warc.gz": (1, 0),
    "post-test.warc.gz": (0, 1),
}


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    corpora = os.environ.get("ACCORDINGTO_CORPORA")
    path = Path(corpora or "", "html.tar.gz")
    if not corpora or not path.is_file():
        pytest.skip("ACCORDINGTO_CORPORA names no folder with html.tar.gz")
    with tarfile.open(path) as corpus:
        files = [
            (member, corpus.extractfile(member))
            for member in corpus
            if member.isfile() and "/warc/" in member.name
        ]
        return {Path(member.name).name: file.read() for member, file in files if file is not None}


@pytest.mark.parametrize("name", REAL)
def test_real_archives(samples: dict[str, bytes], name: str) -> None:
    found = read(samples[name])
    pages, rejects = REAL[name]
    assert (len(captured(found)), len(reasons(found))) == (pages, rejects), found
    for capture in captured(found):
        assert b"<title>" in capture.data
        assert capture.data.rstrip().endswith(b"</html>")
        assert capture.url is not None
        assert capture.url.startswith("http://")
        assert capture.media_type == "text/html"
