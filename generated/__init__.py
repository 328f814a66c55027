# generated from openapi.yaml by codegen; do not edit
"""The contract as Python: models, operations, routes."""
