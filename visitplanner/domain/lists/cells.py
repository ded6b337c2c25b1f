"""What the text of one cell means. Every function gives a value or raises `Refused` with the one sentence that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.customers.contract_units import KW, unit_in
from visitplanner.domain.customers.customers import DIVISIONS

NOTHING = frozenset(
    {"", "-", "--", "—", "–", "/", "無", "未有", "n/a", "na", "none", "null", "x", "從未", "未洽訪", "尚未", "尚無"}
)
CJK_BLANK = re.compile(r"(?<![!-~]) | (?![!-~])")
"""A blank that does not stand between two Latin letters or figures."""
BEFORE_TEXT = "'`’‘＇"
"""Signs by which people make a spreadsheet keep a number as text."""
REMEMBERED = 4096
"""Distinct texts of a column of which the meaning is remembered while a list is read."""
PERIOD_WORDS = (
    ("saturday_kw", "週六半尖峰|周六半尖峰|週六|周六"),
    ("half_peak_kw", "半尖峰|非夏月"),
    ("off_peak_kw", "離峰"),
    ("regular_kw", "經常|尖峰"),
)
PERIOD_PART = re.compile(
    "(?P<period>"
    + "|".join(words for _, words in PERIOD_WORDS)
    + r")(?:契約)?(?:容量)?[:=]?(?P<kw>\d{1,3}(?:,\d{3})+|\d+)(?:瓩|kw|千瓦|仟瓦)?[/、,;+]*",
    re.IGNORECASE,
)
HYPHENS = re.compile(r"[\s\-‐‑‒–—−﹣_.]")
SCIENTIFIC = re.compile(r"^\d(\.\d+)?e\+?\d+$", re.IGNORECASE)
THOUSANDS = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")
BLANK_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))(?=\d{3}(?:\s\d{3})*(?:\.\d+)?$)")
"""Blanks between groups of three figures: `1 250`."""
TOWNSHIP = re.compile(r"^\d{0,6}\s*(?:\S{2}[縣市])?(\S{1,3}?[區鄉鎮市])")
UNIT_BEHIND = re.compile(r"([-+]?[\d.,]+)\s*([a-z十拾百佰千仟萬万瓩瓦馬力安培]+)$")
"""A figure and the unit behind it."""
MOST_KW = 9_999_999
"""More contracted power than the whole island has; anything above is a slip of the keyboard."""
HV_KV = (Decimal("3.3"), Decimal("22.8"))
"""High voltage, from and to (電價表 ch. 5 art. 2)."""
EHV_FROM_KV = Decimal(69)
CLASS_WORDS = (
    ("特高壓", Voltage.EXTRA_HIGH),
    ("extra-highvoltage", Voltage.EXTRA_HIGH),
    ("extrahighvoltage", Voltage.EXTRA_HIGH),
    ("ehv", Voltage.EXTRA_HIGH),
    ("高壓", Voltage.HIGH),
    ("highvoltage", Voltage.HIGH),
    ("hv", Voltage.HIGH),
)
OPTION_WORDS = (
    (TariffOption.EV, ("電動車", "充換電", "electricvehicle", "chargingstation")),
    (TariffOption.BATCH, ("批次", "batch")),
    (TariffOption.TWO_STAGE, ("二段", "兩段", "2段", "two-stage", "twostage", "2-stage")),
)
THREE_STAGE_WORDS = ("三段", "3段", "three-stage", "threestage", "3-stage")
TAX_ID_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value, what was mended to get it, and what stays doubtful about it."""

    value: str
    repaired: Message | None = None
    doubt: Message | None = None


def is_nothing(text: str) -> bool:
    """Empty, a dash, 無 and the like."""
    return not text or plain(text).casefold() in NOTHING


def words(text: str) -> str:
    """Free text, tidy; empty for a dash or 無. Text that looks like a formula stays text."""
    return "" if not text or is_nothing(text) else tidy(text)


def group_name(text: str) -> str:
    """A name in which blanks mean nothing but between Latin words: `元昇 集團` is `元昇集團`, `ASE Group` stays."""
    return CJK_BLANK.sub("", words(text))


