"""What a request costs: tokens by estimate, money by the policy's prices.

Invariant: an estimate errs upwards, and an attempt reserves the longest answer it asks for, so that
a budget is rather kept too early than too late. Pure. Deliberately elsewhere: the prices and the
budget (`app.confidentiality.policy`), what was spent (`app.audit.reading`).
"""

from __future__ import annotations

import math

from app.audit.records import Spent
from app.confidentiality.policy import Price

_PER_TOKEN_ASCII = 3.5
_PER_TOKEN_OTHER = 1.8
"""Characters of a token. Published tokenizers of 2024 and later need about 4 in English and 2.2 or
more in Russian; somewhat fewer are taken here."""


def estimated_tokens(text: str) -> int:
    """Tokens of a text, rather too many than too few."""
    plain = len(text) if text.isascii() else sum(map(str.isascii, text))
    return math.ceil(plain / _PER_TOKEN_ASCII + (len(text) - plain) / _PER_TOKEN_OTHER)


def spent(tokens_in: int, tokens_out: int, price: Price | None, currency: str) -> Spent:
    """Tokens, with the money they cost where the price is known."""
    if price is None:
        return Spent(tokens_in, tokens_out)
    cost = (tokens_in * price.input + tokens_out * price.output) / 1_000_000
    return Spent(tokens_in, tokens_out, cost, currency)
