"""The unchanged web app starts: all that its pages ask for while they load.

A missing answer is an error card, a blank page or a login loop there. The
calls are those of Immich's web client 3.1.0, in its order, first from a
browser nobody has logged in with, then as the admin of a fresh server.
"""

from __future__ import annotations

from typing import Any

import httpx

from tests.contract_check import check_sync, operation_of
from tests.pictures import jpeg

NOTHING = "7b8c1c2e-1111-4111-8111-111111111111"

SHELL = ["GET /server/config", "GET /server/features", "GET /server/media-types"]
SIGNED_IN = ["GET /users/me", "GET /users/me/preferences", "GET /server/about"]

PAGES = {
    "/photos": [
        "GET /memories?for=2024-06-01",
        "GET /notifications?unread=true",
        "GET /albums",
        "GET /server/storage",
        "GET /server/version-history",
        "GET /timeline/buckets?visibility=timeline&withPartners=true&withStacked=true",
        "GET /timeline/bucket?timeBucket=2024-01-01T00:00:00.000Z&visibility=timeline"
        "&withPartners=true&withStacked=true",
    ],
    "/photos/{asset}": [
        "GET /assets/{asset}",
        "GET /assets/{asset}/ocr",
        "GET /faces?id={asset}",
        "GET /albums?assetId={asset}",
        "GET /assets/{asset}/edits",
        "GET /search/places?name=lis",
        "GET /search/person?name=a",
    ],
    "/memory": ["GET /memories?for=2024-06-01"],
    "/explore": ["GET /search/explore", "GET /people?withHidden=false"],
    "/search": [
        "POST /search/metadata",
        "GET /people?withHidden=false&size=1000",
        "GET /search/suggestions?type=country&includeNull=true",
    ],
    "/places": ["GET /search/cities"],
    "/people": ["GET /people?withHidden=true"],
    f"/people/{NOTHING}": [f"GET /people/{NOTHING}", f"GET /people/{NOTHING}/statistics"],
    "/map": ["GET /map/markers?withPartners=true&withSharedAlbums=true"],
    "/albums": ["GET /albums?isShared=true", "GET /albums?isOwned=true"],
    f"/albums/{NOTHING}": [f"GET /albums/{NOTHING}", f"GET /albums/{NOTHING}/map-markers"],
    "/sharing": ["GET /albums?isShared=true", "GET /partners?direction=shared-with"],
    "/partners/{user}": ["GET /users/{user}", "GET /timeline/buckets?userId={user}"],
    "/shared-links": ["GET /shared-links"],
    "/favorites": ["GET /timeline/buckets?isFavorite=true&withStacked=true"],
    "/archive": ["GET /timeline/buckets?visibility=archive"],
    "/trash": ["GET /timeline/buckets?isTrashed=true"],
    "/recently-added": ["GET /timeline/buckets?orderBy=createdAt&visibility=timeline"],
    "/locked": ["GET /auth/status"],
    "/tags": ["GET /tags"],
    "/folders": ["GET /view/folder/unique-paths"],
    "/utilities": [],
    "/utilities/duplicates": ["GET /duplicates"],
    "/utilities/geolocation": ["GET /timeline/buckets?withCoordinates=true&visibility=timeline"],
    "/utilities/large-files": ["POST /search/large-assets?minFileSize=0"],
    "/workflows": [
        "GET /workflows",
        "GET /plugins/methods",
        "GET /plugins/templates",
        "GET /workflows/triggers",
    ],
    "/user-settings": [
        "GET /api-keys",
        "GET /sessions",
        "GET /auth/status",
        "GET /partners?direction=shared-by",
        "GET /partners?direction=shared-with",
        "GET /assets/statistics?visibility=timeline",
        "GET /assets/statistics?isFavorite=true",
        "GET /assets/statistics?visibility=archive",
        "GET /assets/statistics?isTrashed=true",
        "GET /albums/statistics",
        "GET /users/me/calendar-heatmap?type=Upload",
        "GET /users/me/calendar-heatmap?type=Taken",
    ],
    "/admin": ["GET /system-config", "GET /system-config/defaults"],
    "/admin/users": ["GET /server/storage", "GET /admin/users?withDeleted=true"],
    "/admin/users/{user}": [
        "GET /admin/users?id={user}&withDeleted=true",
        "GET /admin/users/{user}/preferences",
        "GET /admin/users/{user}/statistics",
        "GET /admin/users/{user}/sessions",
        "GET /admin/users/{user}/calendar-heatmap?type=Upload",
    ],
    "/admin/system-settings": ["GET /system-config/storage-template-options"],
    "/admin/server-status": ["GET /server/statistics", "GET /admin/users?withDeleted=false"],
    "/admin/queues": ["GET /queues", "GET /jobs"],
    "/admin/queues/thumbnailGeneration": [
        "GET /queues/thumbnailGeneration",
        "GET /queues/thumbnailGeneration/jobs",
    ],
    "/admin/library-management": ["GET /admin/users?withDeleted=false", "GET /libraries"],
    "/admin/maintenance": [
        "GET /admin/integrity/summary",
        "GET /server/version",
        "GET /admin/database-backups",
        "GET /admin/integrity/report?type=untracked_file",
    ],
    "/maintenance": [
        "POST /admin/maintenance/login",
        "GET /admin/maintenance/status",
        "GET /server/version",
    ],
}
"""Page -> what it asks for, beside what every page does."""