def account_no(text: str) -> Cleaned:
    """The eleven digits of a 電號; ten digits have lost their leading zero to a spreadsheet and get it back."""
    shown = plain(text).lstrip(BEFORE_TEXT).strip()
    if not shown:
        raise Refused(said("The account number is missing."))
    if SCIENTIFIC.match(shown):
        raise Refused(said("The spreadsheet rounded this account number; format the column as text and type it again."))
    digits = HYPHENS.sub("", shown)
    if not (digits.isascii() and digits.isdecimal()):
        raise Refused(said("An account number is made of digits and hyphens only."))
    if len(digits) == 10:
        return Cleaned("0" + digits, said("Ten digits: the lost leading zero was put back, {account}.", account="0" + digits))
    if len(digits) != 11:
        raise Refused(said("An account number has 11 digits; this one has {count}.", count=len(digits)))
    return Cleaned(digits)


def tax_id_holds(tax_id: str) -> bool:
    """The check digit of a 統一編號 (財政部財政資訊中心 營利事業統一編號檢查碼邏輯, 112年4月: the sum divides by 5)."""
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(tax_id, TAX_ID_WEIGHTS, strict=True))
    return total % 5 == 0 or (tax_id[6] == "7" and (total + 1) % 5 == 0)


def tax_no(text: str) -> Cleaned:
    """A 統一編號, or empty. Fewer than eight digits have lost zeros if the check digit then fits, else they stay with a doubt."""
    digits = "" if is_nothing(text) else HYPHENS.sub("", plain(text))
    if not digits:
        return Cleaned("")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 8:
        raise Refused(said("A uniform number (統一編號) has eight digits."))
    whole = digits.zfill(8)
    if not tax_id_holds(whole):
        return Cleaned(
            digits, doubt=said("The check digit of the uniform number (統一編號) {number} does not fit.", number=digits)
        )
    if whole == digits:
        return Cleaned(whole)
    return Cleaned(
        whole, said("{count} digits: the lost leading zeros were put back, {number}.", count=len(digits), number=whole)
    )


@lru_cache(REMEMBERED)
def capacity_kw(text: str, *, required: bool = False, unit: Decimal = KW) -> int:
    """Contracted power in whole kW: `1,250瓩`, `１０００`, `12.5 MW`; nothing is 0 unless it is required.

    unit: kW in one of the unit that holds where the cell names none.
    """
    shown = plain(text).casefold()
    written = UNIT_BEHIND.match(shown)
    behind = unit_in(written[2]) if written else None
    if written and behind is not None:
        shown, unit = written[1].strip(), behind
    if shown in NOTHING:
        if required:
            raise Refused(said("The contracted capacity is missing."))
        return 0
    shown = BLANK_THOUSANDS.sub("", shown)
    if not THOUSANDS.match(shown):
        raise Refused(said("A contracted capacity is a number of kW, such as 1,250."))
    number = Decimal(shown.replace(",", "")) * unit
    if number < 0:
        raise Refused(said("A contracted capacity cannot be negative."))
    if number != number.to_integral_value():
        raise Refused(said("A contracted capacity is a whole number of kW."))
    if number > MOST_KW:
        raise Refused(said("No customer has more than {most:,} kW.", most=MOST_KW))
    if required and number == 0:
        raise Refused(said("The regular contracted capacity cannot be 0."))
    return int(number)


def contracts_in(text: str) -> dict[str, int] | None:
    """The contracts of several periods written into one cell (`經常1500/離峰300`), by field key; None when it is no such text.

    Raises `Refused` when a period stands twice.
    """
    shown = re.sub(r"\s+", "", plain(text))
    if not PERIOD_PART.match(shown) or PERIOD_PART.sub("", shown):
        return None
    found: dict[str, int] = {}
    for part in PERIOD_PART.finditer(shown):
        key = next(key for key, names in PERIOD_WORDS if re.fullmatch(names, part["period"]))
        if key in found:
            raise Refused(said("One period stands twice in this cell."))
        found[key] = capacity_kw(part["kw"])
    return found


