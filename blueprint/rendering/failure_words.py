"""Words of the overlay of failures, in each language of the drawings."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.layout.wording import wording_for


@dataclass(frozen=True, slots=True)
class FailureWords:
    """What the overlay says in one language; braces stand for figures.

    Parameters
    ----------
    heat, lost, unknown, priority : str
        Lines of the legend.
    share, often, served, flawless, rank : str
        Parts of what is said of a step or a fail point.
    of_1000, order : str
        Heads of the columns that the register gains.
    """

    heat: str
    lost: str
    unknown: str
    priority: str
    share: str
    often: str
    served: str
    flawless: str
    rank: str
    of_1000: str
    order: str


_WORDS = {
    "en": "Share of all failures|Customers are lost here|How often it fails is unknown|"
    "Action priority: H high, M medium, L low|{} of all failures|{} times for 1,000 customers|"
    "if it never failed: served {} → {}|without a failure {} → {}|action priority {}|Of 1,000|Priority",
    "zh-Hans": "占全部失误的比例|在此失去顾客|失误频率未知|行动优先级：H 高，M 中，L 低|占全部失误的 {}|"
    "每 1,000 位顾客 {} 次|若从不失误：得到服务 {} → {}|全程无失误 {} → {}|行动优先级 {}|每千人|优先级",
    "zh-Hant": "占全部失誤的比例|在此失去顧客|失誤頻率未知|行動優先級：H 高，M 中，L 低|占全部失誤的 {}|"
    "每 1,000 位顧客 {} 次|若從不失誤：得到服務 {} → {}|全程無失誤 {} → {}|行動優先級 {}|每千人|優先級",
    "de": "Anteil an allen Fehlern|Hier gehen Kunden verloren|Fehlerhäufigkeit unbekannt|"
    "Aufgabenpriorität: H hoch, M mittel, L niedrig|{} aller Fehler|{} Mal bei 1.000 Kunden|"
    "wenn nie ein Fehler geschähe: bedient {} → {}|ohne Fehler {} → {}|Aufgabenpriorität {}|Von 1.000|Priorität",
    "fr": "Part de toutes les défaillances|Des clients sont perdus ici|Fréquence des défaillances inconnue|"
    "Priorité d’action : H haute, M moyenne, L basse|{} des défaillances|{} fois pour 1 000 clients|"
    "sans aucune défaillance ici : servis {} → {}|sans défaillance {} → {}|priorité d’action {}|Sur 1 000|Priorité",
    "es": "Parte de todos los fallos|Aquí se pierden clientes|Frecuencia de fallos desconocida|"
    "Prioridad de acción: H alta, M media, L baja|{} de todos los fallos|{} veces por 1000 clientes|"
    "si nunca fallara: atendidos {} → {}|sin fallo {} → {}|prioridad de acción {}|De 1000|Prioridad",
    "ja": "全失敗に占める割合|ここで顧客を失う|失敗の頻度は不明|対応優先度：H 高、M 中、L 低|全失敗の {}|"
    "顧客 1,000 人あたり {} 回|失敗がなければ：提供できる割合 {} → {}|失敗なし {} → {}|対応優先度 {}|千人あたり|優先度",
    "pt": "Parte de todas as falhas|Clientes são perdidos aqui|Frequência das falhas desconhecida|"
    "Prioridade de ação: H alta, M média, L baixa|{} de todas as falhas|{} vezes por 1.000 clientes|"
    "se nunca falhasse: atendidos {} → {}|sem falha {} → {}|prioridade de ação {}|De 1.000|Prioridade",
}


def failure_words(language: str) -> FailureWords:
    """Return the words for a BCP 47 tag; English for a language that is not there.

    Examples
    --------
    >>> failure_words("de-AT").order, failure_words("tlh").of_1000
    ('Priorität', 'Of 1,000')
    """
    return FailureWords(*_WORDS[wording_for(language).language].split("|"))
