"""The chat service: from a question to a cited answer, in the lane that the gate allows."""
