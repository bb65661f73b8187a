"""The trained encoder and what it takes to run it: tokens in, scores out, labels decoded. No torch."""
