"""The benchmark of the gazetteer runs; its figures are not looked at here."""

from __future__ import annotations

import pytest

from benchmarks import gazetteer


def test_it_prints_its_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["gazetteer", "--names", "20"])
    gazetteer.main()
    assert "first lookup of 20 names" in capsys.readouterr().out
