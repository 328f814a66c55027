"""Tag "People": nobody is recognised in photos here, so there is nobody to list."""

from __future__ import annotations

from generated import models
from generated.routes.people import GetAllPeopleQuery
from handlers.call import Call


async def get_all_people(call: Call, query: GetAllPeopleQuery) -> models.PeopleResponseDto:
    return models.PeopleResponseDto(hasNextPage=False, hidden=0, people=[], total=0)
