"""Reading operations of the document into the form."""

from __future__ import annotations

import re
from typing import Literal, cast

from codegen.document import Document, Node
from codegen.form import Answer, Body, Contract, Operation, Parameter, PathParameter, Schema
from codegen.inline import name_inline
from codegen.schemas import check_name, read_default, read_schema

METHODS = ("get", "put", "post", "delete", "patch")
DOCUMENT = frozenset(
    {"openapi", "info", "servers", "tags", "paths", "components", "security", "externalDocs"}
)
OPERATION = frozenset({
    "operationId", "tags", "summary", "description", "deprecated", "externalDocs", "parameters",
    "requestBody", "responses", "security",
})  # fmt: skip
PARAMETER = frozenset({
    "name", "in", "required", "schema", "description", "deprecated", "example", "examples",
    "style", "explode",
})  # fmt: skip
RESPONSE = frozenset({"description", "headers", "content", "links"})
KINDS = {"http": "session", "cookie": "session", "header": "apiKey", "query": "sharedLink"}


def read(document: Document) -> Contract:
    """The whole contract. Raises Refused."""
    root = document.root
    root.only(DOCUMENT)
    if not str(root.get("openapi", "")).startswith("3.0."):
        raise root["openapi"].refused("only OpenAPI 3.0 is supported")
    components = root["components"]
    schemas = {
        name: read_schema(document, node) for name, node in components["schemas"].mapping.items()
    }
    operations = [
        _Reader(document, path, item, method).operation()
        for path, item in root["paths"].mapping.items()
        for method in _methods(item)
    ]
    _check(root["paths"], operations)
    return Contract(root["info"]["version"].text, name_inline(schemas), tuple(operations))


def _methods(item: Node) -> list[str]:
    item.only(frozenset(METHODS))
    return [name for name in item.mapping if name in METHODS]


def _check(paths: Node, operations: list[Operation]) -> None:
    """Every id once; a twin is the same as its original but for id and method."""
    by_id: dict[str, Operation] = {}
    for operation in operations:
        node = paths[operation.path][operation.method.lower()]
        if operation.id in by_id:
            raise node["operationId"].refused(f"operationId {operation.id} is there twice")
        by_id[operation.id] = operation
    for twin in operations:
        if not twin.twin_of:
            continue
        node = paths[twin.path][twin.method.lower()]["x-twin-of"]
        original = by_id.get(twin.twin_of)
        if original is None or original.twin_of:
            raise node.refused(f"there is no operation {twin.twin_of}")
        for field in ("path", "tag", "permission", "admin", "auth", "ids", "query", "body"):
            if getattr(twin, field) != getattr(original, field):
                raise node.refused(f"{twin.id} differs from {original.id} in its {field}")


def _check_named(node: Node, schema: Schema) -> None:
    """Objects and enums outside of components have no name to be written by."""
    while schema.items:
        schema = schema.items
    if schema.kind in {"object", "enum", "choice", "union"}:
        raise node.refused(f"a schema of kind {schema.kind} must be named, in components")


