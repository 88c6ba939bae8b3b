"""Words of plots in the languages of the drawings, and how numbers are written there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from blueprint.layout.wording import Wording, wording_for, write_duration
from blueprint.rendering.plots.data import Measure

_NAMES = (
    "plot", "queue", "customers_waiting", "waits", "wait", "customers", "no_wait", "standard", "kept", "promised",
    "utilization", "busy", "on_duty", "unknown", "overload", "interval", "whisker", "frontier", "cost", "chosen",
    "keeps", "misses", "profit_title", "profit", "working_time", "break_even", "acceptable", "planned", "loss",
    "nothing", "median", "most", "at", "points",
)  # fmt: skip
_TEXTS = {
    "en": "Plot|Customers waiting over the day|Customers waiting|How long customers wait|Wait|Customers|no wait|"
    "Standard|within {}|promised|How busy everybody is|Busy|On duty|unknown|more than can be done|"
    "Line: mean; band: {} interval|Dot: mean; stroke: {} interval|What shorter waits cost|Cost|proposed|"
    "keeps the standards|misses a standard|Profit and working time|Profit|Working time|Break-even|Acceptable|"
    "As planned|Loss|Nothing to show yet|median|at most|at|points",
    "zh-Hans": "图表|一天中的等待顾客|等待的顾客|顾客等待多久|等待|顾客|无需等待|标准|{}以内|承诺|各资源的忙碌程度|"
    "忙碌|在岗|未知|超出能力|线：均值；带：{}区间|点：均值；竖线：{}区间|缩短等待的成本|成本|建议|达到标准|未达标准|"
    "利润与工作时间|利润|工作时间|盈亏平衡|可接受|计划|亏损|尚无数据|中位数|最多|于|个百分点",
    "zh-Hant": "圖表|一天中的等待顧客|等待的顧客|顧客等待多久|等待|顧客|無需等待|標準|{}以內|承諾|各資源的忙碌程度|"
    "忙碌|在崗|未知|超出能力|線：平均；帶：{}區間|點：平均；直線：{}區間|縮短等待的成本|成本|建議|達到標準|未達標準|"
    "利潤與工作時間|利潤|工作時間|損益兩平|可接受|計畫|虧損|尚無資料|中位數|最多|於|個百分點",
    "de": "Diagramm|Wartende Kunden über den Tag|Wartende Kunden|Wie lange Kunden warten|Wartezeit|Kunden|"
    "ohne Warten|Standard|innerhalb {}|versprochen|Wie ausgelastet alle sind|Beschäftigt|Im Dienst|unbekannt|"
    "mehr als zu schaffen ist|Linie: Mittel; Band: {}-Intervall|Punkt: Mittel; Strich: {}-Intervall|"
    "Was kürzeres Warten kostet|Kosten|Vorschlag|hält die Standards|verfehlt einen Standard|Gewinn und Arbeitszeit|"
    "Gewinn|Arbeitszeit|Gewinnschwelle|Akzeptabel|Geplant|Verlust|Noch nichts zu zeigen|Median|höchstens|um|Punkte",
    "fr": "Graphique|Clients en attente au fil de la journée|Clients en attente|"
    "Combien de temps les clients attendent|Attente|Clients|sans attente|Standard|en moins de {}|promis|"
    "Qui est occupé, et combien|Occupé|En service|inconnu|plus que possible|"
    "Ligne : moyenne ; bande : intervalle à {}|Point : moyenne ; trait : intervalle à {}|"
    "Ce que coûte une attente plus courte|Coût|proposé|tient les standards|manque un standard|"
    "Profit et temps de travail|Profit|Temps de travail|Seuil de rentabilité|Acceptable|Prévu|Perte|"
    "Rien à montrer encore|médiane|au plus|à|points",
    "es": "Gráfico|Clientes en espera durante el día|Clientes en espera|Cuánto esperan los clientes|Espera|Clientes|"
    "sin espera|Estándar|en menos de {}|prometido|Cuán ocupados están todos|Ocupado|De turno|desconocido|"
    "más de lo posible|Línea: media; banda: intervalo del {}|Punto: media; trazo: intervalo del {}|"
    "Lo que cuesta esperar menos|Coste|propuesto|cumple los estándares|incumple un estándar|"
    "Beneficio y tiempo de trabajo|Beneficio|Tiempo de trabajo|Punto de equilibrio|Aceptable|Previsto|Pérdida|"
    "Nada que mostrar todavía|mediana|como máximo|a las|puntos",
    "ja": "グラフ|一日の待ち人数|待っている顧客|顧客の待ち時間|待ち時間|顧客|待ちなし|基準|{}以内|約束|稼働率|稼働|"
    "勤務中|不明|能力を超過|線：平均、帯：{}区間|点：平均、縦線：{}区間|待ち時間短縮の費用|費用|提案|基準達成|"
    "基準未達|利益と作業時間|利益|作業時間|損益分岐点|許容|計画|損失|表示するデータがありません|中央値|最大|時刻|ポイント",
    "pt": "Gráfico|Clientes à espera ao longo do dia|Clientes à espera|Quanto tempo os clientes esperam|Espera|"
    "Clientes|sem espera|Padrão|em até {}|prometido|Quão ocupados estão todos|Ocupado|De serviço|desconhecido|"
    "mais do que é possível|Linha: média; faixa: intervalo de {}|Ponto: média; traço: intervalo de {}|"
    "Quanto custa esperar menos|Custo|proposto|cumpre os padrões|falha um padrão|Lucro e tempo de trabalho|Lucro|"
    "Tempo de trabalho|Ponto de equilíbrio|Aceitável|Previsto|Prejuízo|Nada para mostrar ainda|mediana|no máximo|às|"
    "pontos",
}
_COMMA = ("de", "fr", "es", "pt")
_LARGEST_PLAIN = 1e15
_SMALLEST = 1e-6  # half of an interval that is told


@dataclass(frozen=True, slots=True)
class Words:
    """The words of plots in one language.

    Parameters
    ----------
    wording : Wording
        The words of drawings.
    texts : mapping
        Words by name.
    """

    wording: Wording
    texts: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def number(self, value: float, digits: int = 0, *, fixed: bool = False) -> str:
        r"""Return a number with so many decimals, or at most so many, as people of this language write it.

        Examples
        --------
        >>> [words_for("en").number(value, 1) for value in (0, 3.25, 12345.6, -2, 2.5e15)]
        ['0', '3.2', '12,345.6', '−2', '2.5e+15']
        >>> words_for("de").number(12345.6, 1)
        '12\xa0345,6'
        """
        if abs(value) >= _LARGEST_PLAIN:
            return f"{value:.3g}".replace("-", "−", 1) if value < 0 else f"{value:.3g}"
        text = f"{abs(value):,.{digits}f}"
        if "." in text and not fixed:
            text = text.rstrip("0").rstrip(".")
        if self.wording.language in _COMMA:
            text = text.replace(",", "\xa0").replace(".", ",")
        return f"−{text}" if value < 0 and text.strip("0,.") else text

    def share(self, value: float, digits: int = 0) -> str:
        r"""Return a share in percent.

        Examples
        --------
        >>> words_for("en").share(0.9256), words_for("fr").share(0.9256, 1), words_for("en").share(2e9)
        ('93%', '92,6\xa0%', '200,000,000,000%')
        """
        joint = "\xa0" if self.wording.language in _COMMA else ""
        return f"{self.number(100 * value, digits)}{joint}%"

    def money(self, value: float, currency: str, digits: int = 2) -> str:
        """Return an amount of money; whole ones without decimals.

        Examples
        --------
        >>> words_for("en").money(20, "EUR"), words_for("en").money(0.5, ""), words_for("de").money(-1.5, "EUR")
        ('20 EUR', '0.50', '−1,50 EUR')
        """
        whole = value == round(value) or abs(value) >= 1000
        text = self.number(value) if whole else self.number(value, digits, fixed=digits == 2)
        return f"{text} {currency}".strip()

    def value(self, measure: Measure, value: float | None) -> str:
        """Return a value of a measure as people say it.

        Examples
        --------
        >>> words = words_for("en")
        >>> words.value(Measure("Wait", "time"), 90), words.value(Measure("Kept", "share"), None)
        ('1 min 30 s', 'unknown')
        """
        if value is None or not math.isfinite(value):
            return self["unknown"]
        if measure.kind == "time" and value >= 0:
            return self.duration(value)
        if measure.kind == "clock":
            return self.clock(value)
        if measure.kind == "share":
            return self.share(value, 1)
        return self.money(value, measure.currency) if measure.kind == "money" else self.number(value, 2)

    def spread(self, measure: Measure, value: float | None, half: float | None) -> str:
        r"""Return a value with half of its interval; neither has digits that the interval makes meaningless.

        Examples
        --------
        >>> words = words_for("en")
        >>> words.spread(Measure("Wait", "time"), 48.26, 7.44), words.spread(Measure("", "share"), 0.8123, 0.0234)
        ('48 s ± 7 s', '81.2% ± 2.3%')
        >>> words.spread(Measure("", "money", "EUR"), 3.5, None)
        '3.50 EUR'
        """
        if value is None or not math.isfinite(value) or half is None or not _SMALLEST < half < _LARGEST_PLAIN:
            return self.value(measure, value)
        if measure.kind == "time" and abs(value) < _LARGEST_PLAIN:
            step = 10.0 ** math.floor(math.log10(half / 2))
            value, half = round(value / step) * step, round(half / step) * step
        return f"{self.value(measure, value)} ± {self.value(measure, half)}"

    def change(self, measure: Measure, value: float | None, half: float | None) -> str:
        """Return a difference with its sign and half of its interval; empty where it is unknown.

        Examples
        --------
        >>> words = words_for("en")
        >>> words.change(Measure("Wait", "time"), -38.26, 7.44), words.change(Measure("", "share"), 0.125, 0.01)
        ('−38 s ± 7 s', '+12.5 ± 1 points')
        """
        if value is None or not math.isfinite(value):
            return ""
        sign = "−" if value < 0 else "+" if value else "±"
        if measure.kind == "share":  # a share of a share would be meant otherwise
            plain, half = Measure("", "number"), None if half is None else 100 * half
            return f"{sign}{self.spread(plain, 100 * abs(value), half)} {self['points']}"
        return f"{sign}{self.spread(measure, abs(value), half)}"

    def duration(self, value: float) -> str:
        """Return a time as people say it."""
        return write_duration(value, self.wording) if value < _LARGEST_PLAIN else self.number(value)

    def clock(self, value: float) -> str:
        """Return a time of day.

        Examples
        --------
        >>> words_for("en").clock(9.5 * 3600), words_for("en").clock(24 * 3600)
        ('09:30', '00:00')
        """
        minutes = round(math.fmod(value, 86400) / 60) % 1440
        return f"{minutes // 60:02}:{minutes % 60:02}"


@lru_cache
def words_for(language: str) -> Words:
    """Return the words for a BCP 47 tag; English for a language that is not there."""
    wording = wording_for(language)
    return Words(wording, dict(zip(_NAMES, _TEXTS[wording.language].split("|"), strict=True)))
