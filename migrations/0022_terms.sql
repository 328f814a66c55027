-- What words the search index holds, in their order: nothing is stored.
CREATE VIRTUAL TABLE asset_terms USING fts5vocab (asset_search, instance);