class _Reader:
    """Reads the operation `method` of one path item."""

    def __init__(self, document: Document, path: str, item: Node, method: str) -> None:
        self.document = document
        self.path = path
        self.node = item[method]
        self.method = method.upper()

    def operation(self) -> Operation:
        node = self.node
        node.only(OPERATION)
        auth = self._auth()
        ids, query = self._parameters()
        return Operation(
            id=node["operationId"].text,
            method=self.method,
            path=self.path,
            tag=self._tag(),
            permission=self._permission(auth),
            admin=node.get("x-immich-admin-only", False),
            auth=auth,
            statuses=self._statuses(),
            ids=ids,
            query=query,
            body=self._body(),
            answer=self._answer(),
            twin_of=node.get("x-twin-of", ""),
        )

    def _tag(self) -> str:
        tags = [tag for tag in self.node.get("tags", []) if tag != "Deprecated"]
        if len(tags) != 1:
            raise self.node.refused("an operation has exactly one tag")
        return str(tags[0])

    def _security(self) -> list[Node]:
        """The security schemes any of which will do."""
        holder = self.node if "security" in self.node else self.document.root
        schemes = []
        for requirement in holder.members("security"):
            if len(requirement.mapping) != 1:
                raise requirement.refused("one scheme per security requirement is supported")
            (name,) = requirement.mapping
            schemes.append(self.document.root["components"]["securitySchemes"][name])
        return schemes

    def _auth(self) -> frozenset[str]:
        kinds = set()
        for scheme in self._security():
            kind = KINDS.get(scheme.get("type")) or KINDS.get(scheme.get("in"))
            if kind is None:
                raise scheme.refused(f"security of type {scheme.get('type')} is not supported")
            kinds.add(kind)
        return frozenset(kinds)

    def _permission(self, auth: frozenset[str]) -> str:
        """What an API key must be allowed; "" nothing, "all" everything."""
        node = self.node
        if "x-immich-permission" in node:
            if node.get("x-permission-free"):
                raise node["x-permission-free"].refused("free, and yet with a permission")
            return self._grantable(node["x-immich-permission"])
        return "" if node.get("x-permission-free") or "apiKey" not in auth else "all"

    def _grantable(self, permission: Node) -> str:
        """A permission an API key can be given; a misspelt one would lock keys out unseen."""
        schemas = self.document.root["components"]["schemas"]
        if "Permission" in schemas:
            names = [name.text for name in schemas["Permission"]["enum"].sequence]
            if permission.text not in names:
                raise permission.refused(f"{permission.text!r} is no Permission")
        return permission.text

    def _parameters(self) -> tuple[tuple[PathParameter, ...], tuple[Parameter, ...]]:
        # The gate reads the credentials of shared links; handlers never see them.
        credentials = {
            scheme.get("name") for scheme in self._security() if scheme.get("in") == "query"
        }
        ids: dict[str, PathParameter] = {}
        query = []
        for node in map(self.document.resolve, self.node.members("parameters")):
            node.only(PARAMETER)
            name, place = node["name"].text, node["in"].text
            schema = read_schema(self.document, node["schema"])
            if place == "path":
                self._check_id(node, schema)
                ids[name] = PathParameter(name, schema)
            elif place not in {"query", "header"}:
                raise node["in"].refused(f"parameters in {place} are not supported")
            elif place == "header" or name not in credentials:
                query.append(self._parameter(node, schema))
        return self._ordered(ids), tuple(query)

    def _check_id(self, node: Node, schema: Schema) -> None:
        if self._resolved(schema).kind not in {"string", "enum"}:
            raise node["schema"].refused("a path parameter must be a string or an enum")
        _check_named(node["schema"], schema)
        if f"{{{node['name'].text}}}" not in self.path:
            raise node["name"].refused(f"the path has no {{{node['name'].text}}}")

    def _ordered(self, ids: dict[str, PathParameter]) -> tuple[PathParameter, ...]:
        names = re.findall(r"\{([^}]*)\}", self.path)
        for name in names:
            if name not in ids:
                raise self.node.refused(f"path parameter {name} is not described")
        return tuple(ids[name] for name in names)

    def _parameter(self, node: Node, schema: Schema) -> Parameter:
        if node.get("style", "form") not in {"form", "simple"} or node.get("explode") is False:
            raise node.refused("only lists as repeated keys are supported (style: form, explode)")
        resolved = self._resolved(schema)
        element = self._resolved(resolved.items) if resolved.items else resolved
        if element.kind not in {"string", "integer", "number", "boolean", "enum"}:
            raise node["schema"].refused(f"a parameter of kind {element.kind} is not supported")
        _check_named(node["schema"], schema)
        check_name(node, node["name"].text)
        return Parameter(
            name=node["name"].text,
            place=cast(Literal["query", "header"], node["in"].text),
            schema=schema,
            required=node.get("required", False),
            default=read_default(node["schema"]),
        )

    def _resolved(self, schema: Schema) -> Schema:
        while schema.kind == "reference":
            named = self.document.root["components"]["schemas"][schema.name]
            schema = read_schema(self.document, named)
        return schema

    def _body(self) -> Body | None:
        if "requestBody" not in self.node:
            return None
        node = self.document.resolve(self.node["requestBody"])
        node.only(frozenset({"content", "required", "description"}))
        (kind, *others) = node["content"].mapping
        if others or kind not in {"application/json", "multipart/form-data"}:
            raise node["content"].refused("a body is JSON or multipart, and one of them")
        schema = read_schema(self.document, node["content"][kind]["schema"])
        _check_named(node["content"][kind]["schema"], schema)
        form = kind == "multipart/form-data"
        if schema.kind != "reference" and (form or schema.kind != "array"):
            raise node["content"][kind].refused("a body must be a named schema or a list")
        return Body(form, schema, node.get("required", False))

    def _successes(self) -> dict[int, Node]:
        found = {}
        for status, node in self.node["responses"].mapping.items():
            if re.fullmatch(r"2\d\d", status):
                found[int(status)] = self.document.resolve(node)
                found[int(status)].only(RESPONSE)
            elif not re.fullmatch(r"[1345]\d\d|default", status):
                raise node.refused(f"status {status} is not supported")
        if not found:
            raise self.node["responses"].refused("an operation without a success")
        return found

    def _statuses(self) -> tuple[int, ...]:
        # 201 is what a POST answers unless its handler knows better (it was there already).
        return tuple(sorted(self._successes(), key=lambda status: status != 201))

    def _answer(self) -> Answer:
        schemas: list[Schema] = []
        other = False
        for node in self._successes().values():
            contents = node["content"].mapping if "content" in node else {}
            for kind, content in contents.items():
                if kind != "application/json":
                    other = True
                    continue
                schema = read_schema(self.document, content["schema"])
                _check_named(content["schema"], schema)
                if schema not in schemas:
                    schemas.append(schema)
        return Answer(tuple(schemas), empty=not schemas and not other)
