"""What clients send as filters, as a search understands it."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from generated import models
from generated.routes.search import SearchLargeAssetsQuery
from handlers.uploads import checksum_of
from photos import moments
from photos.search_filters import EARLIEST, LATEST, Filters, Span

Sent = (
    models.MetadataSearchDto
    | models.RandomSearchDto
    | models.StatisticsSearchDto
    | SearchLargeAssetsQuery
)

_FACTS = {
    "city": "city", "state": "state", "country": "country",
    "make": "make", "model": "model", "lensModel": "lens_model",
}  # fmt: skip
_METADATA = (
    *_FACTS, "rating", "originalFileName", "originalPath", "description", "query", "isFavorite",
    "createdAfter", "createdBefore", "updatedAfter", "updatedBefore", "checksum",
)  # fmt: skip


def filters_of(sent: Sent) -> Filters | None:
    """None where nothing can match: what is asked for does not exist here."""
    if _impossible(sent):
        return None
    given = _Given(sent)
    trashed, checksum = given.span("trashed"), given("checksum")
    return Filters(
        id=given("id"),
        checksum=None if checksum is None else checksum_of(checksum),
        type=given("type"),
        visibility=given("visibility"),
        favorite=given("isFavorite"),
        motion=given("isMotion"),
        encoded=given("isEncoded"),
        encoded_path=given("encodedVideoPath") or None,
        unalbumed=given("isNotInAlbum") is True,
        albums=given("albumIds") or (),
        tags=given("tagIds", unset=()),
        facts={
            column: given(name)
            for name, column in _FACTS.items()
            if given(name, UNSET) is not UNSET
        },
        rating=given("rating", UNSET),
        query=given("query", "").strip(),
        file_name=given("originalFileName", "").strip(),
        description=given("description", "").strip(),
        path=given("originalPath", ""),
        taken=given.span("taken"),
        created=given.span("created"),
        updated=given.span("updated"),
        trashed=trashed,
        with_trash=given("withDeleted") is True or trashed != (EARLIEST, LATEST),
        unstacked=given("withStacked") is False,
    )


def asks_for_metadata(sent: models.MetadataSearchDto) -> bool:
    """Whether the answer would tell of what a link may hide."""
    return any(getattr(sent, name) is not UNSET for name in _METADATA)


def _impossible(sent: Sent) -> bool:
    """People, texts in pictures and external libraries: nothing is known of any."""
    given = _Given(sent)
    return bool(
        given("personIds")
        or given("ocr")
        or given("libraryId")
        or given("isOffline") is True
        or given("checksum") == ""
    )


class _Given:
    """The fields of a request, of which each operation has some."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent

    def __call__(self, name: str, unset: Any = None) -> Any:
        value = getattr(self._sent, name, UNSET)
        return unset if value is UNSET else value

    def span(self, name: str) -> Span:
        first, last = self(f"{name}After"), self(f"{name}Before")
        return (
            EARLIEST if first is None else moments.nearest(first),
            LATEST if last is None else moments.nearest(last),
        )
