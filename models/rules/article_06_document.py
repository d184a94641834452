"""第六条第四项 联合印发文件 · who issues it, to whom, and who has a copy.

The bureau may word it otherwise; what the regulation fixes is that both offices issue it together,
the lead issuer first.
"""

ISSUERS = ("泽州县应急救援总指挥部办公室", "泽州县安全生产委员会办公室")
ADDRESSEES = "各镇人民政府，县直各单位，县安全生产和应急管理专家"
COPIES = "晋城市应急管理局"
BUREAU = "泽州县应急管理局"
GROUP = "泽州县安全生产和应急管理专家管理工作领导小组"
REGULATION = "《泽州县安全生产和应急管理专家使用管理办法》"
SEAL = 42  # mm, across
