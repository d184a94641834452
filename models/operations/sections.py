"""股室 · the sections of the bureau. One that is given up stays in the records it stands in."""

from sqlalchemy import select

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import lead_sections, sections
from models.tables import Holding, Section
from models.vocabulary import Post

_LONGEST = 30


def open_section(name: str, phone: str, *, by: Holding) -> Section:
    """A new section, of a name that no other has or had."""
    section = Section(name=_free_name(name), phone=phone.strip())
    db.session.add(section)
    register("section:open", "增设股室", by=by, subject=section, name=section.name)
    return section


def rename_section(section: Section, name: str, phone: str, *, by: Holding) -> None:
    """Another name or telephone number."""
    before = section.name
    section.name = before if name.strip() == before else _free_name(name)
    section.phone = phone.strip()
    register(
        "section:rename", "修改股室", by=by, subject=section, before=before, after=section.name
    )


def retire_section(section: Section, *, by: Holding) -> None:
    """Offer the section for nothing new. Refused while people hold posts in it, dispatches of its
    are under way or it leads an industry."""
    if people := sections.people_in(db.session(), section):
        names = "、".join(people[:5])
        raise Refusal(f"还有{len(people)}人在该股室任职（{names}），请先由安全管理员调整岗位")
    if under_way := sections.dispatches_under_way(db.session(), section):
        raise Refusal(f"该股室还有{under_way}件派遣没有办结，请先办结或撤销")
    if led := lead_sections.led_by(db.session(), section):
        raise Refusal(f"该股室还牵头{'、'.join(led)}，请先由专家办改派牵头股室", article=6)
    section.is_active = False
    register("section:retire", "停用股室", by=by, subject=section, name=section.name)


def restore_section(section: Section, *, by: Holding) -> None:
    """Use a retired section again."""
    section.is_active = True
    register("section:restore", "恢复股室", by=by, subject=section, name=section.name)


def _free_name(name: str) -> str:
    worded = name.strip()
    if not 0 < len(worded) <= _LONGEST:
        raise Refusal(f"股室名称应为1至{_LONGEST}个字", field="name")
    if db.session.scalar(select(Section.id).where(Section.name == worded)):
        raise Refusal(f"已有名为“{worded}”的股室，请换一个名称", field="name")
    return worded


def section_id_of(by: Holding | None) -> int | None:
    """For which section somebody acts; None for whoever acts for the whole bureau."""
    return by.sections[0].id if by and by.post is Post.SECTION else None
