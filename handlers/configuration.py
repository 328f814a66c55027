"""The whole configuration: its defaults, and how stored differences lie over them.

Most of it belongs to features this server does not have: their settings are
kept so that the admin pages work, and are off. What takes effect is named in
`photos.settings`, which is also where the defaults of those leaves come from.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from photos.settings import PLACES, Settings

Tree = dict[str, Any]

TEMPLATE = "{{y}}/{{y}}-{{MM}}-{{dd}}/{{filename}}"
_INTEGRITY = {"enabled": False, "cronExpression": "0 03 * * *"}
_CONCURRENCY = {
    "backgroundTask": 5, "editor": 2, "faceDetection": 2, "integrityCheck": 1, "library": 5,
    "metadataExtraction": 5, "migration": 5, "notifications": 5, "ocr": 1, "search": 5,
    "sidecar": 5, "smartSearch": 2, "thumbnailGeneration": 3, "videoConversion": 1, "workflow": 5,
}  # fmt: skip

_FFMPEG: Tree = {
    "accel": "disabled",
    "accelDecode": True,
    "acceptedAudioCodecs": ["aac", "mp3", "opus"],
    "acceptedContainers": ["mov", "ogg", "webm"],
    "acceptedVideoCodecs": ["h264"],
    "bframes": -1,
    "cqMode": "auto",
    "crf": 23,
    "gopSize": 0,
    "maxBitrate": "0",
    "preferredHwDevice": "auto",
    "preset": "ultrafast",
    "realtime": {
        "enabled": False,
        "resolutions": [480, 720, 1080],
        "videoCodecs": ["h264", "hevc"],
    },
    "refs": 0,
    "targetAudioCodec": "aac",
    "targetResolution": "720",
    "targetVideoCodec": "h264",
    "temporalAQ": False,
    "threads": 0,
    "tonemap": "hable",
    "transcode": "disabled",
    "twoPass": False,
}
_MACHINE_LEARNING: Tree = {
    "availabilityChecks": {"enabled": False, "interval": 30_000, "timeout": 2000},
    "clip": {"enabled": False, "modelName": "ViT-B-32__openai"},
    "duplicateDetection": {"enabled": False, "maxDistance": 0.01},
    "enabled": False,
    "facialRecognition": {
        "enabled": False,
        "maxDistance": 0.5,
        "minFaces": 3,
        "minScore": 0.7,
        "modelName": "buffalo_l",
    },
    "ocr": {
        "enabled": False,
        "maxResolution": 736,
        "minDetectionScore": 0.5,
        "minRecognitionScore": 0.8,
        "modelName": "PP-OCRv5_mobile",
    },
    "urls": ["http://immich-machine-learning:3003"],
}
_OAUTH: Tree = {
    "allowInsecureRequests": False,
    "autoLaunch": False,
    "autoRegister": True,
    "buttonText": "Login with OAuth",
    "clientId": "",
    "clientSecret": "",
    "defaultStorageQuota": None,
    "enabled": False,
    "endSessionEndpoint": "",
    "issuerUrl": "",
    "mobileOverrideEnabled": False,
    "mobileRedirectUri": "",
    "profileSigningAlgorithm": "none",
    "prompt": "",
    "roleClaim": "immich_role",
    "scope": "openid email profile",
    "signingAlgorithm": "RS256",
    "storageLabelClaim": "preferred_username",
    "storageQuotaClaim": "immich_quota",
    "timeout": 30_000,
    "tokenEndpointAuthMethod": "client_secret_post",
}
_SMTP: Tree = {
    "enabled": False,
    "from": "",
    "replyTo": "",
    "transport": {
        "host": "", "ignoreCert": False, "password": "", "port": 587, "secure": False,
        "username": "",
    },
}  # fmt: skip

_TREE: Tree = {
    "backup": {
        "database": {"cronExpression": "0 02 * * *", "enabled": False, "keepLastAmount": 14}
    },
    "ffmpeg": _FFMPEG,
    "image": {"extractEmbedded": False, "fullsize": {}, "preview": {}, "thumbnail": {}},
    "integrityChecks": {
        "checksumFiles": {**_INTEGRITY, "percentageLimit": 1.0, "timeLimit": 3_600_000},
        "missingFiles": _INTEGRITY,
        "untrackedFiles": _INTEGRITY,
    },
    "job": {queue: {"concurrency": number} for queue, number in _CONCURRENCY.items()},
    "library": {
        "scan": {"cronExpression": "0 0 * * *", "enabled": False},
        "watch": {"enabled": False},
    },
    "logging": {"enabled": True, "level": "log"},
    "machineLearning": _MACHINE_LEARNING,
    "map": {
        "darkStyle": "https://tiles.immich.cloud/v1/style/dark.json",
        "lightStyle": "https://tiles.immich.cloud/v1/style/light.json",
    },
    "metadata": {"faces": {"import": False}},
    "newVersionCheck": {"channel": "stable", "enabled": False},
    "nightlyTasks": {"clusterNewFaces": False, "generateMemories": False, "startTime": "02:00"},
    "notifications": {"smtp": _SMTP},
    "oauth": _OAUTH,
    "passwordLogin": {},
    "reverseGeocoding": {},
    "server": {},
    "storageTemplate": {"enabled": False, "hashVerificationEnabled": True, "template": TEMPLATE},
    "templates": {
        "email": {"albumInviteTemplate": "", "albumUpdateTemplate": "", "welcomeTemplate": ""}
    },
    "theme": {},
    "trash": {},
    "user": {},
}


def merged(stored: Tree, defaults: Tree | None = None) -> Tree:
    """The complete tree: `stored` leaf by leaf over the defaults; what the
    defaults do not know is left out."""
    known = DEFAULTS if defaults is None else defaults
    return {
        name: merged(_branch(stored, name), default)
        if isinstance(default, dict)
        else stored.get(name, default)
        for name, default in known.items()
    }


def difference(tree: Tree, defaults: Tree | None = None) -> Tree:
    """The leaves of a complete tree that differ from the defaults: what is stored."""
    found: Tree = {}
    for name, default in (DEFAULTS if defaults is None else defaults).items():
        if isinstance(default, dict):
            if below := difference(_branch(tree, name), default):
                found[name] = below
        elif name in tree and tree[name] != default:
            found[name] = tree[name]
    return found


def _branch(tree: Tree, name: str) -> Tree:
    part = tree.get(name)
    return part if isinstance(part, dict) else {}


def _defaults() -> Tree:
    tree, here = deepcopy(_TREE), Settings()
    for name, (*steps, leaf) in PLACES.items():
        branch = tree
        for step in steps:
            branch = branch[step]
        branch[leaf] = getattr(here, name)
    return tree


DEFAULTS: Tree = _defaults()
