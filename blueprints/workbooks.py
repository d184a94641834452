"""Excel 下载 · a workbook as an answer, under its Chinese name and the day."""

from io import BytesIO

from flask import Response, send_file

from models import clock

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(content: bytes, title: str) -> Response:
    """To save: named by what it is and the day."""
    name = f"{title}{clock.today():%Y%m%d}.xlsx"
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)
