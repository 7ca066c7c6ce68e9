"""What a job title says about rank and department, so that a new persona arrives half filled."""

import re
from typing import Final

from b2bdesk.insight.roles import ASSISTANT, IT, words
from b2bdesk.terms import AccountClass, Seniority

RANKS: Final = (
    (
        Seniority.OWNER,
        words(r"founders?|co-?founder|owner|proprietor", "创始人|創始人|创办人|創辦人|老板|老闆|企业主|企業主"),
    ),
    (
        Seniority.EXECUTIVE,
        words(
            r"c[efimot]o|chief|president|vp|vice president|general manager|gm|partner",
            "总经理|總經理|总裁|總裁|副总|副總|首席|执行长|執行長|财务长|財務長|行销长|行銷長|资讯长|資訊長|技术长|技術長|营运长|營運長",
        ),
    ),
    (Seniority.DIRECTOR, words(r"director|head", "总监|總監|部长|部長|处长|處長|协理|協理")),
    (
        Seniority.MANAGER,
        words(r"manager|lead|leader|supervisor", "经理|經理|主管|主任|负责人|負責人|组长|組長|课长|課長"),
    ),
    (
        Seniority.STAFF,
        words(
            r"specialist|officer|assistant|engineer|analyst|coordinator|buyer", "专员|專員|助理|工程师|工程師|专家|專家"
        ),
    ),
)
DEPARTMENTS: Final = (
    ("it", words(r"it|cio|cto|information|technology|systems?", f"{IT}|架构|架構")),
    ("procurement", words(r"procurement|purchas(?:ing|er)|buyer|sourcing", "采购|採購")),
    ("finance", words(r"cfo|finance|financial|account(?:ing|ant)|controller", "财务|財務|会计|會計")),
    (
        "supply_chain",
        words(r"supply[- ]chain|logistics|inventory|warehouse|stock", "供应链|供應鏈|物流|库存|庫存|仓|倉"),
    ),
    ("ecommerce", words(r"e-?commerce|online shop", "电商|電商")),
    ("marketing", words(r"cmo|marketing|brand", "市场|市場|行销|行銷|营销|營銷|品牌")),
    ("sales", words(r"sales|account manager|business development", "销售|銷售|业务|業務")),
    ("operations", words(r"coo|operations?", "运营|運營|营运|營運")),
    ("hr", words(r"hr|human resources|people", "人力|人事|人资|人資")),
    (
        "executive",
        words(
            r"ceo|founders?|co-?founder|owner|general manager|gm|president",
            "总经理|總經理|总裁|總裁|创始人|創始人|创办人|創辦人|执行长|執行長|首席执行官|首席執行官|董事长|董事長",
        ),
    ),
)
BY_CLASS: Final = {
    AccountClass.STARTUP: Seniority.OWNER,
    AccountClass.SME: Seniority.MANAGER,
    AccountClass.GROUP: Seniority.DIRECTOR,
}
"""Whom one meets first in a firm of that class, where the title does not tell."""


def seniority_of(title: str, account_class: str = "") -> str:
    """Return the rank that a title names; else the usual one for the class of firm; empty where neither tells."""
    if ASSISTANT.search(title):  # whoever they assist
        return str(Seniority.STAFF)
    return _first(RANKS, title) or str(BY_CLASS.get(account_class, ""))  # type: ignore[call-overload]


def department_of(title: str) -> str:
    """Return the code of the department that a title names, empty where it names none."""
    return _first(DEPARTMENTS, title)


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], title: str) -> str:
    return next((str(code) for code, pattern in patterns if pattern.search(title)), "")
