"""Tag "Partners": showing one's whole library to somebody."""

from __future__ import annotations

import msgspec

from generated import models
from generated.routes.partners import GetPartnersQuery
from handlers import shapes
from handlers.call import Call
from photos import access, partners, users
from photos.refusal import Refused
from photos.users import User


async def get_partners(call: Call, query: GetPartnersQuery) -> list[models.PartnerResponseDto]:
    given = query.direction is models.PartnerDirection.SHARED_BY
    of = partners.receivers if given else partners.givers
    found = await of(call.bindings.database, call.user.id)
    return [_shown(each.user, each.in_timeline) for each in found]


async def create_partner(call: Call, body: models.PartnerCreateDto) -> models.PartnerResponseDto:
    return await create_partner_deprecated(call, body.sharedWithId)


async def create_partner_deprecated(call: Call, id: str) -> models.PartnerResponseDto:
    bindings = call.bindings
    person = await users.find(bindings.database, id)
    if person is None:
        raise Refused("User not found")
    await partners.create(bindings.database, call.user.id, id, bindings.clock.now())
    return _shown(person, in_timeline=False)


async def update_partner(
    call: Call, id: str, body: models.PartnerUpdateDto
) -> models.PartnerResponseDto:
    """`id` is who shares: what is shown to me is for me to arrange."""
    database = call.bindings.database
    person = await users.find(database, id)
    if person is None:
        raise access.refusal("partner.update")
    await partners.show(database, id, call.user.id, body.inTimeline)
    return _shown(person, body.inTimeline)


async def remove_partner(call: Call, id: str) -> None:
    """`id` is who receives: only the one who shares can end it."""
    await partners.delete(call.bindings.database, call.user.id, id)


def _shown(user: User, in_timeline: bool) -> models.PartnerResponseDto:
    fields = msgspec.structs.asdict(shapes.public_user(user))
    return models.PartnerResponseDto(**fields, inTimeline=in_timeline)
