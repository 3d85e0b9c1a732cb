"""Reads Swift source as a tree of brackets, as far as finding conditions takes it.

No parser: tokens with their places, brackets matched, the parts of a string that are code among
them. It relies on the sources being formatted by `swift format`: an operator that stands between
two operands has blanks around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Token:
    """A word, number or operator; `kind` is `word`, `operator` or `other`."""

    kind: str
    text: str
    start: int
    end: int
    line: int


@dataclass
class Group:
    """What stands between two brackets, or the code within a string."""

    opening: str
    start: int
    line: int
    end: int = 0
    last_line: int = 0
    items: list[Token | Group] = field(default_factory=list)


_CLOSING = {"(": ")", "[": "]", "{": "}"}
_WORD = re.compile(r"`[^`]+`|[@#$]?[A-Za-z_][A-Za-z0-9_]*|\$[0-9]+")
_NUMBER = re.compile(r"[0-9][0-9A-Za-z_]*(\.[0-9][0-9_]*)?")
_OPERATOR = re.compile(r"[-+*/%=<>&|^~]+|\.\.[.<]|[!?]+=*")
_STRING = re.compile(r'#*"')


def read(text: str) -> Group:
    """The whole text as one group."""
    return _Reader(text).read_all()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1

    def read_all(self) -> Group:
        group = Group("{", 0, 1)
        self._fill(group, "")
        return group

    def _move(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def _fill(self, group: Group, closing: str) -> None:
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character.isspace():
                self._move(self.at + 1)
            elif text.startswith("//", self.at):
                end = text.find("\n", self.at)
                self._move(len(text) if end < 0 else end)
            elif text.startswith("/*", self.at):
                self._move(text.index("*/", self.at) + 2)
            elif character == closing:
                self._move(self.at + 1)
                break
            elif character in _CLOSING:
                group.items.append(self._bracket(character))
            elif opening := _STRING.match(text, self.at):
                group.items.append(self._string(opening.group()))
            else:
                group.items.append(self._token())
        group.end, group.last_line = self.at, self.line

    def _bracket(self, character: str) -> Group:
        group = Group(character, self.at, self.line)
        self._move(self.at + 1)
        self._fill(group, _CLOSING[character])
        return group

    def _string(self, opening: str) -> Group:
        group = Group('"', self.at, self.line)
        hashes = opening[:-1]
        quotes = '"""' if self.text.startswith('"""', self.at + len(hashes)) else '"'
        self._move(self.at + len(hashes) + len(quotes))
        while not self.text.startswith(quotes + hashes, self.at):
            if self.text.startswith("\\" + hashes + "(", self.at):
                self._move(self.at + 1 + len(hashes))
                group.items.append(self._bracket("("))
            elif self.text[self.at] == "\\" and not hashes:
                self._move(self.at + 2)
            else:
                self._move(self.at + 1)
        self._move(self.at + len(quotes) + len(hashes))
        group.end, group.last_line = self.at, self.line
        return group

    def _token(self) -> Token:
        text, start = self.text, self.at
        if match := _WORD.match(text, start) or _NUMBER.match(text, start):
            return self._take("word", match.end())
        match = _OPERATOR.match(text, start)
        end = match.end() if match else start + 1
        before = text[start - 1:start]
        if match and before.isspace() and text[end:end + 1].isspace():
            return self._take("operator", end)
        # Before or behind an operand, or part of a type: each sign for itself.
        return self._take("other", start + 1)

    def _take(self, kind: str, end: int) -> Token:
        token = Token(kind, self.text[self.at:end], self.at, end, self.line)
        self._move(end)
        return token
