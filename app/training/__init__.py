"""Training: text and labels made here, and the artefacts trained on them."""
