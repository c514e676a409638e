"""Dates and times of day in a text: 7 de setembro de 2024, 07/09/2024, 9月7日; 14h30, 2:30 p.m., 7시 55분."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.lookup import after, before, lies_in, pattern, without_ending
from tqcheck.annotate.quantities.quantity import Clock, Date, Quantity
from tqcheck.knowledge.calendar import day_comes_first
from tqcheck.model import Span

_NEAR = 30


def dates(text: str, lexicon: Lexicon, in_digits: bool) -> list[Quantity]:
    """The dates of a text in order: in digits, where it has any, in words, and months alone (faint)."""
    found = [*_numeric(text, lexicon), *_with_signs(text, lexicon)] if in_digits else []
    found += _with_month_names(text, lexicon)
    return _apart(sorted(found, key=lambda one: (one.whole.start, -one.whole.end)))


def _apart(found: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for one in found:
        if not kept or kept[-1].whole.end <= one.whole.start:
            kept.append(one)
    return kept


def _dated(span: Span, date: Date, strong: bool = True) -> Quantity:
    shown = [date.day, date.month, date.year]
    parts = tuple(frozenset({float(part)}) for part in shown if part is not None)
    value = next(iter(parts[0]))
    return Quantity(
        span, value, frozenset().union(*parts), "date", "digits" if strong else "faint", span, date=date, parts=parts
    )


@functools.cache
def _digits() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{Nd}./,-])(?:(?P<y>\p{Nd}{4})(?P<s>[-/.])(?P<m>\p{Nd}{1,2})(?P=s)(?P<d>\p{Nd}{1,2})"
        r"|(?P<a>\p{Nd}{1,2})(?P<t>[-/.])(?P<b>\p{Nd}{1,2})(?P=t)(?P<z>\p{Nd}{4}|\p{Nd}{2}))(?![\p{Nd}]|[./-]\p{Nd})"
    )


def _numeric(text: str, lexicon: Lexicon) -> Iterator[Quantity]:
    for match in _digits().finditer(text):
        if match["y"]:
            date = _valid(int(match["d"]), int(match["m"]), int(match["y"]))
        else:
            date = _in_order(int(match["a"]), int(match["b"]), int(match["z"]), lexicon.language.tag)
        if date:
            yield _dated(Span(match.start(), match.end()), date)


def _in_order(first: int, second: int, year: int, tag: str) -> Date | None:
    """Day and month by the language's order; where its lands differ, both readings count."""
    day_first = day_comes_first(tag)
    if day_first is False and first <= 12 or second > 12:
        return _valid(second, first, year)
    undecided = day_first is None and first <= 12 and second <= 12
    return _valid(first, second, year, swapped=undecided)


def _valid(day: int | None, month: int, year: int | None, swapped: bool = False) -> Date | None:
    if not 1 <= month <= 12 or day is not None and not 1 <= day <= 31:
        return None
    return Date(day, month, year, swapped=swapped)


def _with_signs(text: str, lexicon: Lexicon) -> Iterator[Quantity]:
    if lexicon.date_signs is None:
        return
    year, month, day = lexicon.date_signs
    pattern = _signed(year, month, day)
    for match in pattern.finditer(text):
        date = _valid(int(match["d"]) if match["d"] else None, int(match["m"]), int(match["y"]) if match["y"] else None)
        if date:
            yield _dated(Span(match.start(), match.end()), date, strong=date.day is not None)


@functools.cache
def _signed(year: str, month: str, day: str) -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\p{{Nd}})(?:(?P<y>\p{{Nd}}{{4}}) ?{year} ?)?"
        rf"(?P<m>\p{{Nd}}{{1,2}}) ?{month}(?: ?(?P<d>\p{{Nd}}{{1,2}}) ?[{day}])?"
    )


@functools.cache
def _words() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{M}]++")


@functools.cache
def _day_before() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{Nd}.,:/$€£])(?P<day>\p{Nd}{1,2})(?:\.|[ºª°]|-?\p{L}{1,4}\.?)?[ \u00a0\u202f]+"
        r"(?:(?P<link>[\p{L}\p{M}]{1,4})[ \u00a0]+|d['’])?$"
    )


