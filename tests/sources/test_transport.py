from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpcore2
import httpx2
import pytest

from accordingto.errors import FetchError, RefusedError
from accordingto.settings import Settings
from accordingto.sources import Fetcher
from accordingto.sources.transport import Deadline, GuardedTransport

from .conftest import Serve, reply

PUBLIC = "93.184.216.34"
SETTINGS = Settings(host_delay=0, retries=0, robots=False, fetch_seconds=5)


class Recorder(httpcore2.NetworkBackend):
    """Notes where a connection would go, and lets none be made."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        self.asked.append(host)
        raise httpcore2.ConnectError("noted")


def ask(transport: GuardedTransport, url: str) -> httpx2.Response:
    request = httpx2.Request("GET", url, extensions={"deadline": Deadline(5, time.monotonic)})
    return transport.handle_request(request)


def in_turn(*answers: list[str]) -> Callable[[str, int], list[str]]:
    left = list(answers)
    return lambda host, port: left.pop(0)


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to() -> None:
    recorder = Recorder()
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    with pytest.raises(httpx2.NetworkError):
        ask(GuardedTransport(resolve=resolve, backend=recorder), "http://news.example/")
    assert asked == [("news.example", 80)]
    assert recorder.asked == [PUBLIC]


def test_a_name_that_changes_to_a_private_address_is_refused_the_second_time() -> None:
    recorder = Recorder()
    transport = GuardedTransport(resolve=in_turn([PUBLIC], ["127.0.0.1"]), backend=recorder)
    with pytest.raises(httpx2.NetworkError):
        ask(transport, "http://news.example/")
    with pytest.raises(RefusedError, match=r"127\.0\.0\.1"):
        ask(transport, "http://news.example/")
    assert recorder.asked == [PUBLIC]


def test_every_address_is_checked_before_any_is_tried() -> None:
    recorder = Recorder()
    with pytest.raises(RefusedError):
        ask(GuardedTransport(resolve=in_turn([PUBLIC, "10.0.0.1"]), backend=recorder), "http://news.example/")
    assert recorder.asked == []


def test_the_other_addresses_are_tried_when_one_fails() -> None:
    recorder = Recorder()
    with pytest.raises(httpx2.NetworkError):
        ask(GuardedTransport(resolve=in_turn([PUBLIC, "8.8.8.8"]), backend=recorder), "http://news.example/")
    assert recorder.asked == [PUBLIC, "8.8.8.8"]


def test_without_being_allowed_no_loopback_server_is_asked(serve: Serve) -> None:
    server = serve({"/": reply(b"secret")})
    port = server.host.partition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"):
        with pytest.raises(RefusedError), Fetcher(SETTINGS) as fetcher:
            fetcher.fetch(f"http://{host}:{port}/")
    assert server.paths == []


def test_an_allowed_name_is_asked_by_its_name(serve: Serve) -> None:
    server = serve({"/": reply(b"welcome")})
    name = f"wiki.lan:{server.host.partition(':')[2]}"
    settings = Settings(host_delay=0, robots=False, allow_hosts=(name,))
    with Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"]) as fetcher:
        assert fetcher.page(f"http://{name}/").data == b"welcome"
    assert server.asked[0][1]["host"] == name


def test_a_name_that_is_not_known_can_be_tried_later() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match=r"news\.example.*Name or service not known") as caught:
        Fetcher(SETTINGS, resolve=resolve).fetch("http://news.example/")
    assert caught.value.retryable


def test_a_resolver_that_does_not_answer_does_not_hold_us_up() -> None:
    release = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        release.wait(10)
        return [PUBLIC]

    settings = Settings(retries=0, robots=False, fetch_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(FetchError, match="longer than"):
        Fetcher(settings, resolve=resolve).fetch("http://news.example/")
    release.set()
    assert time.monotonic() - started < 2


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server below HTTP: `answer` gets each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def work() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    try:
                        answer(connection)
                    except OSError:
                        pass

        threading.Thread(target=work, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def dripping(head: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(head)
        for _ in range(100):
            connection.sendall(b"a")
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    ("scheme", "head"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
        ("http", b"HTTP/1.1 200 OK\r\nX-Long: "),
        ("https", b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03"),
    ],
    ids=["body", "header", "handshake"],
)
def test_a_server_that_drips_is_cut_off(scheme: str, head: bytes) -> None:
    with listening(dripping(head)) as port:
        settings = Settings(
            host_delay=0, retries=3, robots=False, fetch_seconds=0.4, allow_hosts=("127.0.0.1",)
        )
        started = time.monotonic()
        with pytest.raises(FetchError, match=r"longer than 0\.4 s"), Fetcher(settings) as fetcher:
            fetcher.fetch(f"{scheme}://127.0.0.1:{port}/")
        assert time.monotonic() - started < 1.5


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate, signed by itself, of `news.test`."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the openssl command is not installed")
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    subprocess.run(
        (
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(path), "-out", f"{path}.crt", "-days", "2", "-subj", "/CN=news.test"),
            *("-addext", "subjectAltName=DNS:news.test"),
        ),
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@contextmanager
def tls_server(certificate: Path, names: list[str | None]) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, _: names.append(name)

    def answer(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(4096)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")

    with listening(answer) as port:
        yield port


def test_the_certificate_is_checked_for_the_name_not_the_address(certificate: Path) -> None:
    names: list[str | None] = []
    trusting = ssl.create_default_context(cafile=certificate)
    with tls_server(certificate, names) as port:

        def fetch(host: str) -> bytes:
            transport = GuardedTransport(
                allow_hosts=(host,), resolve=lambda host, port: ["127.0.0.1"], tls=trusting
            )
            with Fetcher(
                Settings(host_delay=0, robots=False, allow_hosts=(host,)), transport=transport
            ) as fetcher:
                return fetcher.page(f"https://{host}:{port}/").data

        assert fetch("news.test") == b"hello"
        with pytest.raises(RefusedError, match=r"certificate of other\.test"):
            fetch("other.test")
    assert names == ["news.test", "other.test"]


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with tls_server(certificate, []) as port:
        settings = Settings(host_delay=0, robots=False, allow_hosts=("news.test",))
        with (
            Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"]) as fetcher,
            pytest.raises(RefusedError, match="certificate"),
        ):
            fetcher.fetch(f"https://news.test:{port}/")
