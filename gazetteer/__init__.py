"""The places photos are taken at: a table made from GeoNames, and how it gets into a database.

`places.tsv.xz` holds facts of GeoNames (geonames.org), licensed CC BY 4.0; `make` says
from which packages. `python -m gazetteer make` makes it anew, `python -m gazetteer sql`
writes it as statements for `wrangler d1 execute`. The local door loads it by itself.
"""
