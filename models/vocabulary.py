"""The words of the office: every stored code with the Chinese label a person reads."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A stored code that knows what to call itself on screen."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term

    @classmethod
    def choices(cls) -> dict[str, str]:
        """Code → label, as a select shows them."""
        return {term.value: term.label for term in cls}


class Post(Term):
    """岗位. A permission belongs to a post, never to a name."""

    LEADER = "leader", "组长（局长）"
    EXECUTIVE_DEPUTY = "executive_deputy", "常务副组长"
    DEPUTY = "deputy", "分管领导"
    OFFICE = "office", "专家管理办公室"
    HR = "hr", "人事教育培训股"
    SECTION = "section", "股室承办人"
    SECTION_HEAD = "section_head", "股室负责人"
    FINANCE = "finance", "财务室"
    SUPERVISOR = "supervisor", "监督人员"
    UNIT = "unit", "外单位经办人"
    EXPERT = "expert", "专家"
    FORMER_EXPERT = "former_expert", "原专家"
    APPLICANT = "applicant", "申报人"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


class Permission(Term):
    """Named ``subject:verb``. The label is what a refused person is told they lack."""

    USE_DESK = "desk:use", "使用工作台"
    DELEGATE = "delegation:make", "授权他人代签"
    READ_DELEGATIONS = "delegation:read", "查阅代签授权"
    MANAGE_ACCOUNTS = "account:manage", "管理账号"
    ASSIGN_POSTS = "post:assign", "分配岗位"
    PROPOSE_KEY_RESET = "key:propose_reset", "申请、办理重置密码和签名密钥"
    CONFIRM_KEY_RESET = "key:confirm_reset", "确认重置密码和签名密钥"
    FILE_INK = "signature:file_ink", "归存签字扫描件"
    CHANGE_SETTINGS = "setting:change", "修改参数"
    CHANGE_WEIGHTS = "weights:change", "修改轮换权重"
    EDIT_TAXONOMY = "taxonomy:edit", "修订专家类别划分表"
    CONFIRM_TAXONOMY = "taxonomy:confirm", "核对确认专家类别划分表"
    READ_REGISTER = "register:read", "查阅留痕台账"
    READ_ROSTER = "roster:read", "查阅专家名册"
    EDIT_ROSTER = "roster:edit", "维护专家名册"
    EXPORT_ROSTER = "roster:export", "导出专家名册"
    READ_BUDGET = "budget:read", "查阅经费预算"
    EDIT_BUDGET = "budget:edit", "编制经费预算"
    EDIT_FEES = "fee:edit", "录入劳务报酬标准"
    CONFIRM_FEES = "fee:confirm", "确认劳务报酬标准"
    READ_REIMBURSEMENT = "reimbursement:read", "查阅劳务报酬报销"
    COMPILE_REIMBURSEMENT = "reimbursement:compile", "编制劳务报酬报销"
    ENDORSE_REIMBURSEMENT = "reimbursement:endorse", "签字确认报销"
    CHECK_REIMBURSEMENT = "reimbursement:check", "审核汇总报销"
    REVIEW_REIMBURSEMENT = "reimbursement:review", "复核报销"
    SIGN_REIMBURSEMENT = "reimbursement:sign", "签批报销"
    PAY_REIMBURSEMENT = "reimbursement:pay", "支付劳务报酬"
    ENTER_BANK_ACCOUNT = "bank_account:enter", "登记收款账号"
    READ_BANK_ACCOUNT = "bank_account:read", "查看完整收款账号"
    READ_DISPATCH = "dispatch:read", "查阅派遣审批单"
    DRAFT_DISPATCH = "dispatch:draft", "填写派遣审批单"
    NAME_EXPERTS = "dispatch:name", "选定专家"
    HOLD_DRAW = "draw:hold", "冻结名单、主持抽取"
    CONTRIBUTE_TO_DRAW = "draw:contribute", "为抽取提供随机内容"
    SEE_DRAWN_NAMES = "draw:see", "审签前查看抽取结果"
    SUPERVISE_DRAWS = "draw:supervise", "监督抽取"
    CALL_EXPERTS = "experts:call", "紧急呼叫专家"
    ENDORSE_DISPATCH = "dispatch:endorse", "审核派遣审批单"
    SIGN_DISPATCH = "dispatch:sign", "审签派遣审批单"
    RUN_DISPATCH = "dispatch:run", "组织执行派遣任务"
    PROPOSE_CHANGE = "change:propose", "提出派遣变更"
    DECIDE_CHANGE = "change:decide", "审批派遣变更"
    READ_ASSIGNMENT = "assignment:read", "查阅任务"
    ANSWER_ASSIGNMENT = "assignment:answer", "答复任务通知"
    ACKNOWLEDGE_BRIEFING = "briefing:acknowledge", "确认廉政与保密告知"
    RECORD_ON_PAPER = "assignment:paper", "代录本人签字材料"
    EDIT_BRIEFING = "briefing:edit", "修订告知书"
    CONFIRM_PROTECTION = "protection:confirm", "确认防护用品到位"
    READ_TRAINING = "training:read", "查阅培训"
    RUN_TRAINING = "training:run", "组织培训"
    ANSWER_TRAINING = "training:answer", "答复培训通知"
    ATTEND_TASK = "assignment:attend", "登记到场离场"
    REPORT_TASK = "assignment:report", "提交书面报告"
    READ_PROOF = "proof:read", "查阅患病证明"
    JUDGE_PROOF = "proof:judge", "审核患病证明"
    RATE_SERVICE = "service:rate", "填写服务质量登记表"
    RECEIVE_RECORDS = "service:receive", "接收服务质量登记表备案"
    DECLARE_OWN = "expert:declare", "申报本人信息"
    EDIT_BULLETIN = "bulletin:edit", "编发公告"
    ISSUE_CERTIFICATES = "certificate:issue", "颁发、换发、撤销聘书"
    READ_ELECTION = "election:read", "查阅组长推选"
    RUN_ELECTION = "election:run", "组织组长推选"
    NOMINATE = "election:nominate", "提名组长、副组长人选"
    ANSWER_NOMINATION = "nomination:answer", "答复提名"
    VOTE = "election:vote", "投票推选组长、副组长"
    DRAW_LOTS = "election:draw_lots", "为同票抽签提供随机内容"
    CONFIRM_ELECTION = "election:confirm", "确认推选结果"
    RUN_INTAKE = "intake:run", "组织专家申报"
    FILL_APPLICATION = "application:fill", "填写专家申报表"
    READ_APPLICATION = "application:read", "查阅专家申报表"
    SORT_APPLICATION = "application:sort", "受理、分送申报材料"
    VET_APPLICATION = "application:vet", "初审申报材料"
    GIVE_OPINION = "opinion:give", "答复会同审核意见"
    READ_SHEET = "sheet:read", "查阅推荐汇总表"
    COMPILE_SHEET = "sheet:compile", "编制推荐汇总表"
    ENDORSE_SHEET = "sheet:endorse", "审核推荐汇总表"
    SIGN_SHEET = "sheet:sign", "审签推荐汇总表"
    CHECK_SHEET = "sheet:check", "形式审查"
    READ_PROPOSAL = "proposal:read", "查阅拟定名单"
    COMPILE_PROPOSAL = "proposal:compile", "编制拟定名单"
    GIVE_GROUP_OPINION = "proposal:opine", "发表领导小组成员意见"
    APPROVE_PROPOSAL = "proposal:approve", "批准拟定名单"
    DECIDE_PROPOSAL = "proposal:decide", "记录局长办公会审定结果"
    ISSUE_DOCUMENT = "document:issue", "印发聘任文件"
    PUBLISH_NOTICE = "notice:publish", "发布公示"
    READ_FEEDBACK = "feedback:read", "查阅对象单位反馈"
    INVITE_FEEDBACK = "feedback:invite", "请对象单位反馈"
    RECORD_VISIT = "visit:record", "登记回访"
    READ_OBJECTION = "objection:read", "查阅公示异议"
    HANDLE_OBJECTION = "objection:handle", "办理公示异议"
    READ_REVIEW = "review:read", "查阅年度复审"
    RUN_REVIEW = "review:run", "组织年度复审"
    JUDGE_EXPERTS = "review:judge", "复审专家"
    CONFIRM_REVIEW = "review:confirm", "确认复审意见"
    READ_ASSESSMENT = "assessment:read", "查阅年度考核"
    RUN_ASSESSMENT = "assessment:run", "组织、审核年度考核"
    PROPOSE_ASSESSMENT = "assessment:propose", "提出年度考核等次"
    DECIDE_ASSESSMENT = "assessment:decide", "审定年度考核"
    READ_ARCHIVE = "archive:read", "查阅档案"
    KEEP_ARCHIVE = "archive:keep", "归档"
    APPROVE_DESTRUCTION = "archive:destroy", "批准销毁卷宗"
    READ_HEALTH = "health:read", "查看系统状态"
    READ_REQUEST = "request:read", "查阅使用申请"
    FILE_REQUEST = "request:file", "填写使用申请"
    RECEIVE_REQUEST = "request:receive", "受理使用申请"
    APPROVE_REQUEST = "request:approve", "审批使用申请"
    READ_MEETING = "meeting:read", "查阅工作会议"
    ORGANISE_CONSULTATION = "consultation:organise", "组织会商研判工作会议"
    CONVENE_CONSULTATION = "consultation:convene", "召集会商研判工作会议"
    ORGANISE_PLENARY = "plenary:organise", "组织专家组全体会议"
    CONVENE_PLENARY = "plenary:convene", "召集专家组全体会议"
    ANSWER_INVITATION = "invitation:answer", "答复会议邀请"
    FINISH_RESOLUTION = "resolution:finish", "报告决议事项办理结果"
    READ_ENGAGEMENT = "engagement:read", "查阅相对固定使用"
    PROPOSE_ENGAGEMENT = "engagement:propose", "提出、结束相对固定使用"
    DECIDE_ENGAGEMENT = "engagement:decide", "记录相对固定使用审定结果"
    REPORT_OF_GROUP = "group_report:hand_in", "提交专家组年度工作情况报告"
    READ_DELIVERIES = "delivery:read", "查看通知发送记录、重新发送"
    EDIT_NOTICE_WORDS = "notice_template:edit", "修改通知用语"
    GIVE_ADVICE = "advice:give", "提出专家建议"
    READ_ADVICE = "advice:read", "查阅专家建议"
    HANDLE_ADVICE = "advice:handle", "受理专家建议"
    DECIDE_ADVICE = "advice:decide", "研究答复重要建议"
    READ_OWN_RECORD = "record:read", "查阅本人档案"
    READ_EXPERT_MATTER = "expert_matter:read", "查阅专家本人事项"
    CHECK_PROFILE = "profile:check", "核对专家信息变更"
    CONFIRM_RESIGNATION = "resignation:confirm", "确认专家退出"
    RAISE_OWN_OBJECTION = "own_objection:raise", "提出本人异议"
    ANSWER_TASK_OBJECTION = "task_objection:answer", "答复评价和拒绝认定的异议"
    ANSWER_REMOVAL_OBJECTION = "removal_objection:answer", "答复解聘清退的异议"
    READ_INTEGRITY = "integrity:read", "查阅廉政举报"
    HANDLE_INTEGRITY = "integrity:handle", "办理廉政举报"
    READ_INTEGRITY_FIGURES = "integrity_figures:read", "查阅廉政举报统计"
    ANSWER_HEARING = "hearing:answer", "就有关情况作出说明"
    READ_DISMISSAL = "dismissal:read", "查阅解聘事项"
    PROPOSE_DISMISSAL = "dismissal:propose", "提出解聘"
    RUN_DISMISSAL = "dismissal:run", "办理解聘"
    ANSWER_DISMISSAL = "dismissal:answer", "就解聘事项陈述申辩"
    DECIDE_DISMISSAL = "dismissal:decide", "审定解聘"
    READ_COMMENDATION = "commendation:read", "查阅表彰和惩处"
    PROPOSE_COMMENDATION = "commendation:propose", "提出表彰和惩处"
    DECIDE_COMMENDATION = "commendation:decide", "审签表彰和惩处"
    ISSUE_COMMENDATION = "commendation:issue", "印发表彰和惩处决定"


class Grade(Term):
    SENIOR = "SENIOR", "高级"
    INTERMEDIATE = "INTERMEDIATE", "中级"
    LEGAL = "LEGAL", "法律"


class Sex(Term):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Employment(Term):
    """在岗情况 (Annex 2)."""

    SERVING = "serving", "在岗"
    RETIRED = "retired", "退休"
    OTHER = "other", "其他"


class Standing(Term):
    """Whether an expert can be used at all."""

    ACTIVE = "active", "在聘"
    SUSPENDED = "suspended", "暂停使用"
    ENDED = "ended", "已退出"
    OFF_ROSTER = "off_roster", "库外"


# 在库: those the roster is made of. Who has left is not, nor who was called from outside it.
ON_ROSTER = frozenset({Standing.ACTIVE, Standing.SUSPENDED})


class GroupOffice(Term):
    """第四条 who heads the group of an industry."""

    HEAD = "head", "组长"
    DEPUTY_HEAD = "deputy_head", "副组长"


class TaskType(Term):
    """第十条 the eleven kinds of work an expert may be sent to."""

    PLANNING = "planning", "规划政策法规标准研究制订与重大事项调研论证"
    INSPECTION = "inspection", "监督检查、执法检查、专项整治与隐患排查验收"
    RESPONSE = "response", "应急预案、抢险救援与事故调查评估"
    STANDARDISATION = "standardisation", "标准化评审与示范企业、救援队伍验收"
    LICENSING = "licensing", "安全许可与建设项目安全设施设计审查"
    SCIENCE = "science", "安全生产科技（信息化）项目论证评审"
    LEGAL = "legal", "法律咨询与文书法律把关"
    TRAINING = "training", "教育培训"
    EXCHANGE = "exchange", "技术交流"
    RESEARCH = "research", "工作调研与对策建议"
    OTHER = "other", "其他综合管理技术服务"


class SelectionWay(Term):
    """第十一条第一款 how an expert comes to a task: by the draw, or by somebody's choice that has
    to be accounted for."""

    RANDOM = "random", "随机抽取"
    STANDING = "standing", "相对固定"
    OFF_ROSTER = "off_roster", "库外聘请"
    EMERGENCY = "emergency", "紧急调用"


class CallOutcome(Term):
    """紧急呼叫的结果."""

    COMES = "comes", "能到"
    CANNOT = "cannot", "不能到"
    UNREACHED = "unreached", "未接通"


# 选定: the ways in which the section names the expert itself, and the deputy approves it.
CHOSEN = frozenset({SelectionWay.STANDING, SelectionWay.OFF_ROSTER})


class Provider(Term):
    """Who provides the protective equipment (Art. 12(3))."""

    BUREAU = "bureau", "县应急管理局"
    TARGET = "target", "被检查单位"
    OWN = "own", "专家自备"

    @property
    def phrase(self) -> str:
        """As it stands behind a thing: 被检查单位提供."""
        return self.label if self is Provider.OWN else f"{self.label}提供"


class BriefingKind(Term):
    """工作前告知四项 (Art. 16(2), 17(1)): each has a text of its own, in versions."""

    ETHICS = "ethics", "职业道德"
    RECUSAL = "recusal", "主动回避"
    INTEGRITY = "integrity", "廉政告知"
    CONFIDENTIALITY = "confidentiality", "保密告知"


class TrainingKind(Term):
    """第十六条 what experts are trained in."""

    LAW = "law", "法律法规"
    POLICY = "policy", "政策规定"
    ABILITY = "ability", "专业能力"
    ETHICS = "ethics", "职业道德与廉政"


class UnitNature(Term):
    """单位性质 of Annex 5."""

    GOVERNMENT = "government", "党政机关"
    INSTITUTION = "institution", "事业单位"
    STATE_OWNED = "state_owned", "国有企业"
    PRIVATE = "private", "民营企业"
    OTHER = "other", "其他单位"


class InterestKind(Term):
    EMPLOYER = "employer", "现任职单位"
    FORMER_EMPLOYER = "former_employer", "曾任职单位"
    RELATIVE = "relative", "近亲属任职或持股"
    PAID_WORK = "paid_work", "有偿服务关系"
    OTHER = "other", "其他利害关系"


class DeclineKind(Term):
    """Why an expert does not come; only some count towards Art. 18(3)."""

    BUSY = "busy", "本职工作冲突"
    PERSONAL = "personal", "个人事务"
    NO_REASON = "no_reason", "不愿参加"
    ILLNESS = "illness", "患病（有证明）"
    RECUSAL = "recusal", "应当回避"
    CHANGED = "changed", "本局变更任务后不能参加"
    NO_SHOW = "no_show", "未到场"

    @property
    def counts(self) -> bool:
        return self not in {DeclineKind.ILLNESS, DeclineKind.RECUSAL, DeclineKind.CHANGED}


class ExclusionKind(Term):
    """Why someone on the roster is not in a pool."""

    SPECIALTY = "specialty", "专业不符"
    GRADE = "grade", "级别不够"
    APPOINTMENT = "appointment", "任务期间不在聘期内"
    STANDING = "standing", "暂停使用或已退出"
    AGE = "age", "超过年龄上限"
    EMPLOYER = "employer", "任职单位为对象单位（或同一集团）"
    FORMER_EMPLOYER = "former_employer", "三年内曾在对象单位任职"
    INTEREST = "interest", "已申报与对象单位有利害关系"
    CHALLENGED = "challenged", "申请单位要求回避"
    CLASH = "clash", "任务时间冲突"
    ABSENCE = "absence", "已登记不能参加"
    DECLINED = "declined", "本次派遣已答复不参加或已调整"
    CREDIT = "credit", "信用评级不适合列入候选"


class DrawPolicy(Term):
    OPERATOR = "operator", "承办人抽取"
    OPERATOR_WITNESS = "operator+witness", "承办人抽取、监督人员见证"
    OFFICE_WITNESS = "office+witness", "专家办抽取、监督人员见证"

    @property
    def host(self) -> Post:
        """Who freezes the pool and brings the first text."""
        return Post.OFFICE if self is DrawPolicy.OFFICE_WITNESS else Post.SECTION


class ContributorRole(Term):
    OPERATOR = "operator", "抽取人"
    WITNESS = "witness", "监督人"


class ChangeKind(Term):
    """派遣变更 what may be altered after the pool was frozen, each with the deputy's approval."""

    VOID_DRAW = "void_draw", "作废本次选取"
    RELEASE_EXPERT = "release_expert", "调整专家"
    WAIVE_SEAT = "waive_seat", "空缺席位不再补抽"
    POSTPONE = "postpone", "改期"
    EXTEND = "extend", "延长任务"
    AMEND = "amend", "调整任务内容"
    CANCEL = "cancel", "撤销派遣"


