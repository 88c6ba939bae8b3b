"""Widths that are computed without a browser, held against what a browser draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from blueprint.layout.text import Font, measure, wrap

pytestmark = pytest.mark.browser

STACK = 'Arial, Helvetica, Arimo, "Liberation Sans", "Noto Sans CJK SC", "Noto Color Emoji", sans-serif'
FONTS = (Font(13), Font(11), Font(14, bold=True), Font(20, bold=True))
SLACK = 1.08

CORPUS = {
    "English": [
        "Check in at the front desk", "Browse the menu", "Wait for a table", "AVAILABLE? Try Today, To Go", "Pay by card",
        "Tyre & Vehicle Workshop", "Take the order, cook, serve", "Driver hands over the parcel", "WAITING TIME", "Yes / No",
    ],
    "German": ["Bestellung bestätigen", "Größe prüfen & Übergabe", "Fußgängerübergang", "Kundenzufriedenheitsbefragung", "Vorgang abschließen"],
    "French": ["Réception du colis", "L’accueil vérifie l’identité", "Prêt à payer\u202f?", "Où êtes-vous\u00a0?", "À l’œuvre"],
    "Polish": ["Zamówienie potwierdzone", "Płatność kartą", "Żółć i gęślą jaźń"],
    "Vietnamese": ["Xác nhận đơn hàng", "Thanh toán bằng thẻ", "Đặt chỗ trước"],
    "Russian": ["Подтвердить заказ", "Ожидание в очереди", "Служба поддержки", "ГДЕ ТАКСИ?"],
    "Ukrainian": ["Підтвердження замовлення", "Їжа та ґанок"],
    "Kazakh": ["Тапсырысты растау", "Қызмет көрсету әдісі"],
    "Greek": ["Επιβεβαίωση παραγγελίας", "Τάυρος ΑΥΛΗ", "Εξυπηρέτηση πελατών"],
    "Chinese": ["办理入住手续", "顾客等待上菜，服务员送餐。", "「您好」——请稍候", "訂單確認與付款"],
    "Japanese": ["サービスの予約を確認する", "お客様を席へご案内", "ﾒﾆｭｰを見る", "注文（テイクアウト）"],
    "Korean": ["주문 확인", "고객이 대기합니다", "결제 완료"],
    "emoji": ["😀", "👩‍👩‍👧", "🇩🇪🇫🇷", "1️⃣ 2️⃣", "👍🏽👋", "☎️ ✈️ ❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⏰⌛✅", "⚠ ✔ ✉ ⚙"],
    "Arabic": ["التحقق من الطلب", "خدمة العملاء", "الانتظار في الصف"],
    "Hebrew": ["בדיקת הזמנה ואישור תשלום", "שירות לקוחות"],
    "Thai": ["ตรวจสอบคำสั่งซื้อ", "บริการลูกค้า"],
    "Hindi": ["ऑर्डर की जाँच करें", "ग्राहक सेवा"],
    "Georgian": ["შეკვეთის შემოწმება"],
    "Armenian": ["Ստուգել պատվերը"],
    "mixed": ["Pay 支付 now 💳", "予約 OK → Check-in", "№ 5: Привет, мир!", "Tel. 0800–123 456 ☎", "Größe: 日本語"],
    "punctuation": ["“Quoted” – and ‘single’…", "a; b: c! (d) [e] {f} <g> & @#%", "→ ← ↑ ↓ ↔ • · † ‡ § ¶", "≤ ≥ ≠ ≈ ± × ÷ √ ∞", "€ £ ¥ ₽ ₹ ₺ ₴"],
    "symbols": ["✓ ✗ ★ ☆ ⇒ ⇔ ∀", "① ② Ⅳ ½ ⅓", "H₂O m² 10⁻³"],
    "digits": ["0123456789", "11:11 17.11.2026", "1,000,000.50 %", "24/7"],
}  # fmt: skip

DRAW = """
([lines, size, weight, stack]) => {
  const canvas = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  document.body.append(canvas);
  const widths = lines.map((line) => {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    Object.assign(text.style, {fontFamily: stack, fontSize: `${size}px`, fontWeight: weight, whiteSpace: "pre"});
    text.textContent = line;
    canvas.append(text);
    return text.getComputedTextLength();
  });
  canvas.remove();
  return widths;
}
"""


class Ruler:
    """Draws lines of text and tells how wide they are."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def widths(self, lines: Sequence[str], font: Font) -> list[float]:
        """Return the widths of lines [px]."""
        return self._page.evaluate(DRAW, [list(lines), font.size, "700" if font.bold else "400", STACK])


@pytest.fixture(scope="module")
def ruler(browser: Any) -> Iterator[Ruler]:
    page = browser.new_page()
    yield Ruler(page)
    page.close()


@pytest.mark.parametrize("font", FONTS, ids=str)
@pytest.mark.parametrize("script", CORPUS)
def test_no_line_is_drawn_wider_than_measured_with_slack(ruler: Ruler, script: str, font: Font) -> None:
    lines = CORPUS[script]
    drawn = ruler.widths(lines, font)
    too_wide = [line for line, width in zip(lines, drawn, strict=True) if width > measure(line, font) * SLACK + 0.5]
    assert too_wide == []


@pytest.mark.parametrize("font", FONTS, ids=str)
def test_latin_greek_and_cyrillic_lines_are_measured_to_one_percent(ruler: Ruler, font: Font) -> None:
    lines = [
        line for script in ("English", "German", "Polish", "Russian", "Greek", "digits") for line in CORPUS[script]
    ]
    drawn = ruler.widths(lines, font)
    assert drawn == pytest.approx([measure(line, font) for line in lines], rel=0.01, abs=0.1)


@pytest.mark.parametrize("room", [60, 84, 144])
def test_wrapped_lines_stay_inside_their_room(ruler: Ruler, room: float) -> None:
    font = Font(13)
    lines = [line for script in CORPUS.values() for text in script for line in wrap(text, font, room).lines]
    drawn = ruler.widths(lines, font)
    assert [line for line, width in zip(lines, drawn, strict=True) if width > room] == []
