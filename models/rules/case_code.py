"""个案编码 · what whoever raised a matter without a name follows it by: sixteen letters and digits
that read aloud without mistakes, in four groups."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L
LENGTH, _GROUP = 16, 4


def of_digest(digest: str) -> str:
    """The code that a digest in hex stands for: 79 bits of it."""
    number, letters = int(digest, 16), []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def as_typed(text: str) -> str:
    """What somebody typed from paper, without the gaps and the small letters."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def in_groups(code: str) -> str:
    return "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))
