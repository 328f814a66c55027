"""A phone whose connection breaks, again and again, while it hears of what others share."""

from __future__ import annotations

from tests.clients.phone import Cut
from tests.clients.town import Town, tick


async def test_cut_after_every_run_it_still_gets_through(town: Town) -> None:
    ada, ben, cleo = town.people
    for person in (ada, ben):
        stacked = await town.photos(person, 2)
        await person.do("POST", "/stacks", {"assetIds": stacked})
    hers = await town.photo(ada)
    await town.album(ada, hers, editor=cleo)
    await town.share(ada, cleo)
    await town.house.run_jobs()
    assert await town.creep(cleo) < 40
    await town.compare(cleo)
    await town.share(ben, cleo)
    late = await town.album(ben, await town.photo(ben), await town.photo(ben))
    users = {"albumUsers": [{"userId": cleo.id, "role": "viewer"}]}
    await town.prove(cleo)
    await ben.do("PUT", f"/albums/{late}/users", users)
    await ada.do("PUT", f"/assets/{hers}", {"description": "Rome"})
    await town.creep(cleo, unacked=True)
    await town.prove()


async def test_cut_after_every_line(town: Town) -> None:
    ada, ben = town.ada, town.ben
    album = await town.album(ada, *await town.photos(ada, 2), editor=ben)
    await town.share(ada, ben)
    await town.sync(ben)
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": await town.photos(ada, 2)})
    await town.house.run_jobs()
    await tick()
    for _ in range(100):
        if (await ben.phone.sync(Cut(lines=1))).is_complete:
            break
    else:
        raise AssertionError("never through")
    await town.prove(ada, ben)
