"""The dates of docs/format.md: what is read, what is refused and how, what overlaps and what contradicts."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.records.edtf import LONGEST, Edtf, EdtfError, contradicts, overlaps, parse
from tui.records.edtf_words import in_short, in_words

MIN, MAX = "0001-01-01", "9999-12-31"

years = st.integers(1, 9999).map("{:04}".format) | st.integers(2010, 2020).map(str)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(str) | st.dates(date(2015, 1, 1), date(2016, 12, 31)).map(str)
unknown = st.one_of(
    st.builds("{:03}X".format, st.integers(0, 999)),
    st.builds("{:02}XX".format, st.integers(0, 99)),
    st.builds("{}-XX".format, years | months),
    st.builds("{}-XX-XX".format, years),
)
parts_of_years = st.builds("{}-{}".format, years, st.integers(21, 36))
marks = st.sampled_from(["", "?", "~", "%"])
marked = st.builds("{}{}".format, st.one_of(years, months, days, unknown, parts_of_years), marks)
moments = st.builds("{}T{:%H:%M:%S}{}".format, days, st.times(), st.sampled_from(["", "Z", "+08:00"]))


def in_order(a: str, b: str) -> tuple[str, str]:
    return (b, a) if parse(b).latest < parse(a).earliest else (a, b)


ordered = st.builds(in_order, marked, marked)
intervals = st.one_of(
    ordered.map("/".join),
    st.builds("{}/{}".format, marked, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), marked),
)
members = st.lists(marked | ordered.map("..".join), min_size=1, max_size=4)
listed = st.builds(
    lambda first, rest, last, comma: comma.join([*first, *rest, *last]),
    st.lists(marked.map("..{}".format), max_size=1),
    members,
    st.lists(marked.map("{}..".format), max_size=1),
    st.sampled_from([",", ", "]),
)
sets = listed.map("[{}]".format) | listed.map("{{{}}}".format)
texts = st.one_of(marked, moments, intervals, sets)
dates = texts.map(parse)
# Signs that dates are made of come close to dates far more often than any text does.
nearly = st.text("0123456789-/.[]{}?~%XTZY:+,_ xu²２–\n", max_size=24)

no_deadline = settings(deadline=None)


def refusal(text: str) -> str:
    with pytest.raises(EdtfError) as raised:
        parse(text)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2016", "year", "2016-01-01", "2016-12-31"),
        ("2016-06", "month", "2016-06-01", "2016-06-30"),
        ("2016-02", "month", "2016-02-01", "2016-02-29"),
        ("1900-02", "month", "1900-02-01", "1900-02-28"),
        ("2016-06-25", "day", "2016-06-25", "2016-06-25"),
        ("2016-02-29", "day", "2016-02-29", "2016-02-29"),
        ("0001-01-01", "day", MIN, MIN),
        ("9999-12-31", "day", MAX, MAX),
        ("2016-06-25T15:12:00", "day", "2016-06-25", "2016-06-25"),
        ("2016-06-25T23:59:59Z", "day", "2016-06-25", "2016-06-25"),
        ("2016-06-25T00:00:00+08:00", "day", "2016-06-25", "2016-06-25"),
        ("2016-06-25T23:12:00-11:30", "day", "2016-06-25", "2016-06-25"),
        ("2015-12?", "month", "2015-12-01", "2015-12-31"),
        ("2015-12~", "month", "2015-12-01", "2015-12-31"),
        ("2015-12%", "month", "2015-12-01", "2015-12-31"),
        ("201X", "decade", "2010-01-01", "2019-12-31"),
        ("20XX", "century", "2000-01-01", "2099-12-31"),
        ("000X", "decade", MIN, "0009-12-31"),
        ("00XX", "century", MIN, "0099-12-31"),
        ("99XX", "century", "9900-01-01", MAX),
        ("2016-XX", "year", "2016-01-01", "2016-12-31"),
        ("2016-06-XX", "month", "2016-06-01", "2016-06-30"),
        ("2016-XX-XX", "year", "2016-01-01", "2016-12-31"),
        ("2016-XX-XX?", "year", "2016-01-01", "2016-12-31"),
        ("2015-21", "season", "2015-03-01", "2015-05-31"),
        ("2015-22", "season", "2015-06-01", "2015-08-31"),
        ("2015-23", "season", "2015-09-01", "2015-11-30"),
        ("2015-24", "season", "2015-12-01", "2016-02-29"),
        ("9999-24", "season", "9999-12-01", MAX),
        ("2015-25", "season", "2015-03-01", "2015-05-31"),
        ("2015-26", "season", "2015-06-01", "2015-08-31"),
        ("2015-27", "season", "2015-09-01", "2015-11-30"),
        ("2015-28", "season", "2015-12-01", "2016-02-29"),
        ("2015-29", "season", "2015-09-01", "2015-11-30"),
        ("2015-30", "season", "2015-12-01", "2016-02-29"),
        ("2015-31", "season", "2015-03-01", "2015-05-31"),
        ("2015-32", "season", "2015-06-01", "2015-08-31"),
        ("2015-33", "quarter", "2015-01-01", "2015-03-31"),
        ("2015-34", "quarter", "2015-04-01", "2015-06-30"),
        ("2015-35", "quarter", "2015-07-01", "2015-09-30"),
        ("2015-36", "quarter", "2015-10-01", "2015-12-31"),
        ("2016-10-20/2016-10-26", "interval", "2016-10-20", "2016-10-26"),
        ("2016~/2018-06?", "interval", "2016-01-01", "2018-06-30"),
        ("2015-21/2016-XX", "interval", "2015-03-01", "2016-12-31"),
        ("2016-06/2016", "interval", "2016-06-01", "2016-12-31"),
        ("2016/2016-06", "interval", "2016-01-01", "2016-06-30"),
        ("1984/..", "interval", "1984-01-01", MAX),
        ("../2016", "interval", MIN, "2016-12-31"),
        ("1984/", "interval", "1984-01-01", MAX),
        ("/2016", "interval", MIN, "2016-12-31"),
        ("[2016..2025]", "one-of", "2016-01-01", "2025-12-31"),
        ("[2016, 2018]", "one-of", "2016-01-01", "2018-12-31"),
        ("[2018,2016]", "one-of", "2016-01-01", "2018-12-31"),
        ("[..2016-11-04]", "one-of", MIN, "2016-11-04"),
        ("[2016-03..]", "one-of", "2016-03-01", MAX),
        ("[2014, 2016..2018-06]", "one-of", "2014-01-01", "2018-06-30"),
        ("[2016]", "one-of", "2016-01-01", "2016-12-31"),
        ("{2016, 2018}", "all-of", "2016-01-01", "2018-12-31"),
        ("{..1984, 2016}", "all-of", MIN, "2016-12-31"),
    ],
)
def test_every_form_of_the_format_page_spans_its_first_to_its_last_day(
    text: str, precision: str, earliest: str, latest: str
) -> None:
    read = parse(text)
    assert (read.text, read.precision) == (text, precision)
    assert (str(read.earliest), str(read.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("2016", False, False),
        ("0001/9999", False, False),
        ("1984/..", False, True),
        ("1984/", False, True),
        ("../2016", True, False),
        ("/2016", True, False),
        ("[..2016]", True, False),
        ("[2016..]", False, True),
        ("{..2014, 2016..}", True, True),
    ],
)
def test_a_side_is_open_only_where_no_date_limits_it(text: str, open_start: bool, open_end: bool) -> None:
    assert (parse(text).open_start, parse(text).open_end) == (open_start, open_end)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2016", False, False),
        ("2016?", True, False),
        ("2016~", False, True),
        ("2016%", True, True),
        ("2016?/2018", True, False),
        ("2016/2018~", False, True),
        ("[2014?, 2016~]", True, True),
        ("../2016%", True, True),
    ],
)
def test_a_mark_on_any_part_marks_the_whole_date(text: str, uncertain: bool, approximate: bool) -> None:
    assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'a date is empty: write a year such as "2016", or leave the date out'),
        ("  ", 'a date is empty: write a year such as "2016", or leave the date out'),
        ("2016-13", '"2016-13" has no month 13: months run from 01 to 12'),
        ("2016-00", '"2016-00" has no month 00: months run from 01 to 12'),
        ("2016-20", '"2016-20" has no month 20: months run from 01 to 12'),
        ("2016-25-06", '"2016-25-06" has no month 25: months run from 01 to 12'),
        (
            "2016-37",
            '"2016-37" has no season or quarter 37: seasons run from 21 to 32, quarters from 33 to 36',
        ),
        ("2015-04-31", '"2015-04-31" has no day 31: days in April 2015 run from 01 to 30'),
        ("2015-02-29", '"2015-02-29" has no day 29: days in February 2015 run from 01 to 28'),
        ("1900-02-29", '"1900-02-29" has no day 29: days in February 1900 run from 01 to 28'),
        ("2016-06-00", '"2016-06-00" has no day 00: days in June 2016 run from 01 to 30'),
        ("0000", '"0000" has no year 0000: years run from 0001 to 9999'),
        ("0000-06", '"0000-06" has no year 0000: years run from 0001 to 9999'),
        (
            "-0044",
            '"-0044" begins with a minus sign: write a year of our era, years run from 0001 to 9999',
        ),
        ("Y17000", '"Y17000" has a year with a Y: write it with four digits, years run from 0001 to 9999'),
        (
            "12345",
            '"12345" has a year that is not four digits: write it as in "2016", years run from 0001 to 9999',
        ),
        ("2016-6", '"2016-6" needs "-" and two digits for month and day: write "2016-06"'),
        ("2016-6-5~", '"2016-6-5~" needs "-" and two digits for month and day: write "2016-06-05~"'),
        ("2016.06.25", '"2016.06.25" needs "-" and two digits for month and day: write "2016-06-25"'),
        ("2016/06/25", '"2016/06/25" has a slash, which means an interval: write "2016-06-25"'),
        ("2016/06", '"2016/06" has a slash, which means an interval: write "2016-06"'),
        ("06/2016", '"06/2016" has a slash, which means an interval: write "2016-06"'),
        ("6/25/2016", '"6/25/2016" has a slash, which means an interval: write "2016-06-25"'),
        (
            "5/6/2016",
            '"5/6/2016" has a slash, which means an interval: '
            'write a date as in "2016-06-25", an interval as in "2016/2018"',
        ),
        ("25.06.2016", '"25.06.2016" does not begin with its year: write "2016-06-25"'),
        ("5.6.2016", '"5.6.2016" does not begin with its year: write "2016-06-05"'),
        ("20160625", '"20160625" has no "-" between year, month and day: write "2016-06-25"'),
        ("201606", '"201606" has no "-" between year, month and day: write "2016-06"'),
        ("2016-06-25 15:12", 'not hours, minutes and seconds: write "2016-06-25T15:12:00"'),
        ("2016-06-25 noon", 'not hours, minutes and seconds: write it as in "2016-06-25T15:12:00"'),
        ("2016-06-25T24:00:00", '"2016-06-25T24:00:00" has no such time: hours run from 00 to 23'),
        ("2016-06-25T15:60:00", '"2016-06-25T15:60:00" has no such time: hours run from 00 to 23'),
        ("2016-06-25T15:12:60", '"2016-06-25T15:12:60" has no such time: hours run from 00 to 23'),
        ("2016-06-25T15:12:00+24:00", "has no such time: hours run from 00 to 23"),
        ("2016-06-25T15:12:00+08:60", "has no such time: hours run from 00 to 23"),
        ("2016-06-25T15:12:00?", 'has a time on a date that is not exact: write "2016-06-25?"'),
        ("2016-06-XXT15:12:00", 'has a time on a date that is not exact: write "2016-06-XX"'),
        ("2016-06-25T15:12:00/2017", 'has a time inside an interval or a set: write "2016-06-25" there'),
        ("2016-?06", 'not a single sign at the end of the date: write "2016-06?"'),
        ("2016?-06~-25", 'not a single sign at the end of the date: write "2016-06-25%"'),
        ("2016?~", 'not a single sign at the end of the date: write "2016%"'),
        ("201x", '"201x" has a small letter for an unknown digit: write "201X"'),
        ("2016-uu", '"2016-uu" has a small letter for an unknown digit: write "2016-XX"'),
        ("2016-1X", '"2016-1X" has an X where no unknown digit can stand: write it as in "20XX"'),
        ("XXXX", '"XXXX" has an X where no unknown digit can stand: write it as in "20XX"'),
        ("201X-05", '"201X-05" names a smaller unit behind an unknown one: write "201X"'),
        ("2016-XX-25?", '"2016-XX-25?" names a smaller unit behind an unknown one: write "2016-XX?"'),
        ("2016/2014", '"2016/2014" ends before it starts: write "2014" first and "2016" last'),
        (
            "2016/2017/2018",
            '"2016/2017/2018" has more than one slash: write an interval as in "2016-06/2018"',
        ),
        ("2016-13/2017", '"2016-13" has no month 13: months run from 01 to 12 (in "2016-13/2017")'),
        ("2016-06-25/26", 'has a year that is not four digits: write it as in "2016"'),
        ("../..", '"../.." names no date: leave the date out where nothing is known'),
        ("/", '"/" names no date: leave the date out where nothing is known'),
        ("..2016/2018", '"..2016/2018" has "..2016" where one date must stand: write one date there'),
        ("2016/[2018]", '"2016/[2018]" has "[2018]" where one date must stand: write one date there'),
        ("2016..2018", '"2016..2018" has ".." outside a set or an interval: write "[2016..2018]"'),
        ("[2016/2018]", '"[2016/2018]" has an interval inside a set: write "[2016..2018]"'),
        ("{2014, 2016/06}", '"{2014, 2016/06}" has an interval inside a set: write "[2016..2018]"'),
        ("[2018..2016]", '"[2018..2016]" ends before it starts: write "2016" first and "2018" last'),
        ("[2016.., 2018]", 'is open in its middle: write the date on both sides of ".." there'),
        ("[2016, ..2018]", 'is open in its middle: write the date on both sides of ".." there'),
        ("[]", '"[]" has a place without a date: write a set as in "[2016, 2018]"'),
        ("[2016, ]", '"[2016, ]" has a place without a date: write a set as in "[2016, 2018]"'),
        ("[..]", '"[..]" has a place without a date: write a set as in "[2016, 2018]"'),
        ("[2016", '"[2016" does not end with "]": write marks inside the brackets'),
        ("{2016, 2018}~", '"{2016, 2018}~" does not end with "}": write marks inside the brackets'),
        (" 2016", '" 2016" has a blank at its start or end: write it without'),
        ("2016\n", r'"2016\n" has a blank at its start or end: write it without'),
        ("2016 / 2018", '"2016 " has a blank in it: write it as in "2016", "2016-06" or "2016-06-25"'),
        ("２０１６", '"２０１６" has "２" in it: write the digits 0 to 9'),
        ("²", '"²" has "²" in it: write the digits 0 to 9'),
        ("2016–2018", '"2016–2018" has "–" in it: write the digits 0 to 9, "-" between year, month and day'),
        ("c. 2016", '"c. 2016" has a word for an approximate date: write "2016~"'),
        ("June 2016", '"June 2016" is not a date: write it as in "2016", "2016-06" or "2016-06-25"'),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, message: str) -> None:
    assert message in refusal(text)


def test_an_escape_sequence_never_reaches_the_terminal_of_whoever_reads_the_refusal() -> None:
    assert r'"2016\x1b[31m" has "\x1b" in it' in refusal("2016\x1b[31m")


def test_a_guess_that_would_be_no_date_is_not_advised() -> None:
    assert refusal("2016-6-31").endswith(': write it as in "2016", "2016-06" or "2016-06-25"')


def test_the_longest_date_is_read_and_one_more_sign_is_refused() -> None:
    longest = "[" + ",".join(["2016"] * 38) + ",2016-06?]"
    assert len(longest) == LONGEST
    assert len(parse(longest).ranges) == 39
    assert "is too long for a date: write at most 200 characters" in refusal(longest + "]")


def test_a_long_text_is_refused_without_repeating_all_of_it() -> None:
    assert len(refusal("9" * 100_000)) < 200


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2005", "2005-02-26"),
        ("2016-06-25", "2016-06-25T15:12:00Z"),
        ("2015-24", "2016-01"),
        ("201X", "2019-12-31"),
        ("1984/..", "2016"),
        ("[2016..2025]", "2025-12-31"),
        # Sets are held by their first and last day alone.
        ("[2016, 2018]", "2017"),
    ],
)
def test_dates_that_share_a_day_overlap_and_agree(a: str, b: str) -> None:
    assert overlaps(parse(a), parse(b))
    assert not contradicts(parse(a), parse(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2005", "2006-01-01"),
        ("2016-06-25", "2016-06-26"),
        ("2015-12?", "2016-01"),
        ("1984/..", "1983"),
        ("[..2016-11-04]", "2016-11-05"),
        ("2015-21", "2015-22"),
    ],
)
def test_exact_and_uncertain_dates_contradict_what_shares_no_day(a: str, b: str) -> None:
    assert not overlaps(parse(a), parse(b))
    assert contradicts(parse(a), parse(b))


@pytest.mark.parametrize(
    ("approximate", "near", "far"),
    [
        ("2016-06-25~", "2016-06-26", "2016-06-27"),
        ("2016-06-25~", "2016-06-24", "2016-06-23"),
        ("2015-12~", "2016-01-31", "2016-02-01"),
        ("2015-12%", "2015-11-01", "2015-10-31"),
        ("2016-06-XX~", "2016-07-31", "2016-08-01"),
        ("2016~", "2017-12-31", "2018-01-01"),
        ("2016-XX~", "2015-01-01", "2014-12-31"),
        ("2015-21~", "2015-08-31", "2015-09-01"),
        ("2015-33%", "2014-10-01", "2014-09-30"),
        ("2015-24~", "2015-09-01", "2015-08-31"),
        ("201X~", "2029-12-31", "2030-01-01"),
        ("20XX~", "1900-01-01", "1899-12-31"),
        ("2016-06~/2017", "2016-05-01", "2016-04-30"),
        ("2016/2017-06~", "2017-07-31", "2017-08-01"),
        ("[2014~, 2016]", "2013", "2012"),
        ("[2014, 2016~]", "2017", "2018"),
    ],
)
def test_an_approximate_date_agrees_with_the_unit_next_to_it_and_no_further(
    approximate: str, near: str, far: str
) -> None:
    assert not overlaps(parse(approximate), parse(near))
    assert not contradicts(parse(approximate), parse(near))
    assert contradicts(parse(approximate), parse(far))


def test_an_approximate_end_leaves_an_exact_start_as_it_is() -> None:
    assert contradicts(parse("2016/2017-06~"), parse("2015-12-31"))


@pytest.mark.parametrize("text", ["0001~", "9999~", "0001-01-01~", "9999-12-31~", "00XX~", "99XX~", "9999-24~"])
def test_an_approximate_date_at_the_edge_of_the_calendar_stays_inside_it(text: str) -> None:
    read = parse(text)
    assert contradicts(read, parse("5000"))
    assert not contradicts(read, read)


@no_deadline
@given(texts)
def test_every_date_keeps_its_text_and_starts_no_later_than_it_ends(text: str) -> None:
    read = parse(text)
    assert read.text == text
    assert date.min <= read.earliest <= read.latest <= date.max


@no_deadline
@given(texts)
def test_a_side_without_limit_reaches_to_the_edge_of_the_calendar(text: str) -> None:
    read = parse(text)
    assert not read.open_start or read.earliest == date.min
    assert not read.open_end or read.latest == date.max


@no_deadline
@given(dates, dates)
def test_overlap_holds_in_both_directions_and_with_itself(a: Edtf, b: Edtf) -> None:
    assert overlaps(a, b) == overlaps(b, a)
    assert overlaps(a, a)


@no_deadline
@given(dates, dates)
def test_contradiction_holds_in_both_directions_and_never_with_itself(a: Edtf, b: Edtf) -> None:
    assert contradicts(a, b) == contradicts(b, a)
    assert not contradicts(a, parse(a.text))


@no_deadline
@given(dates, dates)
def test_dates_that_contradict_never_overlap_but_for_two_closed_intervals(a: Edtf, b: Edtf) -> None:
    assert not (contradicts(a, b) and overlaps(a, b)) or (a.precision == b.precision == "interval")


@pytest.mark.parametrize(
    ("a", "b", "contradict"),
    [
        ("2016-10-20/2016-10-26", "2016-10-19/2016-10-26", True),
        ("2016-10-20/2016-10-26", "2016-10-20/2016-10-27", True),
        ("2016-10-20/2016-10-26", "2016-10/2016-10-26", False),
        ("2016-10-20/2016-10-26", "2016-10-20/..", False),
        ("2016-10-20/2016-10-26", "2016-10", False),
        ("1984/1990", "1985/1995", True),
    ],
)
def test_two_closed_intervals_contradict_when_an_end_of_theirs_does(a: str, b: str, contradict: bool) -> None:
    assert contradicts(parse(a), parse(b)) is contradict


@no_deadline
@given(dates, dates)
def test_without_approximation_dates_contradict_exactly_when_they_share_no_day(a: Edtf, b: Edtf) -> None:
    if not (a.approximate or b.approximate or a.precision == b.precision == "interval"):
        assert contradicts(a, b) == (not overlaps(a, b))


@no_deadline
@given(st.one_of(st.text(max_size=220), nearly, st.builds("{}{}{}".format, texts, nearly, texts)))
@example("\ud800")
@example("[" * 200)
@example("?" * 200)
@example("0000-00-00T00:00:00,0000")
@example("2016-?" * 33)
@example("[" + "2016..," * 28 + "]")
def test_any_text_is_a_date_or_refused_in_one_printable_line(text: str) -> None:
    try:
        said = parse(text).text
    except EdtfError as refused:
        said = str(refused)
    assert said
    assert said.isprintable()


@no_deadline
@given(texts)
def test_every_date_can_be_put_into_words_and_into_a_narrow_column(text: str) -> None:
    read = parse(text)
    assert in_words(read).isprintable()
    assert 4 <= len(in_short(read)) <= 13


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2016-06-25", "25 June 2016"),
        ("2016-06-05", "5 June 2016"),
        ("2016-06", "June 2016"),
        ("2016", "2016"),
        ("0987", "0987"),
        ("2016-06-25T15:12:00", "25 June 2016, 15:12"),
        ("2016-06-25T00:00:00Z", "25 June 2016, 00:00 UTC"),
        ("2016-06-25T15:12:30+08:00", "25 June 2016, 15:12:30 UTC+08:00"),
        ("2015-12~", "about December 2015"),
        ("2016-03?", "March 2016 (uncertain)"),
        ("2016%", "about 2016 (uncertain)"),
        ("201X", "the 2010s"),
        ("201X~", "about the 2010s"),
        ("000X", "between 0001 and 0009"),
        ("20XX", "between 2000 and 2099"),
        ("20XX%", "between about 2000 and 2099 (uncertain)"),
        ("2016-XX", "2016, month unknown"),
        ("2016-06-XX", "June 2016, day unknown"),
        ("2016-XX-XX", "2016, day unknown"),
        ("2015-21", "spring 2015"),
        ("2015-22", "summer 2015"),
        ("2015-23", "autumn 2015"),
        ("2015-24", "winter 2015–16"),
        ("1999-24", "winter 1999–00"),
        ("2015-25", "northern spring 2015"),
        ("2015-28", "northern winter 2015–16"),
        ("2015-29", "southern spring 2015"),
        ("2015-30", "southern summer 2015–16"),
        ("2015-32", "southern winter 2015"),
        ("2015-33", "first quarter of 2015"),
        ("2015-34", "second quarter of 2015"),
        ("2015-35", "third quarter of 2015"),
        ("2015-36~", "about fourth quarter of 2015"),
        ("2016-10-20/2016-10-26", "20–26 October 2016"),
        ("2016-10-28/2016-11-03", "28 October – 3 November 2016"),
        ("2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2015-10-20/2016-10-26", "20 October 2015 – 26 October 2016"),
        ("2016-10-20/2016-10-26?", "20 October 2016 – 26 October 2016 (uncertain)"),
        ("2016-10-20/2016-10", "20 October 2016 – October 2016"),
        ("2016-03/2016-05", "March – May 2016"),
        ("2016-03/2017-05", "March 2016 – May 2017"),
        ("1996/2000", "1996–2000"),
        ("1996/2016-10", "1996 – October 2016"),
        ("1996~/2000", "about 1996 – 2000"),
        ("2016-03-XX/2016-05-XX", "March 2016, day unknown – May 2016, day unknown"),
        ("2016/2016", "2016"),
        ("1984/..", "from 1984"),
        ("1984~/..", "from about 1984"),
        ("../2016", "until 2016"),
        ("1984/", "from 1984, end unknown"),
        ("/2016", "until 2016, start unknown"),
        ("[2016..2025]", "by 2025 (2016 at the earliest)"),
        ("[..2016-11-04]", "by 4 November 2016"),
        ("[2016..]", "2016 or later"),
        ("[2016]", "2016"),
        ("[2016, 2018]", "2016 or 2018"),
        ("[2016,2017-03,2018]", "2016, March 2017 or 2018"),
        ("[2016, 2018..2020]", "2016, or between 2018 and 2020"),
        ("[..2014, 2016, 2018..]", "2014 or earlier, 2016, or 2018 or later"),
        ("{2016, 2018}", "2016 and 2018"),
        ("{2016, 2017, 2018?}", "2016, 2017 and 2018 (uncertain)"),
        ("{2016..2018}", "2016 to 2018"),
        ("{..1984}", "until 1984"),
        ("{1984..}", "from 1984"),
        ("{2014, 2016..2018}", "2014, and 2016 to 2018"),
    ],
)
def test_a_date_in_words_reads_as_english(text: str, words: str) -> None:
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("2016-03?", "2016-03?"),
        ("2000", "2000"),
        ("2015-12~", "2015-12~"),
        ("2016-10-20%", "2016-10-20%"),
        ("2015-21", "2015-21"),
        ("2016-06-25T15:12:00", "2016-06-25…"),
        ("2016-10-20/2016-10-26", "2016-10-20…"),
        ("1996/2000", "1996/2000"),
        ("1996/2016-10", "1996…"),
        ("1984/..", "≥1984"),
        ("1984/", "≥1984"),
        ("../2016", "≤2016"),
        ("/2016", "≤2016"),
        ("[2016..2025]", "≤2025"),
        ("[..2016-11-04]", "≤2016-11-04"),
        ("[2016..]", "≥2016"),
        ("[2016]", "2016"),
        ("[2016, 2018]", "2016…"),
        ("[2016..2018, 2020]", "2016…"),
        ("[..2016, 2018]", "≤2016…"),
        ("{2016..2018}", "2016…"),
        ("{2016, 2018}", "2016…"),
        ("{1984..}", "≥1984"),
        ("{..1984}", "≤1984"),
    ],
)
def test_a_narrow_column_shows_the_date_as_written_or_its_limit(text: str, short: str) -> None:
    assert in_short(parse(text)) == short


def test_dates_are_equal_by_their_text_and_serve_as_keys() -> None:
    read = parse("2016")
    parse.cache_clear()
    again = parse("2016")
    assert read is not again
    assert read == again
    assert len({read, again, parse("2017")}) == 2
    assert read != parse("2016-XX")
    assert read != "2016"


def test_a_date_cannot_be_changed() -> None:
    read = parse("2016")
    with pytest.raises(AttributeError, match="cannot be changed: text"):
        read.text = "2017"
    with pytest.raises(AttributeError, match="cannot be changed: latest"):
        del read.latest
    with pytest.raises(AttributeError):
        read.note = "new"
    assert read.text == "2016"


def test_copies_and_pickles_are_the_same_date() -> None:
    read = parse("2016~/2018")
    assert copy.deepcopy(read) == read
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301
    assert repr(read) == "Edtf('2016~/2018')"