class FeeUnit(Term):
    """第十九条 what a fee is reckoned by."""

    DAY = "day", "天"
    HALF_DAY = "half_day", "半天"
    HOUR = "hour", "小时"
    ITEM = "item", "项"


class Quality(Term):
    """评价等次 of Annex 6."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASS = "pass", "合格"
    FAIL = "fail", "不合格"


class InvitationState(Term):
    """反馈邀请 where the link to a target unit stands."""

    OPEN = "open", "待反馈"
    ANSWERED = "answered", "已反馈"
    REVOKED = "revoked", "已撤回"
    EXPIRED = "expired", "已过期"


class VisitManner(Term):
    """回访方式."""

    PHONE = "phone", "电话回访"
    ON_SITE = "on_site", "上门回访"


class VisitResult(Term):
    """回访结果."""

    SATISFIED = "satisfied", "满意"
    ADVICE = "advice", "有意见建议"
    CLUE = "clue", "反映问题线索"


class AnnouncementKind(Term):
    """公告栏 what the office publishes."""

    ANNOUNCEMENT = "announcement", "公告"
    NOTICE = "notice", "通知"
    DOCUMENT = "document", "文件"


class Validity(Term):
    """聘书 what whoever checks a certificate is told."""

    IN_FORCE = "in_force", "有效"
    NOT_YET = "not_yet", "聘期尚未开始"
    EXPIRED = "expired", "聘期已届满"
    REPLACED = "replaced", "已换发"
    REVOKED = "revoked", "已撤销"


class RevocationGround(Term):
    """聘书撤销事由, as the public is told it."""

    LEFT = "left", "退出专家库"
    DISMISSED = "dismissed", "解聘"
    MISTAKEN = "mistaken", "颁发有误"
    LOST = "lost", "聘书遗失"


class Channel(Term):
    """第六条第一项 三种申报方式."""

    UNIT = "unit", "单位推荐"
    SELF = "self", "个人自荐"
    SECTION = "section", "股室推荐"


class Route(Term):
    """第五条第四项 the condition under which somebody applies; the grade follows from it."""

    SENIOR_TITLE = "senior_title", "副高级以上职称"
    INTERMEDIATE_TITLE = "intermediate_title", "中级职称"
    REGISTERED = "registered", "注册安全工程师或注册安全评价师"
    KEY_INDUSTRY = "key_industry", "重点行业领域从事安全管理"
    LAWYER = "lawyer", "律师资格"
    LAW_PROFESSOR = "law_professor", "法律专业教授"

    @property
    def grade(self) -> Grade:
        if self is Route.SENIOR_TITLE:
            return Grade.SENIOR
        return Grade.LEGAL if self in {Route.LAWYER, Route.LAW_PROFESSOR} else Grade.INTERMEDIATE


class AttachmentKind(Term):
    """附件2 what is handed in with the form."""

    PHOTO = "photo", "一寸免冠照片"
    SIGNED_FORM = "signed_form", "本人签字的申报表扫描件"
    EDUCATION = "education", "学历证明"
    TITLE = "title", "职称证书"
    QUALIFICATION = "qualification", "职业资格证书"
    EXPERIENCE = "experience", "从业经历证明"
    PAPERS = "papers", "论文、著作、发明"
    AWARDS = "awards", "获奖证书"
    RESULTS = "results", "业绩和研究成果证明"
    RELAXATION = "relaxation", "放宽条件的依据"


class GroupOpinionKind(Term):
    """领导小组成员意见."""

    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"
    ABSENT = "absent", "缺席"


class RosterChange(Term):
    """拟定名单 what becomes of a person by it."""

    ADD = "add", "新增"
    REMOVE = "remove", "清退"


class MeetingKind(Term):
    """第十四条 两种工作会议."""

    CONSULTATION = "consultation", "会商研判工作会议"
    PLENARY = "plenary", "专家组全体会议"


class InvitationAnswer(Term):
    """会议邀请的答复."""

    COMING = "coming", "参加"
    ABSENT = "absent", "不能参加"


class Adoption(Term):
    """专家建议采纳情况 (Art. 14)."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    REJECTED = "rejected", "不采纳"


