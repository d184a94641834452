#!/usr/bin/env python3
"""台账核验 · python verify_register.py REGISTER.jsonl [--head HEAD-ON-PAPER] walks a register that
``flask export register`` wrote, without the program. Exit 0 where every row is as it was written;
1, and each row that was edited, removed, inserted or swapped, where one is not.
Needs verify_draw.py beside it, and nothing but Python."""

# fmt: off
import argparse
import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from verify_draw import canonical, sm3

OWN = ["number", "at", "kind", "label", "account", "name", "post", "address", "article", "matter",
       "subject", "facts"]
START = "0" * 64

def read(path: Path) -> list:
    rows = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            if {*row} != {*OWN, "previous", "digest"} or type(row["number"]) is not int:
                raise ValueError
        except (ValueError, TypeError, RecursionError):
            sys.exit(f"第{place}行不是台账的一行，或者内容残缺")
        rows.append(row)
    return rows

def is_true(row: dict, number: int) -> bool:
    """Whether the row is as it was written under that number."""
    text = row["previous"].encode() + canonical([number, *(row[name] for name in OWN[1:])])
    return sm3(text).hex() == row["digest"]

def swapped(rows: list) -> list:
    """Lines that stand before those they followed."""
    return [f"第{b['number']}行排在第{a['number']}行之后，次序被调换"
            for a, b in pairwise(rows) if b["number"] < a["number"]]

def edited(rows: list) -> tuple:
    """Rows whose digest does not come out; and the rows that, of two numbers, bear each other's."""
    wrong = [row for row in rows if not is_true(row, row["number"])]
    faults = [f"第{row['number']}行内容被改动（{row['label']}）" for row in wrong]
    few = wrong[:50]
    others = sorted({row["number"] for row in few})
    faults += [f"第{row['number']}行原是第{n}行，两行被调换"
               for row in few for n in others if n != row["number"] and is_true(row, n)]
    return wrong, faults

def linked(rows: list, wrong: list) -> list:
    """What is missing from the chain or was put into it."""
    faults, last, head, before = [], 0, START, START
    for row in rows:
        number = row["number"]
        if number > last + 1:
            faults.append(f"第{last + 1}行至第{number - 1}行缺失")
        elif row["previous"] != head and row not in wrong:
            faults.append(f"第{last}行是插入的" if row["previous"] == before else
                          f"第{last}行被改写，第{number}行记着它原来的摘要")
        before, last, head = head, number, row["digest"]
    return faults

def verify(rows: list) -> list:
    faults = swapped(rows)
    twice = [n for n, times in Counter(row["number"] for row in rows).items() if times > 1]
    faults += [f"第{n}行有{sum(row['number'] == n for row in rows)}份，其中有插入的" for n in twice]
    ordered = sorted(rows, key=lambda row: row["number"])
    wrong, found = edited(ordered)
    single = [row for row in ordered if row["number"] not in twice or row not in wrong]
    return faults + found + linked(single, wrong)

def holds(rows: list, printed: str) -> bool:
    """Whether a printed head, ``1234-0cf214b2011b8bfd`` or the digest alone, is in the register."""
    number, _, digest = "".join(printed.split()).lower().rpartition("-")
    return len(digest) >= 8 and any(
        row["digest"].startswith(digest) and number in {"", str(row["number"])} for row in rows)

def main() -> int:
    parser = argparse.ArgumentParser(description="台账核验：逐行重算导出的留痕台账")
    parser.add_argument("register", type=Path, help="flask export register 导出的文件")
    parser.add_argument("--head", help="文书上印的台账链头")
    asked = parser.parse_args()
    try:
        rows = read(asked.register)
    except (OSError, UnicodeDecodeError) as problem:
        sys.exit(f"读不了文件：{problem}")
    faults = verify(rows)
    if asked.head and not holds(rows, asked.head):
        faults.append(f"台账里没有链头 {asked.head}：它是在这份文书之前导出的，或者台账被改写过")
    if faults:
        print(*faults, sep="\n")
        return 1
    last = rows[-1] if rows else {"number": 0, "digest": START}
    short = f"{last['number']}-{last['digest'][:16]}"
    print(f"台账完整：共{len(rows)}行，链头 {short}（{last['digest']}）")
    if asked.head:
        print(f"文书上的链头 {asked.head} 在台账里")
    return 0
if __name__ == "__main__":
    sys.exit(main())
