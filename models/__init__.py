"""The office without its web pages.

Read in this order: vocabulary, rules, workflows, policy, tables, queries, operations. Only
``models.db`` knows Flask; nothing before ``tables`` knows SQLAlchemy.
"""