@functools.cache
def _day_after() -> regex.Pattern[str]:
    return regex.compile(
        r"\.?[ \u00a0\u202f]+(?:the )?"
        r"(?P<day>\p{Nd}{1,2})(?P<sign>st|nd|rd|th)?(?:\.(?!\p{Nd}))?(?![\p{L}\p{Nd}:%]|[.,]\p{Nd}|[ \u00a0]?%)"
    )


@functools.cache
def _year_after() -> regex.Pattern[str]:
    return regex.compile(
        r"[.,]?[ \u00a0\u202f]+(?:(?P<link>[\p{L}\p{M}]{1,4})[ \u00a0]+)?"
        r"(?P<year>(?:1\p{Nd}|20)\p{Nd}{2})(?![\p{L}\p{Nd}%]|[.,]\p{Nd}|[ \u00a0]?%)"
    )


def _with_month_names(text: str, lexicon: Lexicon) -> Iterator[Quantity]:
    names = _month_names(lexicon)
    if not lexicon.endings and names.keys().isdisjoint(map(str.casefold, _words().findall(text))):
        return
    for match in _words().finditer(text):
        word = match[0]
        entry = names.get(word.casefold()) or _inflected(word, names, lexicon)
        if entry is None or entry[1] and not word[0].isupper():
            continue
        month, _, full = entry
        day = _day_before().search(text, max(0, match.start() - _NEAR), match.start())
        if day and day["link"] and not _is_link(day["link"], lexicon):
            day = None
        behind = None if day else _day_after().match(text, match.end())
        at = behind.end() if behind else match.end()
        year = _year_after().match(text, at)
        if year and year["link"] and not _is_link(year["link"], lexicon):
            year = None
        found = day or behind
        if not (found or year and full) and (not full or len(word) < 4):
            continue  # "set", "mar", "may" by themselves are words
        date = _valid(int(found["day"]) if found else None, month, int(year["year"]) if year else None)
        if date is None:
            date, found, year = Date(None, month, None), None, None
        start = day.start("day") if day and found else match.start()
        day_end = max(behind.end("day"), behind.end("sign")) if behind and found else match.end()
        end = year.end() if year else day_end
        yield _dated(Span(start, end), date, strong=bool(found))


@functools.lru_cache(maxsize=64)
def _month_names(lexicon: Lexicon) -> dict[str, tuple[int, bool, bool]]:
    """Month names, case-folded: the number, whether it is written with a capital, whether it is the full name."""
    longest: dict[int, int] = {}
    for name, number in lexicon.months.items():
        longest[number] = max(longest.get(number, 0), len(name))
    return {
        name.casefold(): (number, name[0].isupper(), len(name) > longest[number] - 3)
        for name, number in lexicon.months.items()
    }


def _inflected(word: str, names: dict[str, tuple[int, bool, bool]], lexicon: Lexicon) -> tuple[int, bool, bool] | None:
    """A month with a case ending: tammikuu-ssa."""
    if not lexicon.endings or len(word) < 5:
        return None
    name = without_ending(word.casefold(), names, lexicon.endings)
    return names[name] if name and names[name][2] else None


def _is_link(word: str, lexicon: Lexicon) -> bool:
    return word.casefold() in lexicon.language.function_words


@functools.cache
def _clock_form() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}.,:/$€£])(?P<hour>[01]?\p{Nd}|2[0-4])(?:(?P<colon>[:：])(?P<m1>[0-5]\p{Nd})(?:[:：][0-5]\p{Nd})?"
        r"|[ \u00a0]?(?P<letter>[hH])[ \u00a0]?(?P<m2>[0-5]\p{Nd})?(?:min|m)?(?![\p{L}\p{Nd}])"
        r"|(?P<point>[.,])(?P<m3>[0-5]\p{Nd}))?(?!\p{Nd}|[:：.,]\p{Nd})"
    )


