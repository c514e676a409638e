"""Training of the error-span model: see `scripts/train_spans.py`."""
