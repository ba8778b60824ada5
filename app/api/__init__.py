"""The service over HTTP: FastAPI, one module for each group of addresses.

Invariant: nothing is answered here that `service` does not answer; no text of a document, question
or answer stands in an error, a log line or a metric. Deliberately elsewhere: who somebody is
(`identity`), what they are answered (`service`), wire types (`contract`), the page (`web`).
"""
