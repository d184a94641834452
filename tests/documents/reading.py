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


A4 = (595, 842)  # points
