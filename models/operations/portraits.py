"""一寸照片 · a photograph made fit for the box of Annex 2: 25 × 35 mm at 300 dpi, and nothing
else in the file (no place, no camera, no thumbnail)."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from models.errors import Refusal
from models.operations.files import LARGEST, Upload

WIDTH, HEIGHT = 295, 413  # pixels
_MOST_PIXELS = 60_000_000
_ARTICLE = 6


def portrait(upload: Upload) -> Upload:
    """The middle of the picture in the ratio of the box, upright, as a JPEG. Refused where the
    file is no photograph, whatever its name says, or is too small to be printed."""
    if len(upload.data) > LARGEST:
        raise _refusal(f"“{upload.name}”超过10MB，请压缩后再上传")
    picture = _decoded(upload)
    if picture.width < WIDTH or picture.height < HEIGHT:
        raise _refusal(
            f"照片太小（{picture.width}×{picture.height}像素），打印不清楚，"
            f"请上传不小于{WIDTH}×{HEIGHT}像素的照片"
        )
    fitted = ImageOps.fit(picture, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    fitted.save(content, "JPEG", quality=92, dpi=(300, 300))
    return Upload(f"{Path(upload.name).stem[:60]}.jpg", content.getvalue())


def _decoded(upload: Upload) -> Image.Image:
    if upload.data.startswith(b"%PDF-"):
        raise _refusal(f"“{upload.name}”是PDF文件，不是照片；请上传JPG或PNG格式的照片")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(upload.data), formats=("JPEG", "PNG"))
            if picture.width * picture.height > _MOST_PIXELS:
                raise _refusal("照片的像素太多，请缩小后再上传")
            return _upright(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning) as broken:
        raise _refusal(f"“{upload.name}”不能作为照片打开；请上传JPG或PNG格式的照片") from broken
    except Image.DecompressionBombError as bomb:
        raise _refusal("照片的像素太多，请缩小后再上传") from bomb


def _upright(picture: Image.Image) -> Image.Image:
    """As it was held when taken, in plain colours; what was transparent becomes white."""
    turned = ImageOps.exif_transpose(picture)
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    layers = turned.convert("RGBA")
    ground = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(ground, layers).convert("RGB")


def _refusal(message: str) -> Refusal:
    return Refusal(message, article=_ARTICLE, field="files")
