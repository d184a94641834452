"""签署文稿用语 · how the entries of a signed document are called, and their values in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.vocabulary import (
    ChangeKind,
    CommendationGround,
    CommendationKind,
    DismissalGround,
    GroupOffice,
    TaskType,
)

_LABELS: Mapping[str, str] = {
    "after": "变更后",
    "agenda": "议程",
    "answer": "答复",
    "attended": "到会专家",
    "ballots": "票数",
    "basis": "任务依据",
    "before": "变更前",
    "blanks": "空白票",
    "briefing_points": "告知事项",
    "budget": "经费（预算项目、标准、金额，分）",
    "chair": "主持人",
    "content": "内容与要求",
    "deed": "事迹或者行为",
    "digest": "卷宗摘要",
    "dispatch": "派遣单",
    "draws": "抽取（编号、结果摘要、是否作废）",
    "edition": "版次",
    "elected": "当选",
    "election": "推选",
    "ends_at": "结束时间",
    "expert": "专家",
    "experts": "专家（席位、编号、单位）",
    "facts": "事实",
    "fee": "劳务报酬承诺、单位负责人",
    "files": "附件摘要",
    "findings": "核查情况（摘要）",
    "grades": "评定（专家、得分、信用等级、计算的等次、拟定的等次、理由）",
    "ground": "情形",
    "half_days": "半天数",
    "handler": "承办人（账号）",
    "hazards": "危险因素",
    "industry": "行业",
    "invited": "邀请专家",
    "is_hazardous": "危险作业场所",
    "issued": "印发文件",
    "item": "评定项",
    "items": "名单",
    "kept_until": "保存期至",
    "kind": "种类",
    "lines": "名单（申报、摘要）",
    "lot": "抽签结果摘要",
    "measure": "措施",
    "meeting": "会议",
    "meeting_point": "集合地点",
    "minutes": "会议纪要",
    "month": "发放月份",
    "notice": "公示",
    "number": "文号",
    "office": "职务",
    "opinion": "意见",
    "opinions": "成员意见",
    "outsiders": "库外专家",
    "package": "卷号",
    "papers": "件数",
    "payments": "各笔（任务、应发、代扣税、实发，分）",
    "period": "起止时间",
    "place": "地点、集合、危险因素",
    "points": "告知事项",
    "protection": "防护用品",
    "provided": "防护、食宿",
    "purpose": "用途",
    "reason": "理由",
    "recommends": "建议",
    "recusals": "回避",
    "resolutions": "议定事项",
    "roster": "名单编号",
    "scan": "扫描件摘要",
    "seat": "席位",
    "seats": "专家需求",
    "section": "股室",
    "source": "来源",
    "starts_at": "开始时间",
    "statement": "陈述申辩",
    "targets": "对象单位",
    "task": "任务",
    "task_type": "任务类型",
    "term": "期限",
    "title": "名称",
    "unit": "申请单位",
    "use_request": "使用申请",
    "verdicts": "复审结论",
    "votes": "得票",
    "way": "选取方式和理由",
    "year": "年度",
}


_CODES: Mapping[str, Mapping[str, str]] = {
    "ground": DismissalGround.choices() | CommendationGround.choices(),
    "kind": ChangeKind.choices() | CommendationKind.choices(),
    "office": GroupOffice.choices(),
    "task_type": TaskType.choices(),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it was signed and as it stands."""

    label: str
    signed: str
    now: str

    @property
    def differs(self) -> bool:
        return self.signed != self.now


def compared(signed: Mapping[str, Any], now: Mapping[str, Any] | None) -> list[Row]:
    """Entry by entry, what differs first."""
    stands = now or {}
    rows = [
        Row(_LABELS.get(name, name), _said(name, signed.get(name)), _said(name, stands.get(name)))
        for name in sorted({*signed, *stands})
    ]
    return sorted(rows, key=lambda row: not row.differs)


def _said(name: str, value: Any) -> str:
    return _CODES.get(name, {}).get(str(value)) or "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    """A line for each row of a list, and the parts of a row side by side."""
    if isinstance(value, dict):
        yield from (f"{_LABELS.get(name, name)}：{_flat(value[name])}" for name in sorted(value))
    elif isinstance(value, list) and any(isinstance(each, list | dict) for each in value):
        yield from map(_flat, value)
    else:
        yield _flat(value)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{_LABELS.get(name, name)}{_flat(value[name])}" for name in sorted(value))
    if isinstance(value, list):
        return " · ".join(_flat(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
