"""The list of experts with nothing around it: Flask, SQLAlchemy and Jinja, fifty rows, no more."""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from models.tables import Expert

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>专家名册</title></head><body>
<h1>专家名册</h1>
<table><tr><th>编号<th>姓名<th>级别<th>专业<th>单位全称<th>职务职称<th>聘任止<th>状态</tr>
{% for expert in experts %}
<tr><td>{{ expert.code }}</td><th>{{ expert.name }}</th><td>{{ expert.grade.label }}</td>
<td>{% for held in expert.specialties %}{{ held.name }}{{ "、" if not loop.last }}{% endfor %}</td>
<td>{{ expert.employer.name }}</td><td>{{ expert.title }}</td>
<td>{{ expert.appointed_until }}</td><td>{{ expert.standing.label }}</td></tr>
{% endfor %}
</table></body></html>"""


def create_app() -> Flask:
    app = Flask(__name__)
    engine = create_engine(f"sqlite:///{os.environ['INSTANCE_DIR']}/zexian.db")
    query = select(Expert).options(selectinload(Expert.specialties)).order_by(Expert.id).limit(50)

    @app.get("/experts/")
    def experts() -> str:
        with Session(engine) as session:
            return render_template_string(_PAGE, experts=session.scalars(query).all())

    return app
