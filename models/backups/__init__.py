"""备份 · the whole office as one file, and the office again out of it."""
