"""Words of the overlay of waits, in each language of the drawings."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.layout.wording import wording_for


@dataclass(frozen=True, slots=True)
class WaitWords:
    """What the overlay says in one language; braces stand for figures.

    Parameters
    ----------
    heat, overload, unknown : str
        Lines of the legend.
    mean, chance, busy, beyond, feels : str
        Parts of what is said of a step or a wait point.
    column : str
        Head of the column that the register gains.
    """

    heat: str
    overload: str
    unknown: str
    mean: str
    chance: str
    busy: str
    beyond: str
    feels: str
    column: str


_WORDS = {
    "en": "Mean wait before this step|More work than can be done|How long customers wait is unknown|"
    "mean wait {}|{} of the customers wait|{} busy: {}|{} wait longer than is acceptable|feels long: {}|Mean wait",
    "zh-Hans": "此步骤前的平均等待|工作量超过能力|等待时间未知|"
    "平均等待 {}|{} 的顾客要等|{} 忙碌：{}|{} 的等待超过可接受时间|感觉更久：{}|平均等待",
    "zh-Hant": "此步驟前的平均等待|工作量超過能力|等待時間未知|"
    "平均等待 {}|{} 的顧客要等|{} 忙碌：{}|{} 的等待超過可接受時間|感覺更久：{}|平均等待",
    "de": "Mittlere Wartezeit vor dem Schritt|Mehr Arbeit, als zu schaffen ist|Wartezeit unbekannt|"
    "im Mittel {} Wartezeit|{} der Kunden warten|{} ausgelastet: {}|{} warten länger als annehmbar|"
    "wirkt lang: {}|Im Mittel",
    "fr": "Attente moyenne avant l’étape|Plus de travail que possible|Attente inconnue|"
    "attente moyenne {}|{} des clients attendent|{} d’occupation : {}|{} attendent plus qu’acceptable|"
    "paraît longue : {}|Attente moyenne",
    "es": "Espera media antes del paso|Más trabajo del que cabe|Espera desconocida|"
    "espera media {}|{} de los clientes esperan|{} de ocupación: {}|{} esperan más de lo aceptable|"
    "parece larga: {}|Espera media",
    "ja": "この手順の前の平均待ち時間|処理できる量を超えている|待ち時間は不明|"
    "平均待ち時間 {}|{} の顧客が待つ|稼働率 {}：{}|{} が許容時間より長く待つ|長く感じる：{}|平均待ち",
    "pt": "Espera média antes do passo|Mais trabalho do que é possível|Espera desconhecida|"
    "espera média {}|{} dos clientes esperam|{} de ocupação: {}|{} esperam mais do que o aceitável|"
    "parece longa: {}|Espera média",
}


def wait_words(language: str) -> WaitWords:
    """Return the words for a BCP 47 tag; English for a language that is not there.

    Examples
    --------
    >>> wait_words("de-AT").column, wait_words("tlh").column
    ('Im Mittel', 'Mean wait')
    """
    return WaitWords(*_WORDS[wording_for(language).language].split("|"))
