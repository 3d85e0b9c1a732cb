"""Finds the conditions of a Swift file and rewrites each, so that a run can choose a mutant.

A condition `a < b` becomes `mutated(7, a < b)`: with mutant 7 it is inverted, with 8 always true,
with 9 always false. `Mutant.swift.txt` holds the functions. Lines stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from swift_tokens import Group, Token, read

COMPARISONS = {"==", "!=", "<", ">", "<=", ">=", "===", "!==", "~="}
BOUNDS = {"<": "below", "<=": "upTo", ">": "above", ">=": "from"}
HEADS = {"if", "guard", "while", "for", "switch"}
PLAIN = {
    "else", "return", "in", "try", "await", "let", "var", "func", "init", "struct", "enum",
    "extension", "class", "protocol", "static", "private", "fileprivate", "package", "mutating",
    "import", "defer", "break", "continue", "throw", "do", "catch", "repeat", "lazy", "inout",
    "default", "case", "where", "typealias", "subscript",
} | HEADS
PREDICATES = {
    "contains", "first", "last", "filter", "allSatisfy", "count", "prefix", "drop", "removeAll",
    "firstIndex", "lastIndex", "where", "while", "whereSeparator", "before",
}


@dataclass
class Mutant:
    """One change of one condition."""

    number: int
    file: str
    line: int
    condition: str
    change: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass
class Rewritten:
    """A file with all its mutants, and how many places have none."""

    text: str
    mutants: list[Mutant]
    unmutable: dict[str, int]


def rewrite(file: str, text: str, first: int, refused: dict[int, int]) -> Rewritten:
    """Rewrites a file; its mutants are numbered from `first` on.

    `refused` says for a line how much of it the compiler didn't take: 1 the bounds, 2 all.
    """
    rewriter = _Rewriter(file, text, first, refused)
    rewriter.statements(read(text), is_bool=False)
    return rewriter.finish()


@dataclass
class _State:
    """What is known while the items of a group are gone through."""

    segment: list[Token | Group] = field(default_factory=list)
    head: str = ""
    context: str = ""
    """`clause`, `returned`, `pattern`, or nothing: what the segment is."""
    binding: bool = False
    delimiter: str = ""
    label: str = ""
    pattern_end: int = 0


class _Rewriter:
    def __init__(self, file: str, text: str, first: int, refused: dict[int, int]) -> None:
        self.file = file
        self.text = text
        self.next = first
        self.refused = refused
        self.mutants: list[Mutant] = []
        self.changes: list[tuple[int, int, str]] = []
        self.unmutable: dict[str, int] = {}

    def finish(self) -> Rewritten:
        parts, at = [], 0
        for start, end, text in sorted(self.changes, key=lambda change: change[0]):
            parts += [self.text[at:start], text]
            at = end
        return Rewritten("".join(parts) + self.text[at:], self.mutants, self.unmutable)

    # Mutants

    def _skip(self, why: str) -> None:
        self.unmutable[why] = self.unmutable.get(why, 0) + 1

    def _add(self, start: int, end: int, line: int, changes: list[str]) -> int:
        condition = re.sub(r"\s+", " ", self.text[start:end])
        number = self.next
        for change in changes:
            self.mutants.append(Mutant(self.next, self.file, line, condition, change))
            self.next += 1
        return number

    def _is_refused(self, line: int, last: int, kind: int) -> bool:
        limits = [self.refused[number] for number in range(line, last + 1)
                  if number in self.refused]
        if not limits or max(limits) < kind:
            return False
        self._skip("the compiler takes no mutant there")
        return True

    def _insert(self, at: int, text: str) -> None:
        self.changes.append((at, at, text))

    def _keep(self, start: int, end: int, line: int, text: str) -> None:
        """What stands there may be taken for something that doesn't match."""
        if not self._is_refused(line, line, 2):
            self._insert(end, text.format(self._add(start, end, line, ["never"])))

    # Statements and expressions

    def statements(self, group: Group, is_bool: bool, is_switch: bool = False) -> None:
        """Goes through the items between two brackets."""
        in_braces = group.opening == "{"
        items = _without_parameters(group.items) if in_braces else group.items
        has_default = any(_is(item, "default") for item in items)
        state = _State()
        is_single = is_bool and not is_switch and _is_single(items)
        if is_single and _text(items[0]) not in PLAIN:
            state.context = "returned"
        for index, item in enumerate(items):
            before = items[index - 1] if index else None
            if in_braces and not state.head and before and item.line > _last_line(before) \
                    and not _continues(before, item):
                self._flush(state)
            if isinstance(item, Group):
                self._group(state, item, is_single)
                continue
            word = item.text
            is_name = _is(before, ".") or (not in_braces and word not in ("try", "await"))
            if item.kind == "word" and word in PLAIN and not is_name:
                self._keyword(state, item, is_switch and has_default, is_switch)
            elif word == "," and item.kind == "other":
                pattern = state.context == "pattern"
                if pattern and state.segment and has_default and is_switch:
                    self._pattern(state)
                was_clause = state.head in ("if", "guard", "while")
                self._flush(state, ends_clause=True)
                state.context = "pattern" if pattern else "clause" if was_clause else ""
            elif word == ":" and item.kind == "other" and state.context == "pattern":
                if is_switch and has_default and not state.binding:
                    self._pattern(state)
                state.segment = []
                state.context = "returned" if is_bool else ""
            elif word == ":" or word == ";" or word == "->":
                state.label = before.text if isinstance(before, Token) else ""
                self._flush(state)
                state.delimiter = word
            elif item.kind == "operator" and word == "?":
                self._flush(state, is_condition=True)
            elif item.kind == "operator" and word.endswith("=") and word not in COMPARISONS:
                self._flush(state)
            elif item.kind == "operator" and word == ":":
                self._flush(state)
            else:
                state.segment.append(item)
        self._flush(state, ends_clause=True)

    def _keyword(self, state: _State, item: Token, drops: bool, is_switch: bool) -> None:
        word = item.text
        if word in ("let", "var", "case") and state.head in ("if", "guard", "while") \
                and state.context == "clause" and not state.segment:
            state.binding = True
            state.context = "pattern" if word == "case" else "bound"
            state.pattern_end = item.start
            return
        if word in ("let", "var") and state.context == "pattern":
            return
        if word == "where" and state.context == "pattern" and state.segment:
            state.segment = []
            state.context = "clause"
            return
        self._flush(state, ends_clause=word == "else")
        state.delimiter = ""
        state.label = ""
        if word in HEADS:
            state.head = word
            state.context = "clause" if word in ("if", "guard", "while") else ""
        elif word == "where" and state.head == "for":
            state.context = "clause"
        elif word == "return":
            state.context = "returned" if self.is_bool_function else ""
        elif word == "case" and is_switch:
            state.context = "pattern"
            if not drops:
                self._skip("a case of a switch without default")
        elif word == "else":
            state.head = ""
        elif word in ("func", "var", "subscript"):
            state.label = word

    is_bool_function = False

    def _group(self, state: _State, group: Group, is_value: bool) -> None:
        if group.opening != "{":
            state.segment.append(group)
            return
        if state.head and state.head != "guard":
            head = state.head
            self._flush(state, ends_clause=True)
            state.head = ""
            is_switch = head == "switch"
            self.statements(group, is_bool=is_switch and is_value, is_switch=is_switch)
            return
        if state.head == "guard" and not state.segment and not state.context:
            self.statements(group, is_bool=False)
            return
        words = [item.text for item in state.segment if isinstance(item, Token)]
        if words == ["Bool"] and state.delimiter in ("->", ":"):
            state.segment = []
            outer, self.is_bool_function = self.is_bool_function, True
            self.statements(group, is_bool=True)
            self.is_bool_function = outer
            return
        last = state.segment[-1] if state.segment else None
        name = last.text if isinstance(last, Token) else "" if state.segment else state.label
        state.segment.append(group)
        group.is_predicate = name in PREDICATES

    def _pattern(self, state: _State) -> None:
        first, last = state.segment[0], state.segment[-1]
        self._keep(first.start, last.end, first.line, " where kept({})")

    def _flush(self, state: _State, ends_clause: bool = False, is_condition: bool = False) -> None:
        """Ends the expression that was gathered."""
        segment, context = state.segment, state.context
        state.segment = []
        if not is_condition and context != "bound" or ends_clause:
            state.context = ""
        if context == "pattern":
            segment_end = segment[-1].end if segment else 0
            if state.binding and ends_clause and segment_end:
                self._end_binding(state, segment[-1])
            return
        if segment:
            in_pattern = context == "bound"
            self._expression(segment, is_bool=not in_pattern and context in ("clause", "returned")
                             or is_condition)
            if state.binding and ends_clause:
                self._end_binding(state, segment[-1])
        if ends_clause:
            state.binding = False

    def _end_binding(self, state: _State, last: Token | Group) -> None:
        self._skip("a binding, which can't be taken for sound")
        self._keep(state.pattern_end, last.end, last.line, ", kept({})")
        state.binding = False

    def _expression(self, items: list[Token | Group], is_bool: bool) -> None:
        start, end = items[0].start, items[-1].end
        line, last = items[0].line, _last_line(items[-1])
        operators = {item.text for item in items
                     if isinstance(item, Token) and item.kind == "operator"}
        is_literal = len(items) == 1 and _text(items[0]) in ("true", "false")
        negates = _is(items[0], "!")
        if not (is_bool or is_literal or negates or operators & (COMPARISONS | {"&&", "||"})):
            self._inside(items)
            return
        if self._is_refused(line, last, 2):
            self._inside(items)
            return
        if is_literal:
            number = self._add(start, end, line, ["not"])
            self._insert(start, f"negated({number}, ")
            self._insert(end, ")")
            return
        number = self._add(start, end, line, ["not", "true", "false"])
        self._insert(start, f"mutated({number}, ")
        self._operands(items, "||")
        self._insert(end, ")")

    def _operands(self, items: list[Token | Group], sign: str) -> None:
        parts = _split(items, sign)
        for part in parts:
            if len(parts) > 1:
                changes = ["not", "false" if sign == "||" else "true"]
                number = self._add(part[0].start, part[-1].end, part[0].line, changes)
                name = "alternative" if sign == "||" else "conjunct"
                self._insert(part[0].start, f"{name}({number}, ")
            if sign == "||":
                self._operands(part, "&&")
            else:
                self._comparison(part)
            if len(parts) > 1:
                self._insert(part[-1].end, ")")

    def _comparison(self, items: list[Token | Group]) -> None:
        for index, item in enumerate(items):
            if not isinstance(item, Token) or item.kind != "operator" or item.text not in BOUNDS:
                continue
            start, end = items[0].start, items[-1].end
            if not self._is_refused(items[0].line, _last_line(items[-1]), 1):
                number = self._add(start, end, items[0].line, ["bound"])
                self._insert(start, f"{BOUNDS[item.text]}({number}, ")
                self._inside(items[:index])
                self.changes.append((item.start - 1, item.end, ","))
                self._inside(items[index + 1:])
                self._insert(end, ")")
                return
        self._inside(items)

    def _inside(self, items: list[Token | Group]) -> None:
        for item in items:
            if isinstance(item, Group):
                if item.opening == '"':
                    self._inside(item.items)
                else:
                    outer = self.is_bool_function
                    if item.opening == "{":
                        self.is_bool_function = False
                    self.statements(item, is_bool=getattr(item, "is_predicate", False))
                    self.is_bool_function = outer


