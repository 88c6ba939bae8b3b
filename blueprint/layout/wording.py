"""Wording: names of lanes, lines and legend, and units, in the language of the blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from blueprint.model import Blueprint, Demand, Lane, Step
from blueprint.units import Distribution


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Parameters
    ----------
    lanes, lines, legend, rows, status : mapping
        Names by kind.
    units : tuple of str
        Day, hour, minute, second, as they follow a number.
    page : mapping
        Words of the page, the tables and the spoken description, by the names of `_PAGE`.
    about : str
        Sign before a time that is a mean.
    joint : str
        Between a number and its unit.
    """

    language: str
    lanes: Mapping[str, str]
    lines: Mapping[str, str]
    legend: Mapping[str, str]
    rows: Mapping[str, str]
    status: Mapping[str, str]
    units: tuple[str, str, str, str]
    page: Mapping[str, str]
    about: str = "≈ "
    joint: str = " "


_LANES = ("evidence", "customer", "onstage", "backstage", "support", "management")
_LINES = ("interaction", "visibility", "internal_interaction", "implementation", "order_penetration")
_LEGEND = (
    "flow", "needs", "exchange", "influences", "rework", "fail", "wait", "truth", "detail", "end", "connector",
    "link", "service", "visible_wait", "dark_time", "no_time", "curve", "no_emotion", "independent",
)  # fmt: skip
_ROWS = ("axis", "curve", "time")
_STATUS = ("as-is", "to-be", "draft")
_PAGE = (
    "blueprint", "drawing", "table", "skip", "lane", "lanes", "phases", "steps", "next", "recovery", "fails", "waits",
    "number", "step", "cause", "effect", "prevention", "probability", "severity", "occurrence", "detection", "rpn",
    "rpn_name", "usual_wait", "acceptable_wait", "measured_wait", "waits_for", "emotion", "unknown", "many",
)  # fmt: skip
_PAGES = {
    "en": "Service blueprint|Drawing|Steps by lane and phase|Skip to the table|Lane|Lanes|Phases|Steps|Next|Recovery|"
    "Fail points|Wait points|No.|Step|Cause|Effect|Prevention|Probability|Severity|Occurrence|Detection|RPN|"
    "Risk priority number|Usual wait|Acceptable wait|Measured wait|Waits for|Emotion|unknown|"
    "Too many steps to tell one by one here; the table and the text outline tell them all",
    "zh-Hans": "服务蓝图|图|按泳道与阶段排列的步骤|跳到表格|泳道|泳道|阶段|步骤|下一步|补救|"
    "失误点|等待点|编号|步骤|原因|后果|预防|概率|严重度|频度|探测度|RPN|"
    "风险优先数|通常等待|可接受等待|实测等待|等待对象|情绪|未知|"
    "步骤太多，此处不逐一说明；表格与文字大纲列出全部步骤",
    "zh-Hant": "服務藍圖|圖|依泳道與階段排列的步驟|跳到表格|泳道|泳道|階段|步驟|下一步|補救|"
    "失誤點|等待點|編號|步驟|原因|後果|預防|機率|嚴重度|發生度|偵測度|RPN|"
    "風險優先數|通常等待|可接受等待|實測等待|等待對象|情緒|未知|"
    "步驟太多，此處不逐一說明；表格與文字大綱列出全部步驟",
    "de": "Service-Blueprint|Zeichnung|Schritte nach Bahn und Phase|Zur Tabelle springen|Bahn|Bahnen|Phasen|Schritte|"
    "Weiter|Wiedergutmachung|Fehlerpunkte|Wartepunkte|Nr.|Schritt|Ursache|Folge|Vorbeugung|Wahrscheinlichkeit|"
    "Bedeutung|Auftreten|Entdeckung|RPZ|Risikoprioritätszahl|Übliche Wartezeit|Akzeptable Wartezeit|"
    "Gemessene Wartezeit|Wartet auf|Gefühl|unbekannt|"
    "Zu viele Schritte, um sie hier einzeln zu nennen; die Tabelle und die Textgliederung nennen alle",
    "fr": "Blueprint de service|Dessin|Étapes par couloir et par phase|Aller au tableau|Couloir|Couloirs|Phases|Étapes|"
    "Ensuite|Rattrapage|Points de défaillance|Points d’attente|N°|Étape|Cause|Effet|Prévention|Probabilité|"
    "Gravité|Occurrence|Détection|IPR|Indice de priorité du risque|Attente habituelle|Attente acceptable|"
    "Attente mesurée|Attend|Émotion|inconnu|"
    "Trop d’étapes pour les dire une à une ici ; le tableau et le plan en texte les disent toutes",
    "es": "Blueprint del servicio|Dibujo|Pasos por carril y fase|Ir a la tabla|Carril|Carriles|Fases|Pasos|"
    "Después|Recuperación|Puntos de fallo|Puntos de espera|N.º|Paso|Causa|Efecto|Prevención|Probabilidad|"
    "Gravedad|Ocurrencia|Detección|NPR|Número de prioridad de riesgo|Espera habitual|Espera aceptable|"
    "Espera medida|Espera a|Emoción|desconocido|"
    "Demasiados pasos para decirlos uno a uno aquí; la tabla y el esquema en texto los dicen todos",
    "ja": "サービスブループリント|図|レーンとフェーズ別のステップ|表へ移動|レーン|レーン|フェーズ|ステップ|次|"
    "リカバリー|失敗点|待ち点|番号|ステップ|原因|影響|予防|確率|影響度|発生度|検出度|RPN|"
    "リスク優先数|通常の待ち時間|許容できる待ち時間|実測の待ち時間|待つ相手|感情|不明|"
    "ステップが多いため、ここでは一つずつ示しません。表とテキストのアウトラインにすべてあります",
    "pt": "Blueprint do serviço|Desenho|Passos por raia e fase|Ir para a tabela|Raia|Raias|Fases|Passos|"
    "A seguir|Recuperação|Pontos de falha|Pontos de espera|N.º|Passo|Causa|Efeito|Prevenção|Probabilidade|"
    "Severidade|Ocorrência|Detecção|NPR|Número de prioridade de risco|Espera habitual|Espera aceitável|"
    "Espera medida|Espera por|Emoção|desconhecido|"
    "Passos demais para dizer um a um aqui; a tabela e o esquema em texto dizem todos",
}


def _wording(
    language: str, lanes: str, lines: str, legend: str, rows: str, status: str, units: str, joint: str = " "
) -> Wording:
    """Make a wording of texts that are divided by bars, in the order of the names above."""
    day, hour, minute, second = units.split("|")
    return Wording(
        language,
        dict(zip(_LANES, lanes.split("|"), strict=True)),
        dict(zip(_LINES, lines.split("|"), strict=True)),
        dict(zip(_LEGEND, legend.split("|"), strict=True)),
        dict(zip(_ROWS, rows.split("|"), strict=True)),
        dict(zip(_STATUS, status.split("|"), strict=True)),
        (day, hour, minute, second),
        dict(zip(_PAGE, _PAGES[language].split("|"), strict=True)),
        joint=joint,
    )


WORDINGS: tuple[Wording, ...] = (
    _wording(
        "en",
        "Physical evidence|Customer actions|Onstage|Backstage|Support processes|Management",
        "Line of interaction|Line of visibility|Line of internal interaction|Line of implementation|"
        "Line of order penetration",
        "Flow|Needs|Exchange|Influences|Rework|Fail point|Wait point|Moment of truth|More detail|"
        "Customer leaves|Continued|"
        "Link|Service|Visible wait|Dark time|Time unknown|Emotion|Emotion unknown|Customer-independent",
        "Time so far|Emotion|Customer’s time",
        "As-is|To-be|Draft",
        "d|h|min|s",
    ),
    _wording(
        "zh-Hans",
        "有形展示|顾客行为|前台|后台|支持过程|管理",
        "互动线|可视线|内部互动线|实施线|订单渗透线",
        "流程|依赖|双向交流|影响|返工|失误点|等待点|关键时刻|展开|顾客离开|接续|"
        "链接|服务|可见等待|幕后等待|时间未知|情绪|情绪未知|独立于顾客的工作",
        "累计时间|情绪|顾客时间",
        "现状|目标|草稿",
        "天|小时|分钟|秒",
    ),
    _wording(
        "zh-Hant",
        "有形展示|顧客行為|前台|後台|支援過程|管理",
        "互動線|可視線|內部互動線|實施線|訂單滲透線",
        "流程|依賴|雙向交流|影響|返工|失誤點|等待點|關鍵時刻|展開|顧客離開|接續|"
        "連結|服務|可見等待|幕後等待|時間未知|情緒|情緒未知|獨立於顧客的工作",
        "累計時間|情緒|顧客時間",
        "現狀|目標|草稿",
        "天|小時|分鐘|秒",
    ),
    _wording(
        "de",
        "Physische Nachweise|Kundenaktivitäten|Onstage|Backstage|Unterstützende Prozesse|Management",
        "Interaktionslinie|Sichtbarkeitslinie|Interne Interaktionslinie|Implementierungslinie|Vorplanungslinie",
        "Ablauf|Benötigt|Austausch|Beeinflusst|Nacharbeit|Fehlerpunkt|Wartepunkt|Moment der Wahrheit|Detail|"
        "Kunde geht|Fortsetzung|"
        "Link|Service|Sichtbares Warten|Dunkelzeit|Zeit unbekannt|Stimmung|Stimmung unbekannt|Kundenunabhängig",
        "Zeit bisher|Stimmung|Zeit des Kunden",
        "Ist|Soll|Entwurf",
        "T.|Std.|Min.|Sek.",
    ),
    _wording(
        "fr",
        "Preuves tangibles|Actions du client|Avant-scène|Arrière-scène|Processus de support|Management",
        "Ligne d’interaction|Ligne de visibilité|Ligne d’interaction interne|Ligne de mise en œuvre|"
        "Ligne de pénétration de commande",
        "Flux|Dépend de|Échange|Influence|Reprise|"
        "Point de défaillance|Point d’attente|Moment de vérité|Détail|Le client part|Suite|"
        "Lien|Service|Attente visible|Temps caché|Durée inconnue|Émotion|Émotion inconnue|Indépendant du client",
        "Temps écoulé|Émotion|Temps du client",
        "Actuel|Cible|Brouillon",
        "j|h|min|s",
    ),
    _wording(
        "es",
        "Evidencia física|Acciones del cliente|En escena|Tras bastidores|Procesos de apoyo|Gestión",
        "Línea de interacción|Línea de visibilidad|Línea de interacción interna|Línea de implementación|"
        "Línea de penetración del pedido",
        "Flujo|Depende de|Intercambio|Influye|Reproceso|"
        "Punto de fallo|Punto de espera|Momento de la verdad|Detalle|El cliente se va|Continúa|"
        "Enlace|Servicio|Espera visible|Tiempo oculto|Tiempo desconocido|Emoción|Emoción desconocida|"
        "Independiente del cliente",
        "Tiempo hasta aquí|Emoción|Tiempo del cliente",
        "Actual|Futuro|Borrador",
        "d|h|min|s",
    ),
    _wording(
        "ja",
        "物的証拠|顧客の行動|フロントステージ|バックステージ|サポートプロセス|マネジメント",
        "インタラクションライン|可視線|内部インタラクションライン|実施線|受注分岐線",
        "フロー|依存|やり取り|影響|手戻り|失敗点|待ち点|真実の瞬間|詳細|顧客退出|続き|"
        "リンク|サービス|見える待ち時間|見えない待ち時間|時間不明|感情|感情不明|顧客に依存しない作業",
        "累積時間|感情|顧客の時間",
        "現状|将来|下書き",
        "日|時間|分|秒",
        joint="",
    ),
    _wording(
        "pt",
        "Evidências físicas|Ações do cliente|Linha de frente|Bastidores|Processos de apoio|Gestão",
        "Linha de interação|Linha de visibilidade|Linha de interação interna|Linha de implementação|"
        "Linha de penetração do pedido",
        "Fluxo|Depende de|Troca|Influencia|Retrabalho|"
        "Ponto de falha|Ponto de espera|Momento da verdade|Detalhe|O cliente sai|Continua|"
        "Link|Serviço|Espera visível|Tempo oculto|Tempo desconhecido|Emoção|Emoção desconhecida|"
        "Independente do cliente",
        "Tempo até aqui|Emoção|Tempo do cliente",
        "Atual|Futuro|Rascunho",
        "d|h|min|s",
    ),
)

