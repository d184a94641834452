"""附件2 专家申报表 · the entries of the form, named and labelled as the regulation prints them.

``name`` and so on are how a form, a stored edition and the paper call an entry; sex and birth date
are read off the ID number, and the class and industry off the specialties.
"""

from collections.abc import Mapping

ARTICLE = 6

# In the order of the annex.
ENTRIES: Mapping[str, str] = {
    "name": "姓名",
    "work_phone": "工作电话",
    "home_phone": "住宅电话",
    "mobile": "移动电话",
    "id_number": "身份证号",
    "employment": "在岗情况",
    "employment_note": "其他情况说明",
    "employer": "单位全称",
    "unit_address": "单位地址",
    "postcode": "邮政编码",
    "department": "所在部门",
    "title": "职务（职称）",
    "unit_phone": "单位电话",
    "fax": "传真号码",
    "email": "电子邮箱",
    "school": "毕业学校",
    "degree": "最高学历",
    "qualification": "职业资格",
    "major": "所学专业",
    "field": "现从事行业（专业）",
    "years": "从事年限",
    "primary": "主专业",
    "second": "第二专业",
    "third": "第三专业",
    "resume": "工作简历",
    "publications": "发明、著作、学术论文情况",
    "awards": "受过何种奖励",
    "achievements": "安全生产或应急管理相关工作主要业绩及研究成果",
}

# What Article 5 asks besides the annex, to judge whether the person may be appointed.
CLAIMS: Mapping[str, str] = {
    "route": "申报条件",
    "safety_years": "从事本专业安全生产和应急管理工作年限",
    "legal_service": "办理过的相关案件或提供过的法律咨询",
    "relaxation": "申请放宽条件的理由",
    "age_relaxation": "申请放宽年龄的理由",
}
