"""备份、恢复、演练 · making a backup, taking one back, and trying whether one could be."""
