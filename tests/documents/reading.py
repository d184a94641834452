"""Reading a paper back from its PDF, as it was printed and not as it was meant."""

from collections.abc import Iterable
from io import BytesIO

import pdfplumber


class Paper:
    def __init__(self, content: bytes) -> None:
        with pdfplumber.open(BytesIO(content)) as pdf:
            pages = pdf.pages
            self.sizes = [(round(page.width), round(page.height)) for page in pages]
            self.text = "".join(char["text"] for page in pages for char in page.chars)
            self.text = "".join(self.text.split())
            self.pictures = sum(len(page.images) for page in pages)
            self.fonts = {char["fontname"] for page in pages for char in page.chars}

    def says(self, *phrases: str) -> bool:
        """Whether the phrases stand on the paper in this order."""
        return not self.lacks(phrases)

    def lacks(self, phrases: Iterable[str]) -> list[str]:
        """The phrases that do not follow where they should."""
        place, lacking = 0, []
        for phrase in phrases:
            found = self.text.find("".join(phrase.split()), place)
            if found < 0:
                lacking.append(phrase)
            else:
                place = found + 1
        return lacking


def drawn(content: bytes, characters: str) -> set[str]:
    """Those of ``characters`` that the paper draws, each in a shape of its own; a box or a blank
    is no shape."""
    shapes: dict[bytes, str] = {}
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for char in (each for each in page.chars if each["text"] in characters):
                shapes.setdefault(_shape(page, char), char["text"])
    return set(shapes.values())


def _shape(page, char) -> bytes:
    box = (char["x0"], char["top"], char["x0"] + char["size"], char["bottom"])
    picture = page.crop(box).to_image(resolution=200).original.convert("L").resize((24, 24))
    shape: bytes = picture.tobytes()
    assert min(shape) < 128, f"{char['text']} is blank"
    return shape


A4 = (595, 842)  # points