class ExpertObjectionKind(Term):
    """专家对什么提出异议."""

    RATING = "rating", "服务质量评价"
    DECLINE = "decline", "不接受委派的认定"
    REMOVAL = "removal", "解聘清退"


class ConductFact(Term):
    """信用评级和年度考核所依据的事实."""

    SERVICE = "service", "服务质量登记"
    LATE = "late", "书面报告逾期"
    DECLINE = "decline", "不能接受委派"
    UPHELD = "upheld", "举报查实"
    TRAINING = "training", "参加培训"


class CreditRating(Term):
    """信用评级."""

    A = "A", "A级"
    B = "B", "B级"
    C = "C", "C级"
    D = "D", "D级"


class AssessmentGrade(Term):
    """第十四条第二项 年度考核等次."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    UNQUALIFIED = "unqualified", "不合格"


class Misconduct(Term):
    """第十七条第二项 举报的问题."""

    BRIBERY = "bribery", "收受财物或者其他不正当利益"
    PROMOTION = "promotion", "联系业务、推销产品"
    OPPRESSION = "oppression", "打压、刁难"
    LEAK = "leak", "泄露秘密"
    FALSE_OPINION = "false_opinion", "出具虚假意见"
    INTERFERENCE = "interference", "干预抽取或者失职"
    OTHER = "other", "其他违法违规行为"


class UnheardGround(Term):
    """查实前不听取被举报人说明的情形."""

    TRANSFERRED = "transferred", "已移送有关机关"
    COLLUSION = "collusion", "可能串供、毁灭证据"


class Referral(Term):
    """举报查实后的处理."""

    CRITICISM = "criticism", "批评教育"
    CIRCULAR = "circular", "通报"
    ASSESSMENT = "assessment", "记入考核"
    DISMISSAL = "dismissal", "建议解聘"
    AUTHORITIES = "authorities", "移送有关机关"


class ReviewVerdict(Term):
    """年度复审意见."""

    KEEP = "keep", "继续聘任"
    REMOVE = "remove", "建议清退"


class DismissalGround(Term):
    """第十八条 十种情形."""

    OWN_WISH = "own_wish", "本人或所在单位提出不再担任"
    UNABLE = "unable", "因身体状况、工作变动等原因不能再担任"
    DECLINES = "declines", "一年内三次不能接受委派任务"
    CRIME = "crime", "被依法追究刑事责任"
    FALSE_OPINION = "false_opinion", "出具虚假专家意见"
    INCOMPETENT = "incompetent", "专业能力不能胜任"
    ABUSE = "abuse", "利用专家身份联系业务、推销产品或打压刁难"
    BRIBERY = "bribery", "收受财物"
    CREDIT = "credit", "信用评级不适合担任"
    OTHER = "other", "其他不宜继续从事专家工作的"


class CommendationKind(Term):
    """第二十一条、第十五条 what is done to acknowledge or to reprove."""

    PRAISE = "praise", "表彰"
    CRITICISM = "criticism", "批评"
    CIRCULAR = "circular", "通报批评"
    TRANSFER = "transfer", "移送有关机关"

    @property
    def is_praise(self) -> bool:
        return self is CommendationKind.PRAISE


class CommendationGround(Term):
    """第二十一条（第十四条、第十五条）what for."""

    HAZARD = "hazard", "重大事故隐患排除"
    PREVENTION = "prevention", "风险预防"
    CONTAINMENT = "containment", "事故遏制"
    RESCUE = "rescue", "突发事件应急救援"
    OUTSTANDING = "outstanding", "年度考核优秀或者作出突出贡献"
    UNFIT = "unfit", "年度考核不称职"
    UNLAWFUL = "unlawful", "违反法律法规"
    AGAINST_RULES = "against_rules", "违反本办法规定"
    BREACH = "breach", "违反保密规定"


class JobState(Term):
    """后台任务."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"


