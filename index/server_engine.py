"""What only a Qdrant server knows: connecting, generations, its words, its failures.

Imported by `server` alone; imports `qdrant_client` (two seconds) only inside functions. Invariant:
nothing is sent but through the checked transport, and every failure becomes an `IndexFailure` that
tells what to check and quotes nothing of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index import schema
from index.addresses import Rule, private_transport
from index.errors import AddressRefused, IndexFailure, StoreDamaged, StoreUnreachable
from index.schema import AtLeast, Condition, Ids, OneOf, Where, Written
from index.sentence import Sentence
from index.settings import QdrantSettings
from index.store import Point

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

_SETTING = "HUSH_QDRANT__PUBLIC_HOST"
_SECONDS = 60


def connect(settings: QdrantSettings, seconds: int = _SECONDS) -> QdrantClient:
    """A client of the configured server; `seconds` bound each step. Nothing is sent yet.

    The key goes as a header of our own: the client would warn of one over plain http, which is what
    a private network speaks.
    """
    from qdrant_client import QdrantClient

    key = settings.api_key.get_secret_value()
    options: dict[str, Any] = {
        "transport": private_transport(Rule(_SETTING, settings.public_host)),
        "trust_env": False,
        "follow_redirects": False,
    }
    try:
        return QdrantClient(
            url=settings.url,
            headers={"api-key": key} if key else None,
            prefer_grpc=False,
            check_compatibility=False,
            timeout=seconds,
            **options,
        )
    except ValueError:
        raise StoreUnreachable(
            "HUSH_QDRANT__URL is not a URL of a Qdrant server; it looks like "
            "`http://qdrant.internal:6333`."
        ) from None


def target(client: QdrantClient, alias: str) -> str | None:
    """The collection that the alias points to."""
    for known in client.get_aliases().aliases:
        if known.alias_name == alias:
            return known.collection_name
    if client.collection_exists(alias):
        raise IndexFailure(
            "On the Qdrant server {alias} is a collection, not an alias of Hush. Set "
            "HUSH_QDRANT__COLLECTION to another name.",
            alias=alias,
        )
    return None


def following(client: QdrantClient, alias: str, fingerprint: str) -> str:
    """Name of the next generation: never that of the one in use."""
    name = schema.generation(alias, fingerprint)
    return f"{name}-next" if name == target(client, alias) else name


def ensure(client: QdrantClient, name: str, fingerprint: str, dimension: Callable[[], int]) -> None:
    """The collection with its payload indexes; a creation that was cut short is finished."""
    from qdrant_client import models

    if not client.collection_exists(name):
        written = Written(fingerprint, dimension())
        client.create_collection(
            name,
            vectors_config={
                schema.DENSE: models.VectorParams(
                    size=written.dimension, distance=models.Distance.COSINE
                )
            },
            sparse_vectors_config={
                schema.SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)
            },
            metadata=written.as_dict(),
        )
    kinds = models.PayloadSchemaType
    for fields, kind in ((schema.KEYWORDS, kinds.KEYWORD), (schema.INTEGERS, kinds.INTEGER)):
        for field in fields:
            client.create_payload_index(name, field, kind, wait=True)


def written(client: QdrantClient, name: str) -> Written:
    """Who wrote the collection. Raises `StoreDamaged`."""
    metadata = client.get_collection(name).config.metadata
    try:
        return Written.parse(metadata or {})
    except (KeyError, ValueError, TypeError):
        raise StoreDamaged(
            "The collection {name} does not say which encoder wrote it. Run `hush reindex`, or "
            "set HUSH_QDRANT__COLLECTION to another name.",
            name=name,
        ) from None


def point_alias(client: QdrantClient, alias: str, target: str) -> None:
    """In one step: whoever asks meanwhile finds the one or the other."""
    from qdrant_client import models

    drop = models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=alias))
    make = models.CreateAliasOperation(
        create_alias=models.CreateAlias(collection_name=target, alias_name=alias)
    )
    known = any(entry.alias_name == alias for entry in client.get_aliases().aliases)
    client.update_collection_aliases([drop, make] if known else [make])


@contextmanager
def translated(url: str) -> Iterator[None]:
    """The client's errors as ours, without the answer's text: it may quote what was sent."""
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        raise _failure(_shown(url), error) from None


def _shown(url: str) -> str:
    """Without a name and password that may stand in it."""
    return url.replace(f"{urlsplit(url).netloc.rpartition('@')[0]}@", "")


def _failure(url: str, error: Exception) -> IndexFailure:
    from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
    from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

    match error:
        case ResponseHandlingException(source=AddressRefused() as refused):
            return refused
        case ResponseHandlingException(source=source):
            return _unreachable(_silence(url, source))
        case UnexpectedResponse(status_code=int(status)):
            return StoreUnreachable(_refusal(url, status))
        case json.JSONDecodeError():
            return _unreachable(_silence(url, error))
        case ResourceExhaustedResponse():
            return StoreUnreachable(_refusal(url, 429))
    return IndexFailure(
        "The index on {url} failed ({failure}). Try again; if it goes on, run `hush doctor`.",
        url=url,
        failure=type(error).__name__,
    )


def _unreachable(problem: Sentence) -> StoreUnreachable:
    return StoreUnreachable("{problem} Check HUSH_QDRANT__URL.", problem=problem)


def _silence(url: str, source: Exception) -> Sentence:
    import httpx

    match source:
        case httpx.TimeoutException():
            return Sentence(
                "The Qdrant server at {url} did not answer in time: is it overloaded?", url=url
            )
        case httpx.ConnectError() if "unknown host" in str(source):
            return Sentence("The host name of {url} is not known here.", url=url)
        case httpx.ConnectError():
            return Sentence("No Qdrant server answers at {url}: is it running?", url=url)
    return Sentence("What answers at {url} does not speak like a Qdrant server.", url=url)


def _refusal(url: str, status: int) -> Sentence:
    if status in (401, 403):
        return Sentence(
            "The Qdrant server at {url} refused the key ({status}). Set HUSH_QDRANT__API_KEY.",
            url=url,
            status=status,
        )
    if status == 404:
        return Sentence(
            "{url} has no such collection or is no Qdrant server (404). Check HUSH_QDRANT__URL.",
            url=url,
        )
    if status == 429 or status >= 500:
        return Sentence(
            "The Qdrant server at {url} is in trouble ({status}). See its log, then try again.",
            url=url,
            status=status,
        )
    if 300 <= status < 400:
        return Sentence(
            "{url} sends us elsewhere ({status}), which is not followed. Set its final address.",
            url=url,
            status=status,
        )
    return Sentence(
        "The Qdrant server at {url} refused the request ({status}). Is it older than Hush needs?",
        url=url,
        status=status,
    )


def point(point: Point) -> models.PointStruct:
    """A point in the client's words."""
    from qdrant_client import models

    sparse = models.SparseVector(
        indices=list(point.sparse.indices), values=list(point.sparse.values)
    )
    return models.PointStruct(
        id=point.chunk.id,
        vector={schema.DENSE: list(point.dense), schema.SPARSE: sparse},
        payload=schema.payload_of(point.chunk),
    )


def condition(where: Where) -> models.Filter:
    """A condition in the client's words."""
    from qdrant_client import models

    return models.Filter(
        must=[_field(part) for part in where.must],
        must_not=[_field(part) for part in where.must_not],
    )


def _field(part: Condition) -> models.FieldCondition | models.HasIdCondition:
    from qdrant_client import models

    match part:
        case OneOf(field, values):
            return models.FieldCondition(key=field, match=models.MatchAny(any=list(values)))
        case AtLeast(field, value):
            return models.FieldCondition(key=field, range=models.Range(gte=value))
        case Ids(values):
            return models.HasIdCondition(has_id=list(values))
