"""Text without what no reader sees: invisible, control and direction signs, doubled blanks, split accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from visitplanner.domain.core.signs import FOUND_AS

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Left out without a word: they change neither sight nor meaning."""
BLANK_SIGNS = frozenset("\t\n\v\f\r")
CONTROLS = (
    frozenset(
        chr(code)
        for code in (*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    )
    - BLANK_SIGNS
)
"""Control and direction signs; they are left out, and the reader of a list says so."""
SURROGATES = range(0xD800, 0xE000)
CONTROLS_OUT = dict.fromkeys(map(ord, CONTROLS))
SHOWN = {code: f"\\u{code:04x}" for code in (*map(ord, CONTROLS), *b"\v\f\r", *SURROGATES)}
LONGEST_LINE, LONGEST_TEXT = 200, 20_000
"""Signs of a name, number or address, and of sentences; the longest that anybody wrote have a tenth of it."""
SIGNS_OUT = dict.fromkeys([*map(ord, INVISIBLE | CONTROLS), *SURROGATES])


def tidy(text: str) -> str:
    """Composed (Unicode NFC), without invisible, control and direction signs, with single blanks between words."""
    printable = text.isprintable()
    if not printable:
        text = text.translate(SIGNS_OUT)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text if printable and " " not in text else " ".join(text.split())


def plain(text: str) -> str:
    """Tidy and in half-width signs (Unicode NFKC): `１，２５０　瓩` becomes `1,250 瓩`."""
    return tidy(text if text.isascii() else unicodedata.normalize("NFKC", text))


def has_control_signs(text: str) -> bool:
    """Whether `tidy` leaves out something that could mislead: control and direction signs, halves of a sign."""
    return not text.isprintable() and any(sign in CONTROLS or ord(sign) in SURROGATES for sign in text)


def without_controls(text: str) -> str:
    """The text as it is kept: control and direction signs are left out, line ends and blanks stay."""
    return text if text.isprintable() or not CONTROLS & set(text) else text.translate(CONTROLS_OUT)


def visible(text: str) -> str:
    """The text as a terminal may show it: control and direction signs as `\\u001b`, in a JSON document too."""
    return text if text.isprintable() else text.translate(SHOWN)


VARIANTS = (
    "臺台 峯峰 羣群 啓啟 裏裡 綫線 衆眾 麪麵 塲場 鷄雞 爲為 僞偽 説說 脱脫 鋭銳 税稅 悦悅 閲閱 産產 緑綠 録錄 靑青 "
    "淸清 値值 敎教 旣既 吴吳 黄黃 温溫 眞真 鎭鎮 塡填 愼慎 顚顛 强強 凉涼 凈淨 决決 况況 减減 厰廠 厨廚 兎兔 册冊 "
    "却卻 坂阪 墻牆 嫺嫻 寳寶 崐崑 巖岩 菴庵 厦廈 絃弦 彜彝 恒恆 耻恥 戸戶 户戶 擡抬 攜携 効效 敍敘 叙敘 晒曬 朶朵 "
    "盃杯 内內 吕呂 奥奧 宫宮 换換 晩晚 曽曾 歩步 毎每 硏研 笋筍 舘館 虚虛 衞衛 豊豐 艶豔 艷豔 讃讚 鄕鄉 郞郎 静靜 "
    "顔顏 飮飲 餠餅 髙高 欝鬱 黒黑 竈灶 盌碗 甎磚 粮糧 窰窯 秘祕 隷隸 鋪舖 滙匯 鉤鈎 冲沖 冨富 咏詠 葱蔥 栢柏 邨村 "
    "汚污 溼濕 "
)
"""Signs that are one to a reader, each before the one it is read as. Not here: signs that tell people or places apart as often
as not (傑 and 杰, 莊 and 庄), for which a near name is warned of instead (`near_names`)."""
REMEMBERED = 4096
"""Keys of names kept at hand: the names of one row are asked for several times, its places and blanks by every row."""
FOLDS = {ord(pair[0]): pair[1] for pair in VARIANTS.split()}


@lru_cache(REMEMBERED)
def name_key(name: str) -> str:
    """What two spellings of one name have in common: no blanks, half-width, small letters, one sign for its variants."""
    shown = plain(name).replace(" ", "").casefold()
    return shown if shown.isascii() else shown.translate(FOLDS)


def search_key(text: str) -> str:
    """What is looked for and looked through: as `name_key`, and simplified and Japanese signs as the traditional ones.

    For looking and warning alone: whether two names are one, `name_key` says.
    """
    key = name_key(text)
    return key if key.isascii() else key.translate(FOUND_AS)


COMPANY_WORDS = ("股份有限公司", "有限公司", "關係企業", "控股公司", "企業集團", "集團", "企業", "控股", "公司", "group")
LEAST_FOR_ONE_SIGN = 3
"""So many signs a name must have beside its usual words before one sign apart is called near."""


NUMERALS = {sign: str(number) for number, sign in enumerate("一二三四五六七八九", 1)}
NUMBER_IN_NAME = re.compile("[0-9]+|[一二三四五六七八九十]+")


def _numbers_in(name: str) -> list[str]:
    """The numbers of a name in figures, whichever way they are written: 十二廠 and 12廠 have 12."""
    return [_in_figures(found) for found in NUMBER_IN_NAME.findall(name)]


def _in_figures(number: str) -> str:
    tens = re.fullmatch("([一二三四五六七八九]?)十([一二三四五六七八九]?)", number)
    if tens:
        return NUMERALS.get(tens[1], "1") + NUMERALS.get(tens[2], "0")
    return "".join(NUMERALS.get(sign, sign) for sign in number).lstrip("0")


def _in_a_row(one: str, two: str) -> bool | None:
    """Whether two keys differ in their numbers alone (第1集團, 第2集團); None when in more."""
    if NUMBER_IN_NAME.sub("#", one) != NUMBER_IN_NAME.sub("#", two):
        return None
    return _numbers_in(one) != _numbers_in(two)


def core_of(name: str) -> str:
    """A company's or group's name without the words that every such name may bear: 沐里關係企業 is 沐里."""
    core = search_key(name)
    for word in COMPANY_WORDS:
        core = core.replace(word, "") or core
    return core


def company_key(name: str) -> str:
    """A company's name with its form written out: 丙三(股)公司 and 丙三股份公司 are 丙三股份有限公司."""
    return re.sub(r"(?:\(股\)|股份)(?:有限)?公司|\(股\)$", "股份有限公司", name_key(name))


def near_names(name: str, other: str) -> bool:
    """Whether two names that are not one may be meant as one: the same but for 集團 or 關係企業, for simplified or Japanese
    signs, or one sign apart.

    Names that differ in a number alone are not: they are two of a row.
    """
    if name_key(name) == name_key(other):
        return False
    if search_key(name) == search_key(other):
        return True
    one, two = sorted((core_of(name), core_of(other)), key=len)
    in_a_row = _in_a_row(one, two)
    if in_a_row is not None:
        return not in_a_row
    if len(one) < LEAST_FOR_ONE_SIGN or len(two) - len(one) > 1 or one.isdecimal():
        return False
    begin = next((place for place, sign in enumerate(one) if sign != two[place]), len(one))
    return one[begin + (len(one) == len(two)) :] == two[begin + 1 :]


def digits_of(text: str) -> str:
    """The digits of a telephone number or 電號, without hyphens, blanks and brackets; empty for any other text."""
    shown = plain(text)
    digits = "".join(sign for sign in shown if sign.isdecimal())
    return digits if all(sign.isdecimal() or sign in "-–()+#., *" or sign in "轉分機" for sign in shown) else ""


def sought_in(*texts: str) -> str:
    """What a search looks through, a line a text, spelled so that blanks, width, case and ways of writing do not matter.

    The store keeps it beside a record: a change here needs a step there.
    """
    return "\n".join(search_key(text) for text in texts)
