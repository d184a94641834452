"""一寸照片 · a photograph made fit for the box of Annex 2: 25 × 35 mm at 300 dpi, and nothing
else in the file (no place, no camera, no thumbnail)."""

import io
from pathlib import Path

from PIL import Image, ImageOps

from models.errors import Refusal
from models.operations.files import LARGEST, Upload
from models.operations.pictures import decoded

WIDTH, HEIGHT = 295, 413  # pixels
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
    return decoded(upload, article=_ARTICLE)


def _refusal(message: str) -> Refusal:
    return Refusal(message, article=_ARTICLE, field="files")
