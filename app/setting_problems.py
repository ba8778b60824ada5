"""What is wrong with a setting, in our own words: from the type of pydantic's error.

Invariant: no value is shown, because it may be a key; only names, limits and allowed values are.
Deliberately elsewhere: which settings there are (`settings`), reading them (`reading`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce

from index.sentence import Explained, Sentence

_WHOLE = Sentence("write a whole number")
_NUMBER = Sentence("write a number, such as 60 or 2.5")
_YES_OR_NO = Sentence("write true or false")
_TEXT = Sentence("write a text; in hush.toml it stands in quotes")
_SECTION = Sentence(
    "it is a section, not a value; set its settings one by one, see the table in README"
)
_WANTED: Mapping[str, Sentence] = {
    "extra_forbidden": Sentence("there is no such setting; see the table in README"),
    "missing": Sentence("it must be set"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "path_type": Sentence("write the path of a file or a folder; in hush.toml it stands in quotes"),
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "dict_type": _SECTION,
}
_QUOTED = re.compile(r"'([^']*)'")


def problem_of(
    location: Sequence[int | str], kind: str, context: Mapping[str, object], otherwise: str
) -> Sentence:
    """A sentence for one of pydantic's errors: where, its type, its `ctx` and its `msg`."""
    steps = [str(step) for step in location]
    return Sentence(
        "setting {name} (hush.toml: {key}) is not valid: {problem}",
        name="HUSH_" + "__".join(steps).upper(),
        key=".".join(steps),
        problem=_problem(kind, context, otherwise),
    )


def _problem(kind: str, context: Mapping[str, object], otherwise: str) -> Sentence | str:
    match kind, context:
        case "greater_than", {"gt": limit}:
            return Sentence("it must be greater than {limit:g}", limit=limit)
        case "greater_than_equal", {"ge": limit}:
            return Sentence("it must be {limit:g} or more", limit=limit)
        case "less_than", {"lt": limit}:
            return Sentence("it must be less than {limit:g}", limit=limit)
        case "less_than_equal", {"le": limit}:
            return Sentence("it must be {limit:g} or less", limit=limit)
        case (("literal_error" | "enum"), {"expected": allowed}):
            values = ", ".join(_QUOTED.findall(str(allowed))) or str(allowed)
            return Sentence("write one of {values}", values=values)
        case "value_error", {"error": Explained() as error}:
            return error.sentence
    return _WANTED.get(kind, otherwise)


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences as one."""
    return reduce(lambda one, more: Sentence("{one}; {more}", one=one, more=more), sentences)