def _is(item: Token | Group | None, text: str) -> bool:
    return isinstance(item, Token) and item.text == text


def _text(item: Token | Group) -> str:
    return item.text if isinstance(item, Token) else ""


def _last_line(item: Token | Group) -> int:
    return item.line if isinstance(item, Token) else item.last_line


def _is_single(items: list[Token | Group]) -> bool:
    """Whether a body is one expression or one switch."""
    if not items or _text(items[0]) in PLAIN - {"switch"}:
        return False
    return all(item.line <= _last_line(before) or _continues(before, item)
               for before, item in zip(items, items[1:]))


def _without_parameters(items: list[Token | Group]) -> list[Token | Group]:
    """What stands behind `in`, if that ends the parameters of a closure."""
    for index, item in enumerate(items):
        if _is(item, "in"):
            return items[index + 1:]
        if isinstance(item, Group) and item.opening == "{" or _text(item) in PLAIN:
            break
    return items


def _continues(before: Token | Group, item: Token | Group) -> bool:
    """Whether an item on a new line goes on with the expression before it."""
    if isinstance(item, Token) and (item.kind == "operator" or item.text in (".", ",", ":", ")")):
        return True
    return isinstance(before, Token) and (
        before.kind == "operator" or before.text in (",", "->", "return"))


def _split(items: list[Token | Group], sign: str) -> list[list[Token | Group]]:
    parts: list[list[Token | Group]] = [[]]
    for item in items:
        if isinstance(item, Token) and item.kind == "operator" and item.text == sign:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts
