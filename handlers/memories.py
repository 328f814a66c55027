"""Tag "Memories": none are made here."""

from __future__ import annotations

from generated import models
from generated.routes.memories import MemoriesStatisticsQuery, SearchMemoriesQuery
from handlers.call import Call


async def search_memories(call: Call, query: SearchMemoriesQuery) -> list[models.MemoryResponseDto]:
    return []


async def memories_statistics(
    call: Call, query: MemoriesStatisticsQuery
) -> models.MemoryStatisticsResponseDto:
    return models.MemoryStatisticsResponseDto(total=0)
