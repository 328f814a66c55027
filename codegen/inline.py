"""Objects and enums written in place get a name: Python has no others.

`CalendarHeatmapResponseDto.series[]` becomes CalendarHeatmapResponseDtoSeriesItem.
"""

from __future__ import annotations

from dataclasses import replace

from codegen.document import Refused
from codegen.form import Schema


def name_inline(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """The same schemas, all objects and enums of which have names. Raises Refused."""
    naming = _Naming(schemas)
    for name, schema in schemas.items():
        naming.named[name] = naming.inside(name, schema)
    return naming.named


class _Naming:
    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.taken = set(schemas)
        self.named: dict[str, Schema] = {}

    def inside(self, name: str, schema: Schema) -> Schema:
        """The schema called `name`, with references where it held schemas in place."""
        members = tuple(
            replace(member, schema=self.reference(_join(name, member.name), member.schema))
            for member in schema.properties
        )
        items = schema.items and self.reference(f"{name}Item", schema.items)
        return replace(schema, properties=members, items=items)

    def reference(self, name: str, schema: Schema) -> Schema:
        """What to write instead; an object without properties may hold anything."""
        if schema.kind == "object" and not schema.properties:
            anything = Schema("any", nullable=True)
            return Schema("record", nullable=schema.nullable, items=anything)
        if schema.kind not in {"object", "enum"}:
            return self.inside(name, schema)
        if name in self.taken:
            raise Refused(f"#/components/schemas: two schemas would be called {name}")
        self.taken.add(name)
        self.named[name] = replace(self.inside(name, schema), nullable=False)
        return Schema("reference", nullable=schema.nullable, name=name)


def _join(owner: str, name: str) -> str:
    return f"{owner}{name[0].upper()}{name[1:]}"
