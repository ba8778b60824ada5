"""A sentence for a person that remembers its template, so that it can be said in Russian, too.

Here because everybody may import `index`: errors, reports and checks are written in English where
they arise, and the command line says them in the person's language. A `Sentence` is its English
text, so JSON, logs and databases need not know. Deliberately elsewhere: the Russian templates.
"""

from __future__ import annotations

from typing import Self


class Sentence(str):
    """The English text of `template.format(**fields)`. A field may be a sentence itself."""

    template: str
    fields: dict[str, object]

    def __new__(cls, template: str, /, **fields: object) -> Self:
        """A template is a literal, so that a translation can be found by it."""
        if isinstance(template, cls):
            return template
        sentence = super().__new__(cls, template.format(**fields))
        sentence.template, sentence.fields = template, fields
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """A copy is made from the template: the text may hold braces."""
        return (self.template,), self.fields


class Explained(Exception):
    """Root of all our errors: it is made from a sentence's template and fields."""

    def __init__(self, template: str, /, **fields: object) -> None:
        self.sentence = Sentence(template, **fields)
        super().__init__(self.sentence)


class Rejected(Explained, ValueError):
    """A value that somebody wrote cannot be used; who knows where it stands says so as well."""
