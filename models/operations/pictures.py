"""图片 · a picture judged by really decoding it, every pixel; and made plain: upright, and without
what a camera writes into it (the place, the time, itself)."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from PIL import Image, ImageFile, ImageOps

from models.errors import Refusal
from models.operations.files import LARGEST, Upload

_MOST_PIXELS = 60_000_000
_LONGEST = 2000  # pixels of the longer side: legible on A4, and no burden to a phone's connection
_ALONE = Lock()
_KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def is_picture(upload: Upload) -> bool:
    """By what it holds, whatever its name says."""
    return upload.data.startswith(_KINDS)


def decoded(upload: Upload, *, article: int) -> Image.Image:
    """Every pixel of it, upright, in plain colours. Refused where it cannot be decoded to the end:
    a file that was cut off is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(upload.data), formats=("JPEG", "PNG"))
            if picture.width * picture.height > _MOST_PIXELS:
                raise _too_many(article)
            with _to_the_last_pixel():
                return _upright(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning) as broken:
        raise Refusal(
            f"“{upload.name}”{_fault(upload)}", article=article, field="files"
        ) from broken
    except Image.DecompressionBombError as bomb:
        raise _too_many(article) from bomb


def photograph(upload: Upload, *, article: int) -> Upload:
    """A photograph of the site fit to be kept: a JPEG that shows what was taken, and nothing of
    where."""
    if len(upload.data) > LARGEST:
        raise Refusal(f"“{upload.name}”超过10MB，请压缩后再上传", article=article, field="files")
    picture = decoded(upload, article=article)
    picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return Upload(f"{Path(upload.name).stem[:60] or '照片'}.jpg", content.getvalue())


@contextmanager
def _to_the_last_pixel() -> Iterator[None]:
    """WeasyPrint has Pillow, for the whole process, fill up with grey what a file lacks."""
    with _ALONE:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _fault(upload: Upload) -> str:
    if is_picture(upload):
        return "没有传完整或者已经损坏，请重新选择"
    return "不能作为照片打开；请上传JPG或PNG格式的照片"


def _too_many(article: int) -> Refusal:
    return Refusal("照片的像素太多，请缩小后再上传", article=article, field="files")


def _upright(picture: Image.Image) -> Image.Image:
    """As it was held when taken, in plain colours; what was transparent becomes white."""
    turned = ImageOps.exif_transpose(picture)
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    layers = turned.convert("RGBA")
    ground = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(ground, layers).convert("RGB")
