"""The contract compiler: openapi.yaml -> intermediate form -> generated/.

Stages, each of which knows nothing of the next: `document` (YAML with the
place of every node), `schemas` and `paths` (reading into `form`, refusing what
is not known), then one module per generated file (form -> text).
"""
