"""The weights that ship."""

from importlib.resources import files


def test_the_graph_names_no_folder_of_the_machine_that_made_it() -> None:
    graph = (files("accordingto") / "models/en/encoder.onnx").read_bytes()
    assert b"site-packages" not in graph
    assert b'File "/' not in graph
