"""The course → what students get and what their instructors keep, as zips that are the same each time they are made."""
