"""署名 · how a name stands under what was approved for somebody absent (第十一条审签)."""


def signed_name(name: str, absent: str = "") -> str:
    """张三（代李四）: whoever signed, and for whom."""
    return f"{name}（代{absent}）" if absent else name