BODIES = {
    "POST /search/metadata": {"query": "a", "visibility": "timeline", "page": 1, "withExif": True},
    "POST /admin/maintenance/login": {},
}
REFUSED = {
    f"GET /people/{NOTHING}": 404,
    f"GET /people/{NOTHING}/statistics": 404,
    f"GET /albums/{NOTHING}": 400,
    f"GET /albums/{NOTHING}/map-markers": 400,
    "POST /admin/maintenance/login": 400,
}
"""What is no success even for the admin."""


class Browser:
    """One browser, and everything that went wrong in it."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.faults: list[str] = []

    def ask(self, line: str, status: int = 200, json: Any = None) -> Any:
        """The JSON answered to `line`, None where it is not what was expected."""
        method, _, url = line.partition(" ")
        answer = self.client.request(method, f"/api{url}", json=json)
        if answer.status_code != status:
            self.faults.append(f"{line}: {answer.status_code}, not {status}: {answer.text[:200]}")
        elif answer.content:
            return answer.json()
        return None

    def load(self, page: str) -> None:
        answer = self.client.get(page)
        kind = answer.headers.get("content-type", "")
        if answer.status_code != 200 or "text/html" not in kind:
            self.faults.append(f"{page}: {answer.status_code} {kind}")


def scenario(base_url: str) -> None:
    with httpx.Client(
        base_url=base_url, timeout=60, event_hooks={"response": [check_sync]}
    ) as client:
        browser = Browser(client)
        welcome(browser)
        register(browser)
        onboard(browser)
        known = {"asset": upload(client), "user": client.get("/api/users/me").json()["id"]}
        walk_as_admin(browser, known)
        log_out(browser)
        walk_as_nobody(browser, known)
    assert not browser.faults, "\n".join(browser.faults)


def welcome(browser: Browser) -> None:
    """The first visit to an empty server leads to the page that makes its admin."""
    browser.load("/")
    styles = browser.client.get("/custom.css")
    assert styles.status_code == 200
    assert styles.headers["content-type"].startswith("text/css")
    assert browser.ask("GET /server/config")["isInitialized"] is False
    features = browser.ask("GET /server/features")
    assert (features["search"], features["map"], features["passwordLogin"]) == (True, True, True)
    media = browser.ask("GET /server/media-types")
    assert {".jpg", ".heic"} <= set(media["image"]), "the web app refuses to upload others"
    browser.ask("POST /admin/database-backups/start-restore", 400)


def register(browser: Browser) -> None:
    person = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}
    browser.load("/auth/register")
    browser.ask("POST /auth/admin-sign-up", 201, person)
    assert browser.ask("GET /server/config")["isInitialized"] is True
    browser.load("/auth/login")
    login = browser.ask("POST /auth/login", 201, person)
    assert (login["isAdmin"], login["isOnboarded"]) == (True, False)
    assert "immich_is_authenticated" in browser.client.cookies, "the script reads it"


def onboard(browser: Browser) -> None:
    """The first pages of an admin store the settings, and that they were seen."""
    browser.load("/auth/onboarding")
    browser.ask("GET /system-config/defaults")
    config = browser.ask("GET /system-config")
    browser.ask("PUT /system-config", json=config)
    browser.ask("POST /system-metadata/admin-onboarding", 204, {"isOnboarded": True})
    browser.ask("PUT /users/me/onboarding", json={"isOnboarded": True})
    assert browser.ask("GET /server/config")["isOnboarded"] is True


def upload(client: httpx.Client) -> str:
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-01T00:00:00.000Z",
        "isFavorite": "false",
    }
    files = {"assetData": ("a.jpg", jpeg(), "application/octet-stream")}
    created = client.post("/api/assets", data=form, files=files)
    assert created.status_code == 201, created.text
    return str(created.json()["id"])


def walk_as_admin(browser: Browser, known: dict[str, str]) -> None:
    for line in [*SHELL, *SIGNED_IN]:
        browser.ask(line)
    for page, lines in PAGES.items():
        browser.load(page.format(**known))
        for line in lines:
            browser.ask(line.format(**known), REFUSED.get(line, 200), BODIES.get(line))


def log_out(browser: Browser) -> None:
    assert browser.ask("POST /auth/logout")["redirectUri"] == "/auth/login?autoLaunch=0"
    assert "immich_is_authenticated" not in browser.client.cookies


def walk_as_nobody(browser: Browser, known: dict[str, str]) -> None:
    """Every page still loads, and what it asks for sends the app to the login."""
    for page, lines in {"/auth/login": SHELL, "/": SIGNED_IN, **PAGES}.items():
        browser.load(page.format(**known))
        for line in lines:
            browser.ask(line.format(**known), status_for_nobody(line, known), BODIES.get(line))


def status_for_nobody(line: str, known: dict[str, str]) -> int:
    method, _, url = line.format(**known).partition(" ")
    operation = operation_of(method, f"/api{url.partition('?')[0]}")
    if operation is not None and operation["security"]:
        return 401
    return REFUSED.get(line, 200)
