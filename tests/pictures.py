"""Pictures and papers as a telephone sends them."""

import io
from functools import cache

from PIL import Image

PDF = b"%PDF-1.7\n%fake\n"
_ORIENTATION, _GPS, _LATITUDE = 0x0112, 0x8825, 2


@cache
def photo(width: int = 600, height: int = 400) -> bytes:
    """A photograph that says where it was taken, held upright."""
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    exif.get_ifd(_GPS)[_LATITUDE] = (35.0, 30.0, 0.0)
    content = io.BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


def places_in(content: bytes) -> object:
    """What a picture says of where it was taken."""
    return dict(Image.open(io.BytesIO(content)).getexif().get_ifd(_GPS))
