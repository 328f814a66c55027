"""String formats that have a name in the models: Uuid4, IsoDateTime, …

The contract repeats a pattern wherever a format is used; the models write it
once. `extra` tells the decoder which words a fault of this format is told in.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.document import Refused
from codegen.form import Contract, Schema

DATE = (
    r"(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29"
    r"|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|(?:02)-(?:0[1-9]|1\d|2[0-8]))"
)
TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|([+-](?:[01]\d|2[0-3]):[0-5]\d)))"
# What the contract says wherever it says it; some properties have the format alone.
UNSAID = {"date": f"^(?:{DATE})$", "date-time": f"^(?:{DATE})T{TIME}$"}
PLAIN = {
    r"^\d{6}$": "PinCode",
    r"^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$": "HexColor",
    r"^IM(SV|CL)(-[\dA-Za-z]{4}){8}$": "LicenseKey",
}
WORDS = {"date-time": "datetime"}


def pattern(schema: Schema) -> str:
    """The pattern of a string as the contract writes it, or should have written it."""
    return schema.pattern or UNSAID.get(schema.format, "")


def python_pattern(text: str) -> str:
    r"""The same in Python: `$` would let a newline follow, `\d` other digits than ASCII."""
    return rf"(?a)\A{text[1:-1]}\Z"


def alias(schema: Schema) -> str:
    """The name a string has in the models, or "" when it is written out."""
    text = pattern(schema)
    if schema.kind != "string" or not text or schema.limits:
        return ""
    match schema.format:
        case "uuid" if "}-4[" in text:
            return "Uuid4"
        case "uuid" if "}-7[" in text:
            return "Uuid7"
        case "date-time" if text == UNSAID["date-time"]:
            return "IsoDateTime"
        case "date" if text == UNSAID["date"]:
            return "IsoDate"
        case "email":
            return "Email"
        case "":
            return PLAIN.get(text, "")
    return ""


def definition(name: str, schema: Schema) -> str:
    """`Uuid4: TypeAlias = Annotated[str, Meta(…)]`."""
    word = WORDS.get(schema.format, schema.format)
    extra = f', extra={{"format": "{word}"}}' if word else ""
    text = python_pattern(pattern(schema))
    quote = "'" if '"' in text else '"'
    meta = f"Meta(pattern=r{quote}{text}{quote}{extra})"
    return f"{name}: TypeAlias = Annotated[str, {meta}]"


def aliases(contract: Contract) -> dict[str, Schema]:
    """Every named format of the contract, sorted by name."""
    found: dict[str, Schema] = {}
    for schema in _strings(contract):
        if name := alias(schema):
            first = found.setdefault(name, schema)
            if pattern(first) != pattern(schema):
                raise Refused(f"#/components/schemas: {name} would have two patterns")
    return dict(sorted(found.items()))


def _strings(contract: Contract) -> Iterator[Schema]:
    pending: list[Schema] = list(contract.schemas.values())
    for operation in contract.operations:
        pending += [parameter.schema for parameter in operation.ids]
        pending += [parameter.schema for parameter in operation.query]
    while pending:
        schema: Schema = pending.pop()
        pending += [member.schema for member in schema.properties]
        pending += [schema.items] if schema.items else []
        if schema.kind == "string":
            yield schema