@lru_cache(REMEMBERED)
def supply(text: str) -> tuple[Voltage, str]:
    """Class and kilovolts of supply (`高壓 22.8kV`, `69kV`, `161`, `特高壓`); the kilovolts are empty where the text has none."""
    shown = plain(text).casefold().replace(" ", "").replace("仟伏", "kv").replace("千伏", "kv")
    if shown in NOTHING:
        raise Refused(said("The supply voltage is missing."))
    if "低壓" in shown:
        raise Refused(said("Low-voltage customers are not kept here."))
    word, named = next(((word, level) for word, level in CLASS_WORDS if word in shown), ("", None))
    rest = re.sub(r"用戶|供電|[()（）:,]", "", shown.replace(word, "", 1))
    if not rest and named:
        return named, ""
    measured, kv = _kilovolts(rest)
    if named and named is not measured:
        raise Refused(said("{kv} kV is not the voltage class that stands beside it.", kv=kv))
    return measured, kv


def _kilovolts(text: str) -> tuple[Voltage, str]:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(kv|v)?", text)
    if match is None:
        raise Refused(said("A supply voltage is 高壓, 特高壓 or a number of kV such as 22.8."))
    number = Decimal(match[1])
    if match[2] == "v" or number >= 1000:
        number /= 1000
    kv = f"{number.normalize():f}"
    if HV_KV[0] <= number <= HV_KV[1]:
        return Voltage.HIGH, kv
    if number >= EHV_FROM_KV:
        return Voltage.EXTRA_HIGH, kv
    raise Refused(said("{kv} kV is neither high voltage (3.3 to 22.8 kV) nor extra-high voltage (69 kV and above).", kv=kv))


@lru_cache(REMEMBERED)
def option(text: str) -> TariffOption:
    """How the customer is billed, by the words of the tariff or by this program's own codes."""
    shown = plain(text).casefold().replace(" ", "")
    if shown in NOTHING:
        raise Refused(said("The billing option is missing."))
    if shown in {member.value for member in TariffOption}:
        return TariffOption(shown)
    for found, fitting in OPTION_WORDS:
        if any(word in shown for word in fitting):
            return found
    if any(word in shown for word in THREE_STAGE_WORDS):
        if "可變" in shown or "變動" in shown or "variable" in shown:
            return TariffOption.THREE_STAGE_VARIABLE
        if "固定" in shown or "fixed" in shown:
            return TariffOption.THREE_STAGE_FIXED
        raise Refused(said("Three-stage billing is either with fixed or with variable peak hours; say which."))
    raise Refused(
        said("This is no billing option: two-stage, three-stage fixed or variable, batch production or charging station.")
    )


@lru_cache(REMEMBERED)
def sector_code(text: str) -> Cleaned:
    """The three digits of the 行業代碼 (`112 織布業`, `112`), or empty. One outside the classification is kept with a doubt."""
    shown = plain(text)
    if is_nothing(text):
        return Cleaned("")
    match = re.match(r"\d+", shown)
    if match is None:
        return Cleaned("", doubt=said("No sector code of three digits stands here; the sector stays empty."))
    code = match[0][:3]
    if len(match[0]) == 2 and shown == match[0]:
        code = "0" + code
        if code[:2] in DIVISIONS:
            return Cleaned(code, said("Two digits: the lost leading zero was put back, {code}.", code=code))
    if len(code) != 3 or code[:2] not in DIVISIONS:
        return Cleaned(
            code, doubt=said("The sector code {code} is not in the industry classification; no coefficient is known.", code=code)
        )
    return Cleaned(code)


@lru_cache(REMEMBERED)
def _township_named(given: str) -> str:
    return words(given).replace(" ", "")


def township_of(text: str, address: str) -> str:
    """The township's own column, or the one that stands in the address."""
    given = _township_named(text)
    if given:
        return given
    match = TOWNSHIP.match(plain(address).replace(" ", ""))
    return match[1] if match else ""


def whole_number(text: str) -> int:
    """A whole number such as visits a day; raises `Refused`."""
    try:
        number = Decimal(plain(text))
    except InvalidOperation:
        raise Refused(said("This is not a number.")) from None
    if not number.is_finite() or number != number.to_integral_value():
        raise Refused(said("This is not a whole number."))
    return int(number)
