"""Whole libraries through the API: from another server to this one, or out into a folder."""