_BY_TAG = {wording.language.lower(): wording for wording in WORDINGS}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def wording_for(language: str) -> Wording:
    """Return the words for a BCP 47 tag; English for a language that is not there.

    Examples
    --------
    >>> wording_for("zh-TW").lines["visibility"], wording_for("pt-BR").lanes["backstage"]
    ('可視線', 'Bastidores')
    """
    tag = language.lower()
    if tag.startswith("zh"):
        tag = "zh-hant" if tag.startswith(_TRADITIONAL) else "zh-hans"
    return _BY_TAG.get(tag) or _BY_TAG.get(tag.split("-")[0]) or WORDINGS[0]


def write_duration(seconds: float, wording: Wording) -> str:
    """Return a time as people say it, in its two largest units, rounded to the smaller of them.

    Examples
    --------
    >>> [write_duration(s, wording_for("en")) for s in (0, 0.5, 90, 140.4, 5400, 200000)]
    ['0 s', '0.5 s', '1 min 30 s', '2 min 20 s', '1 h 30 min', '2 d 8 h']
    """
    if seconds < 9.995 and seconds != round(seconds):
        return f"{f'{seconds:.2f}'.rstrip('0').rstrip('.')}{wording.joint}{wording.units[3]}"
    sizes = (86400, 3600, 60, 1)
    largest = next((index for index, size in enumerate(sizes) if seconds >= size), 3)
    smaller = min(largest + 1, 3)
    rounded = round(seconds / sizes[smaller]) * sizes[smaller]
    if largest and rounded >= sizes[largest - 1]:  # 59.7 min are an hour
        largest, smaller = largest - 1, largest
    first, rest = divmod(rounded, sizes[largest])
    parts = [(first, largest)] + ([(rest // sizes[smaller], smaller)] if rest else [])
    return " ".join(f"{count}{wording.joint}{wording.units[index]}" for count, index in parts)


def write_at_least(seconds: float, wording: Wording) -> str:
    """Return a time of which only the least is known; a question mark where that is nothing.

    Examples
    --------
    >>> write_at_least(90, wording_for("en")), write_at_least(0, wording_for("en"))
    ('≥ 1 min 30 s', '?')
    """
    return f"≥ {write_duration(seconds, wording)}" if seconds > 0 else "?"


def lane_name(lane: Lane, wording: Wording) -> str:
    """Return the name of a lane: its label, the name of its kind, or its id."""
    return lane.label or (wording.lanes[lane.kind] if lane.id == lane.kind else lane.id)


def who_and_how_long(blueprint: Blueprint, step: Step, wording: Wording) -> str:
    """Return the footer of a step: who does it and answers for it, by which channel, and its mean service time.

    It is empty where nothing is known; what is the same is told once.
    """
    who = ", ".join(_demand(blueprint, demand) for demand in step.resources)
    parts = (who, step.owner, step.channel, _time(step, wording))
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _demand(blueprint: Blueprint, demand: Demand) -> str:
    names = " / ".join(blueprint.resource_by_id[name].name for name in demand.alternatives)
    return f"{demand.amount} × {names}" if demand.amount > 1 else names


def _time(step: Step, wording: Wording) -> str:
    if step.service_time is None:
        return ""
    if isinstance(step.service_time, Distribution):
        sign = "" if step.service_time.kind == "fixed" else wording.about
        return sign + write_duration(step.service_time.mean, wording)
    means = sorted({time.mean for _, time in step.service_time})
    texts = [write_duration(mean, wording) for mean in (means[0], means[-1])]
    return "–".join(dict.fromkeys(texts))
