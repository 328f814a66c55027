"""generated/models.py: every schema as a msgspec Struct or an enum.

datamodel-code-generator writes the classes, from the form written back as a
document in which nothing is left to its choice: named formats are schemas of
their own, patterns are Python's, choices without a tag are dicts. Our template
decides order, defaults and UNSET.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.enums import DataModelType, DefaultValueType
from datamodel_code_generator.format import PythonVersion

from codegen.form import MISSING, Contract, Property, Schema
from codegen.formats import alias, aliases, definition, pattern, python_pattern

TEMPLATES = Path(__file__).parent / "templates"
IMPORTS = '''"""Every schema of the contract."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field
'''


def write_models(contract: Contract) -> str:
    """The text of models.py, not yet formatted."""
    named = aliases(contract)
    schemas = {name: schema for name, schema in contract.schemas.items() if not is_form(schema)}
    document = {name: {"type": "string", "pattern": "."} for name in named}
    document |= {name: _plain(schema) for name, schema in schemas.items()}
    members: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for name, schema in schemas.items():
        members[name]["members"] = [_told(member) for member in schema.properties]
    classes = _without_aliases(_generate(document, members), named)
    definitions = "\n".join(definition(name, schema) for name, schema in named.items())
    return f"{IMPORTS}\n{definitions}\n\n\n{classes}\n"


def is_form(schema: Schema) -> bool:
    """Whether it describes a multipart body, which is no model."""
    return any(member.schema.kind == "binary" for member in schema.properties)


def _told(member: Property) -> dict[str, object]:
    """What the template must know of a property and cannot see."""
    return {
        "name": member.name,
        "required": member.required,
        "has_default": member.default is not MISSING,
    }


def _plain(schema: Schema) -> dict[str, Any]:
    """The schema as OpenAPI again, in the one spelling the generator reads rightly."""
    plain = _plain_type(schema)
    if schema.nullable and schema.kind != "any":
        plain = {"allOf": [plain]} if "$ref" in plain else plain
        plain["nullable"] = True
    return plain


def _plain_type(schema: Schema) -> dict[str, Any]:
    if name := alias(schema) or schema.name:
        return {"$ref": f"#/components/schemas/{name}"}
    match schema.kind:
        case "any":
            return {}
        case "choice":
            return {"type": "object", "additionalProperties": True}
        case "union":
            return {"anyOf": [_plain(choice) for choice in schema.choices]}
        case "enum":
            kind = "string" if isinstance(schema.values[0], str) else "integer"
            return {"type": kind, "enum": list(schema.values)}
        case "record":
            assert schema.items
            return {"type": "object", "additionalProperties": _plain(schema.items)}
        case "object":
            return _plain_object(schema)
    plain: dict[str, Any] = {"type": schema.kind}
    for keyword, number in schema.limits:
        if keyword.startswith("exclusive"):
            plain |= {keyword: True, keyword.removeprefix("exclusive").lower(): number}
        else:
            plain[keyword] = number
    if text := pattern(schema):
        plain["pattern"] = python_pattern(text)
    if schema.items:
        plain["items"] = _plain(schema.items)
    return plain


def _plain_object(schema: Schema) -> dict[str, Any]:
    properties = {}
    for member in schema.properties:
        plain = _plain(member.schema)
        if member.default is not MISSING:
            plain["default"] = member.default
        properties[member.name] = plain
    required = [member.name for member in schema.properties if member.required]
    return {"type": "object", "properties": properties} | (
        {"required": required} if required else {}
    )


def _generate(schemas: dict[str, Any], members: defaultdict[str, dict[str, Any]]) -> str:
    document = {
        "openapi": "3.0.3",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"schemas": schemas},
    }
    text = generate(
        json.dumps(document),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.MsgspecStruct,
        target_python_version=PythonVersion.PY_311,
        strict_nullable=True,
        keyword_only=True,
        use_annotated=True,
        field_constraints=True,
        use_specialized_enum=True,
        capitalise_enum_members=True,
        deserialize_default_values=[DefaultValueType.Enum],
        disable_timestamp=True,
        custom_template_dir=TEMPLATES,
        extra_template_data=members,
        formatters=[],
    )
    return str(text)


def _without_aliases(text: str, names: dict[str, Schema]) -> str:
    """The classes alone: our imports and definitions of formats stand before them."""
    gone = ("# ", "from ", *(f"{name}: TypeAlias" for name in names))
    return "\n".join(line for line in text.split("\n") if not line.startswith(gone)).strip()
