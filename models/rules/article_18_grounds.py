"""第十八条 十种情形 · what must prove each, how the expert is heard, who may apply again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.vocabulary import DismissalGround

ARTICLE = 18
LONGEST = 2000  # characters of the facts, of an opinion, of a statement
LONGEST_LINE = 120
MOST_FILES = 5
_SHORTEST = 10
G = DismissalGround


@dataclass(frozen=True, slots=True)
class Asked:
    """Of one ground: its number in the article and what must prove it. ``by_file``: somebody's
    paper has to lie with the case; ``is_reckoned``: the program's own figures are the proof;
    ``is_barring``: whoever was dismissed on it does not simply apply again."""

    number: int
    proof: str
    by_file: bool = True
    is_reckoned: bool = False
    is_barring: bool = False


GROUNDS: Mapping[DismissalGround, Asked] = {
    G.OWN_WISH: Asked(1, "本人或者所在单位提出的书面意见（签字、盖章）"),
    G.UNABLE: Asked(2, "诊断证明、工作变动文件等"),
    G.DECLINES: Asked(3, "系统所记一年内不能接受委派的记录", by_file=False, is_reckoned=True),
    G.CRIME: Asked(4, "生效的裁判文书或者有关机关的通报", is_barring=True),
    G.FALSE_OPINION: Asked(5, "所出具的专家意见和核实其虚假的材料"),
    G.INCOMPETENT: Asked(6, "服务质量登记表、年度考核或者复审意见", by_file=False),
    G.ABUSE: Asked(7, "有关单位的书面反映和核查结论", is_barring=True),
    G.BRIBERY: Asked(8, "核查结论或者有关机关的认定", is_barring=True),
    G.CREDIT: Asked(9, "信用评级结果", by_file=False, is_reckoned=True),
    G.OTHER: Asked(10, "说明不宜继续担任的材料", by_file=False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a case: the facts, the papers they rest on by name and number, what else was
    done where secrets were given away (Art. 15), and how many files lie with it."""

    facts: str
    source: str
    is_breach: bool
    measure: str
    files: int


def label_of(ground: DismissalGround) -> str:
    """As papers cite it: 第八项（收受财物）."""
    return f"第{'一二三四五六七八九十'[GROUNDS[ground].number - 1]}项（{ground.label}）"


def check(ground: DismissalGround, written: Written, *, is_whole: bool) -> None:
    """Refuse what cannot be written into a case at all; where it has to be ``is_whole``, also what
    lacks the proof that the ground asks for."""
    if not _SHORTEST <= len(written.facts.strip()) <= LONGEST:
        raise Refusal(
            f"请写明时间、经过等事实，{_SHORTEST}至{LONGEST}字", article=ARTICLE, field="facts"
        )
    for field, said in {"source": written.source, "measure": written.measure}.items():
        if len(said.strip()) > LONGEST_LINE:
            raise Refusal(f"不超过{LONGEST_LINE}字", article=ARTICLE, field=field)
    if written.files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")
    _check_breach(ground, written)
    for lacking in lacks(ground, written) if is_whole else ():
        raise Refusal(lacking.sentence, article=lacking.article, field=lacking.field)


def _check_breach(ground: DismissalGround, written: Written) -> None:
    if written.is_breach and ground is not G.OTHER:
        raise Refusal(
            "违反保密规定的，按第十项办理；另有其他情形的，在事实中一并写明",
            article=15,
            field="ground",
        )


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not there yet, and the field in which to give it."""

    field: str
    sentence: str
    article: int = ARTICLE


def lacks(ground: DismissalGround, written: Written) -> list[Lack]:
    """What the ground asks for and the case does not have yet."""
    asked = GROUNDS[ground]
    found = []
    if not asked.is_reckoned and not written.source.strip():
        found.append(Lack("source", f"请写明依据材料的名称、文号，应有：{asked.proof}"))
    if asked.by_file and not written.files:
        found.append(Lack("files", f"请上传依据材料，应有：{asked.proof}"))
    if written.is_breach and not written.measure.strip():
        found.append(
            Lack("measure", "违反保密规定的，请写明同时采取的措施，如批评、通报、收回资料", 15)
        )
    return found


def check_statement(text: str, files: int) -> None:
    """Refuse a statement that states nothing."""
    if not _SHORTEST <= len(text.strip()) <= LONGEST:
        raise Refusal(
            f"请写明您的陈述和申辩，{_SHORTEST}至{LONGEST}字；没有意见的，请选择放弃陈述",
            article=ARTICLE,
            field="text",
        )
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")


def check_notice(number: str, issued_on: date, decided_on: date, today: date) -> None:
    """Refuse a notice of dismissal without a number, or dated before the decision or ahead."""
    if not 0 < len(number.strip()) <= LONGEST_LINE:
        raise Refusal("请填写解聘通知书的文号", article=ARTICLE, field="document_no")
    if issued_on > today:
        raise Refusal("成文日期不能晚于今天", article=ARTICLE, field="issued_on")
    if issued_on < decided_on:
        raise Refusal(
            f"成文日期不能早于审定日期（{decided_on.year}年{decided_on.month}月{decided_on.day}日）",
            article=ARTICLE,
            field="issued_on",
        )


@dataclass(frozen=True, slots=True)
class Readmission:
    """Whether somebody who was dismissed is barred from applying, and the sentence that says so."""

    is_barred: bool
    words: str


def readmission(ground: DismissalGround, ended_on: date, years: int, day: date) -> Readmission:
    """On ``day``; ``years``: how long a barring ground bars, 0 for good. Whoever fills in a form
    reads the words: the ground itself is not for everybody."""
    was = f"{ended_on.year}年{ended_on.month}月{ended_on.day}日被解聘"
    if not GROUNDS[ground].is_barring:
        return Readmission(False, f"{was}；重新申报的，由人核对解聘的情形是否已经消除")
    if years == 0:
        return Readmission(True, f"{was}，不再受理申报")
    from_day = _years_after(ended_on, years)
    if day < from_day:
        said = f"{from_day.year}年{from_day.month}月{from_day.day}日"
        return Readmission(True, f"{was}，满{years}年（{said}）后方可申报")
    return Readmission(False, f"{was}，已满{years}年；由人核对解聘的情形是否已经消除")


def _years_after(day: date, years: int) -> date:
    """29 February has 1 March after it."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)
