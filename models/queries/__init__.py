"""Named selects. Each answers one question of the office; none changes anything."""