def times(text: str, lexicon: Lexicon, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Times of day: what has an hour's form, or a word of the clock beside it."""
    for match in _clock_form().finditer(text):
        if lies_in(taken, match.start(), match.end()):
            continue
        hour = int(match["hour"])
        minute, end = int(match["m1"] or match["m2"] or match["m3"] or 0), match.end()
        start, last = match.start(), match.end()
        explicit = bool(match["colon"]) or bool(match["letter"]) and bool(match["m2"])
        word = after(text, end, lexicon.clock, lexicon.language)
        ahead = before(text, start, lexicon.clock, lexicon.language)
        if not ahead and match["point"]:
            ahead = before(text, start, lexicon.clock_before, lexicon.language)
        if word:
            end = word[2]
            if not match["colon"] and not minute and (minutes := _minutes(text, end, lexicon)):
                minute, end = minutes
                last = end
            elif not minute and lexicon.characters and (half := after(text, end, lexicon.fractions, lexicon.language)):
                minute, last, end = round(60 * half[0]), half[2], half[2]  # 5時半
        part_of_day = _half_of_day(text, start, end, lexicon)
        if not (explicit or word or ahead or part_of_day and (hour <= 12)):
            continue
        span = Span(match.start(), last)
        whole = Span(
            min(start, part_of_day[1]) if part_of_day else start, max(end, part_of_day[2]) if part_of_day else end
        )
        if hour > 24 or minute > 59:
            continue
        yield _timed(span, whole, hour, minute, part_of_day[0] if part_of_day else None)


def _minutes(text: str, at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Minutes with a word of their own: 55분."""
    match = pattern(r" ?([0-5]?\p{Nd}) ?").match(text, at)
    if match and (found := after(text, match.end(1), lexicon.minutes, lexicon.language)):
        return int(match[1]), found[2]
    return None


def _half_of_day(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """0 for the hours before noon, 12 for those after, with where the word stands; None where nothing says."""
    for hours, names in ((0, lexicon.morning), (12, lexicon.afternoon)):
        if found := after(text, end, names, lexicon.language):
            return hours, start, found[2]
        if found := before(text, start, names, lexicon.language):
            return hours, found[1], end
    return None


def _timed(span: Span, whole: Span, hour: int, minute: int, half: int | None) -> Quantity:
    if half is None:
        hours = {hour % 24} if hour > 12 or hour == 0 else {hour % 24, (hour + 12) % 24}
    else:
        hours = {hour % 12 + half} if hour <= 12 else {hour % 24}
    shown = frozenset({float(hour), *(float(one) for one in hours), *(float(one % 12) for one in hours)})
    minutes = (frozenset({float(minute)}),) if minute else ()
    clock = Clock(frozenset(hours), minute)
    value = hour + minute / 100
    return Quantity(span, value, frozenset({value}), "time", "digits", whole, clock=clock, parts=(shown, *minutes))


def weekdays(text: str, lexicon: Lexicon) -> list[tuple[Span, int]]:
    """The days of the week that a text names, Monday 0, in order."""
    names = _weekday_names(lexicon)
    if not lexicon.language.spaced:
        return [(Span(at, at + len(name)), number) for name, (number, _) in names.items() for at in _places(text, name)]
    found: list[tuple[Span, int]] = []
    words = pattern(r"[\p{L}\p{M}]++(?:-[\p{L}\p{M}]++)?")
    if names.keys().isdisjoint(map(str.casefold, words.findall(text))):
        return found
    for match in words.finditer(text):
        entry = names.get(match[0].casefold())
        if entry and (match[0][0].isupper() or not entry[1]):
            found.append((Span(match.start(), match.end()), entry[0]))
    return found


@functools.lru_cache(maxsize=64)
def _weekday_names(lexicon: Lexicon) -> dict[str, tuple[int, bool]]:
    """Names of the days of the week, case-folded: the number, and whether it is written with a capital."""
    return {name.casefold(): (number, name[0].isupper()) for name, number in lexicon.weekdays.items()}


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))
