"""A repository of translations: its configuration, its pairs of files, what is settled in it and what changed."""