class NoticeKind(Term):
    """通知种类 what a notice is about; each has words of its own for the way outside."""

    TODO = "todo", "待办"
    ASSIGNMENT = "assignment", "任务通知"
    DISPATCH = "dispatch", "派遣进展"
    USE_REQUEST = "use_request", "使用申请"
    ELECTION = "election", "组长推选"
    MEETING = "meeting", "工作会议"
    APPLICATION = "application", "专家申报"
    RETURNED = "returned", "退回补正"
    SELECTION = "selection", "遴选聘任"
    JOB = "job", "后台任务"
    NEAR = "near", "即将到期"
    PASSED = "passed", "已逾期"
    ESCALATED = "escalated", "逾期催办"
    OTHER = "other", "其他通知"


class DeliveryChannel(Term):
    """通知渠道 the ways by which a notice leaves the house."""

    EMAIL = "email", "邮件"
    SMS = "sms", "短信"


class DeliveryState(Term):
    """通知发送."""

    QUEUED = "queued", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "待重试"
    GIVEN_UP = "given_up", "已放弃"


class DelegatedKind(Term):
    """代签事项 for what somebody absent lets another sign."""

    ALL = "all", "全部事项"
    DISPATCHES = "dispatches", "派遣审签"
    CHANGES = "changes", "派遣变更"
    SHEETS = "sheets", "推荐汇总表和复审"
    ROSTERS = "rosters", "拟定名单"
    REQUESTS = "requests", "外单位使用申请"
    MEETINGS = "meetings", "会议"
    ADVICE = "advice", "专家建议答复"


class DelegationStanding(Term):
    """代签授权. Read off its dates; it is nobody's to set."""

    OFFERED = "offered", "待接受"
    AHEAD = "ahead", "未到生效日期"
    IN_FORCE = "in_force", "生效中"
    OVER = "over", "已到期"
    ENDED = "ended", "已提前结束"
    DECLINED = "declined", "未成立"


class SignatureStanding(Term):
    """Whether what was signed still stands as it was signed."""

    HOLDS = "holds", "与签署时一致"
    MOVED_ON = "moved_on", "签署后经登记的办理已有变动"
    ALTERED = "altered", "已改动"
    EARLY = "early", "早期记录，只有摘要；与签署时一致"
    EARLY_CHANGED = "early_changed", "早期记录，只有摘要；内容与签署时不同"
