"""Numbers of people in a text: how many, of whom, and what happened to them."""

from accordingto.reading.figures.finding import FoundFigure, figures_of

__all__ = ["FoundFigure", "figures_of"]
