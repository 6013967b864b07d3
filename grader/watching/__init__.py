"""What watching is made of: `files` notices saves, `ears` collects what happens, `terminal` and `screen` show it."""
