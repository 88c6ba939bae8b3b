"""The verbs: load, check, render, convert, save. The only place where the parts are put together.

Every verb takes a `Draft`, a `Blueprint`, a `Document`, the path of a file, or the text of one, and makes a `Document`
of it first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from blueprint.diagnostics import Diagnostic, Severity, SourcePath
from blueprint.dsl import Draft
from blueprint.files import is_file, read_bytes, write_bytes
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint, Document

if TYPE_CHECKING:
    from blueprint.analysis.alternatives import Alternatives
    from blueprint.analysis.changes import Scenario
    from blueprint.analysis.grids import Axis
    from blueprint.analysis.results import Analysis
    from blueprint.analysis.simulation import Run, Simulation
    from blueprint.analysis.staffing import Staffing
    from blueprint.analysis.sweeping import Sweep
    from blueprint.comparison import Difference
    from blueprint.layout.drawing import Drawing
    from blueprint.rendering.overlays import Overlay
    from blueprint.reports.content import Report
    from blueprint.rules import Settings
    from blueprint.themes import Theme
    from blueprint.workers import Workers

Source = Union[Draft, Blueprint, Document, str, "os.PathLike[str]"]
"""What a verb takes: a draft, a blueprint, a document, a path, or the text of a file.

A string is a text if it has a line break in it, begins with ``{`` as JSON does, or has nothing in it; else it is a
path.
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing.

    Parameters
    ----------
    content : str or bytes
        The drawing in its format: text, or the bytes of a binary format such as ``png``.
    format : str
        Name of the format, such as ``svg``.
    diagnostics : tuple of Diagnostic
        What was found on the way; findings never stop a drawing.
    """

    content: str | bytes
    format: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The drawing as text.

        Raises
        ------
        TypeError
            If the format is binary; `data` has its bytes.
        """
        if isinstance(self.content, bytes):
            raise TypeError(f"a drawing as {self.format} is no text; use its 'data', or 'save' it")
        return self.content

    @property
    def data(self) -> bytes:
        """The drawing as the bytes of a file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()

    def __str__(self) -> str:
        """Return the drawing as text; of a binary format, one line about it."""
        return self.content if isinstance(self.content, str) else f"<{self.format}, {len(self.content)} bytes>"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the drawing to a file and return its path.

        Raises
        ------
        SourceError
            BP020 if the file cannot be written; nothing is half-written.
        """
        write_bytes(Path(path), self.data)
        return Path(path)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str | bytes]:
        """Show the drawing in a notebook."""
        from blueprint.rendering.catalog import drawing_format

        return {drawing_format(self.format).mime: self.content}


def load(source: Source, *, format: str | None = None) -> Document:
    """Read a service.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        A string with a line break, or one that begins with ``{``, is the text of a file; any other string is a path.
        Python files are executed.
    format : str, optional
        ``yaml``, ``json`` or ``py`` where the file's ending does not say it.

    Returns
    -------
    Document
        The blueprint and where its parts were written.

    Raises
    ------
    SourceError
        If the source cannot be read: missing, not text, not YAML.
    ModelError
        If it says something that is no service blueprint; with every problem and its place.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, Blueprint):
        return Document(source)
    if isinstance(source, Draft):
        return source.document()
    if isinstance(source, str) and _is_text(source):
        return load_text(source, format=format or ("json" if source.lstrip().startswith("{") else "yaml"))
    path = Path(source)
    return load_data(read_bytes(path), name=os.fspath(source), format=format or path.suffix)


def _is_text(source: str) -> bool:
    return "\n" in source or source.lstrip()[:1] in ("{", "")


def load_text(text: str, *, format: str = "yaml", name: str = "<text>") -> Document:
    """Read a service from text, in ``yaml`` or ``json``."""
    from blueprint.io.formats import format_named

    return replace(format_named(format).parse(text, name), text=text)


def load_data(data: bytes, *, name: str, format: str) -> Document:
    """Read a service from the bytes of a file."""
    from blueprint.io.formats import format_named
    from blueprint.io.source import decode

    text = decode(data, name)
    return replace(format_named(format, name).parse(text, name), text=text)


def check(source: Source, *, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    """Find what is wrong or doubtful in a service.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to check.
    settings : Settings, optional
        Which rules run, and how; by default what the configuration at the file or above it says.

    Returns
    -------
    tuple of Diagnostic
        In the order of the source; empty if nothing was found.

    Raises
    ------
    BlueprintError
        As `load`; PluginError BP909 for a configuration that cannot be used.
    """
    document = load(source)
    return _check(document, to_graph(document.blueprint), settings)


def _check(document: Document, graph: ServiceGraph, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    from blueprint.config import find_settings
    from blueprint.rules import run_rules
    from blueprint.rules.catalog import all_rules, plugin_faults
    from blueprint.rules.settings import DEFAULT

    rules = all_rules()
    if settings is None:
        settings = find_settings(Path(document.name).parent, rules) if _is_from_file(document) else DEFAULT
    found = [
        *document.diagnostics,
        *run_rules(graph, document, rules, settings),
        *_missing_details(document),
        *plugin_faults(),
    ]
    return tuple(sorted(found, key=_in_source_order))


def _is_from_file(document: Document) -> bool:
    return bool(document.name) and not document.name.startswith("<")


def _in_source_order(diagnostic: Diagnostic) -> tuple[int, int]:
    place = diagnostic.location
    return (place.line or 0, place.column or 0) if place else (1 << 60, 0)


def _missing_details(document: Document) -> Iterator[Diagnostic]:
    """Report steps whose blueprint inside is not where they say."""
    if not _is_from_file(document):
        return
    folder = Path(document.name).parent
    for step in document.blueprint.steps:
        if step.detail is not None and not is_file(folder / step.detail):
            path: SourcePath = (*document.blueprint.paths[step.id], "detail")
            yield Diagnostic(
                "BP110",
                "missing-detail",
                Severity.ERROR,
                f"the blueprint inside this step is missing: '{step.detail}'",
                document.source.locate(path),
                step.id,
                f"put it into the folder '{folder}', or correct 'detail'",
            )


def arrange(
    source: Source,
    *,
    theme: str | os.PathLike[str] = "light",
    engine: str = "swimlane",
    fold: float | None = None,
    show: Iterable[str] = (),
    phrases: bool = False,
    overlay: str = "none",
) -> Drawing:
    """Lay a service out: geometry, not yet a picture.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to lay out.
    theme : str or path
        Name of a theme; or path of one as TOML, which ends in ``.toml`` or has a folder in it.
    engine : str
        ``swimlane``, or ``dot`` to compare with Graphviz.
    fold : float, optional
        Width [px] that the drawing wraps to, phase by phase.
    show : iterable of str
        Parts that are shown on request: ``register``, ``order-penetration``.
    phrases : bool
        Let lines of Chinese, Japanese and Thai labels end with phrases; needs the extra ``cjk``.
    overlay : {'none', 'fail', 'wait'}
        What is found about the service, laid over the drawing: where it fails, or where customers wait.

    Returns
    -------
    Drawing
        Blueprint, layout and theme; `layout_data` of `blueprint.layout.engine` has it as plain data.

    Raises
    ------
    BlueprintError
        As `load`; PluginError for an unknown theme, engine or overlay, SourceError or PluginError for the file of a
        theme; LayoutError for options that cannot be kept.
    """
    return _arrange(to_graph(load(source).blueprint), theme, engine, fold, show, phrases, overlay)


def _arrange(
    graph: ServiceGraph,
    theme: str | os.PathLike[str],
    engine: str,
    fold: float | None,
    show: Iterable[str],
    phrases: bool,
    overlay: str = "none",
    found: Analysis | None = None,
) -> Drawing:
    from blueprint.layout.drawing import Drawing
    from blueprint.layout.engine import engine_named
    from blueprint.layout.options import read_options
    from blueprint.layout.phrases import mark_phrases

    options, lay_out, colors = read_options(fold, show), engine_named(engine), _theme(theme)
    laid = None if overlay == "none" else _overlay(overlay, graph, found)
    drawn = to_graph(mark_phrases(graph.blueprint)) if phrases else graph
    if laid is None:
        return Drawing(graph.blueprint, lay_out(drawn, colors.metrics, options), colors)
    from blueprint.rendering.overlays import lay_over

    options = replace(options, columns=laid.columns)
    return lay_over(Drawing(graph.blueprint, lay_out(drawn, colors.metrics, options), colors), laid)


def _overlay(name: str, graph: ServiceGraph, found: Analysis | None) -> Overlay:
    """Return an overlay by name, of what was found already or is found now."""
    from blueprint.analysis.analyze import analyze_service
    from blueprint.rendering.overlay_catalog import overlay_named

    make = overlay_named(name)
    return make(found or analyze_service(graph))


def _theme(name: str | os.PathLike[str]) -> Theme:
    """Return a theme of the library, or that of a file."""
    from blueprint.themes import is_theme_file, load_theme, parse_theme

    if is_theme_file(name):
        return parse_theme(read_bytes(Path(name)), os.fspath(name))
    return load_theme(os.fspath(name))


def render(
    source: Source,
    *,
    theme: str | os.PathLike[str] = "light",
    format: str = "svg",
    engine: str = "swimlane",
    fold: float | None = None,
    show: Iterable[str] = (),
    phrases: bool = False,
    overlay: str = "none",
    scale: float = 2.0,
) -> Picture:
    """Draw a service.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to draw.
    theme, engine, fold, show, phrases, overlay
        As `arrange`.
    format : str
        Name of a drawing format, such as ``svg`` or ``html``.
    scale : float
        Pixels of a px, in formats that are made of pixels: ``png``.

    Returns
    -------
    Picture
        With the findings of the rules; they do not stop it.

    Raises
    ------
    BlueprintError
        As `arrange`; PluginError for an unknown format, RenderError if a drawing cannot be written in it.
    """
    from blueprint.rendering.catalog import drawing_format

    draw = drawing_format(format).draw
    document = load(source)
    graph = to_graph(document.blueprint)
    drawing = replace(_arrange(graph, theme, engine, fold, show, phrases, overlay), scale=scale)
    return Picture(draw(drawing), format, _check(document, graph))


def analyze(
    source: Source,
    *,
    scenario: Scenario | Mapping[str, object] | None = None,
    perception: Sequence[str] = (),
) -> Analysis:
    """Find where a service fails, how long it takes, what it costs, and what to do, in closed form.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to analyze.
    scenario : Scenario or mapping, optional
        Other values than those that stand there: ``{"waiter.capacity": 4, "arrivals": "30 per hour"}``.
    perception : sequence of str, optional
        Profiles of how long waits feel, by name (`blueprint.analysis.perceived_time.PROFILES`); without any, a wait
        feels as long as it is.

    Returns
    -------
    Analysis
        Typed figures, each with its status; `to_dict` has them as plain data. What keeps figures from being computed,
        and other errors of the service, are in its `diagnostics`; the rest is still there.

    Raises
    ------
    BlueprintError
        As `load`; ModelError for a scenario that cannot be, PluginError for a profile that is not there.
    """
    from blueprint.analysis.analyze import analyze_service

    document = load(source)
    chosen = _read_scenario(scenario)
    if chosen is not None:
        document = replace(document, blueprint=_apply(document.blueprint, chosen))
    graph = to_graph(document.blueprint)
    found = replace(analyze_service(graph), scenario=chosen)
    if perception:
        found = replace(found, waits=found.waits.perceived_by(perception))
    errors = [item for item in _check(document, graph) if item.severity is Severity.ERROR]
    is_told = any(item.code == "BP325" for item in errors)  # the same loop, seen by a rule that names all of it
    own = [
        replace(item, location=document.place_of(item.element or ""))
        for item in found.diagnostics
        if not (is_told and item.code == "BP421")
    ]
    return replace(found, diagnostics=tuple(sorted((*own, *errors), key=_in_source_order)))


def analyze_scenarios(
    source: Source,
    scenarios: Iterable[Scenario | Mapping[str, object]],
    *,
    base: Scenario | Mapping[str, object] | None = None,
    axes: Sequence[Axis] = (),
) -> Alternatives:
    """Analyze scenarios by closed form, one beside the other; `sweep` simulates them.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to analyze.
    scenarios : iterable of Scenario or mapping
        Other values, as `analyze` takes them.
    base : Scenario or mapping, optional
        What they are compared with; by default the service as it stands there.
    axes : sequence of Axis, optional
        The grid that the scenarios go through, for plots.

    Returns
    -------
    Alternatives
        The analysis of the base and of each scenario.

    Raises
    ------
    BlueprintError
        As `analyze`.
    """
    from blueprint.analysis.alternatives import Alternatives

    document = load(source)
    found = tuple(analyze(document, scenario=item) for item in scenarios)
    return Alternatives(analyze(document, scenario=base), found, tuple(axes))


def simulate(
    source: Source,
    run: Run | None = None,
    *,
    scenario: Scenario | Mapping[str, object] | None = None,
    workers: Workers = None,
    progress: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Let customers go through a service, as often as is asked for, and see what happens to them.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to simulate.
    run : Run, optional
        For how long, how often, from which seed; by default 30 opening days.
    scenario : Scenario or mapping, optional
        Other values than those that stand there, as `analyze` takes them; customers are the same in all scenarios.
    workers : int, str or Executor, optional
        A number of processes, the address of a cluster, or an executor of `concurrent.futures`; by default this
        process. Results do not depend on it.
    progress : callable, optional
        Is told how many replications are done, and how many there will be at most.

    Returns
    -------
    Simulation
        Figures with their intervals; `to_dict` has them as plain data.

    Raises
    ------
    BlueprintError
        As `load`; AnalysisError for a service that cannot be simulated, and for workers that cannot work.
    """
    from blueprint.analysis.simulation import Run, simulate_service
    from blueprint.workers import open_workers

    document = load(source)
    chosen = _read_scenario(scenario)
    if chosen is not None:
        document = replace(document, blueprint=_apply(document.blueprint, chosen))
    with open_workers(workers) as executor:
        graph = to_graph(document.blueprint)
        found = simulate_service(graph, run or Run(), executor=executor, progress=progress)
    placed = (replace(item, location=document.place_of(item.element or "")) for item in found.diagnostics)
    return replace(found, diagnostics=tuple(placed), scenario=chosen)


def sweep(
    source: Source,
    scenarios: Iterable[Scenario | Mapping[str, object]],
    run: Run | None = None,
    *,
    base: Scenario | Mapping[str, object] | None = None,
    axes: Sequence[Axis] = (),
    workers: Workers = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Simulate scenarios with the same customers, and compare each with the base.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to simulate.
    scenarios : iterable of Scenario or mapping
        Other values, as `analyze` takes them.
    run : Run, optional
        As `simulate` takes it; every scenario has all replications, so `precision` plays no part.
    base : Scenario or mapping, optional
        What they are compared with; by default the service as it stands there.
    axes : sequence of Axis, optional
        The grid that the scenarios go through, for plots.
    workers, progress
        As `simulate` takes them.

    Returns
    -------
    Sweep
        Differences with intervals on common random numbers.

    Raises
    ------
    BlueprintError
        As `simulate`.
    """
    from blueprint.analysis.simulation import Run
    from blueprint.analysis.sweeping import compare_runs
    from blueprint.workers import open_workers

    document, chosen = load(source), [item for each in scenarios if (item := _read_scenario(each)) is not None]
    asked = replace(run or Run(), precision=None)
    done = [0]

    def count(_: int, most: int) -> None:
        done[0] += 1
        if progress is not None:
            progress(done[0], most * (1 + len(chosen)))

    with open_workers(workers) as executor:
        first = simulate(document, asked, scenario=base, workers=executor, progress=count)
        runs = [(item, simulate(document, asked, scenario=item, workers=executor, progress=count)) for item in chosen]
    return compare_runs(first, runs, axes)


def staff(
    source: Source,
    run: Run | None = None,
    *,
    scenario: Scenario | Mapping[str, object] | None = None,
    workers: Workers = None,
    progress: Callable[[int, int], None] | None = None,
) -> Staffing:
    """Find the fewest of each resource that keep every standard, also by the hour.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to staff.
    run : Run, optional
        Simulations that confirm what the formula says, standard by standard; by default none.
    scenario : Scenario or mapping, optional
        Other values than those that stand there, as `analyze` takes them.
    workers : int, str or Executor, optional
        For the simulations, as `simulate` takes them.
    progress : callable, optional
        Is told how many replications of a simulation are done, and how many there will be at most.

    Returns
    -------
    Staffing
        Typed figures, each with its status; `to_dict` has them as plain data.

    Raises
    ------
    BlueprintError
        As `load`; ModelError for a scenario that cannot be, AnalysisError for workers that cannot work.
    """
    from blueprint.analysis.staffing import staff_service
    from blueprint.analysis.staffing_check import Confirmation
    from blueprint.workers import open_workers

    document = load(source)
    chosen = _read_scenario(scenario)
    if chosen is not None:
        document = replace(document, blueprint=_apply(document.blueprint, chosen))
    with open_workers(workers) as executor:
        verify = None if run is None else Confirmation(run, executor, progress)
        found = staff_service(to_graph(document.blueprint), verify)
    placed = (replace(item, location=document.place_of(item.element or "")) for item in found.diagnostics)
    return replace(found, diagnostics=tuple(placed))


def _read_scenario(scenario: Scenario | Mapping[str, object] | None) -> Scenario | None:
    from blueprint.analysis.changes import Scenario

    if scenario is None or isinstance(scenario, Scenario):
        return scenario
    return Scenario.of(scenario)


def _apply(blueprint: Blueprint, scenario: Scenario) -> Blueprint:
    from blueprint.analysis.scenario import apply_scenario

    return apply_scenario(blueprint, scenario)


def report(
    found: Analysis | Alternatives | Simulation | Sweep | Staffing,
    *,
    format: str = "markdown",
    sections: Iterable[str] = (),
    theme: str | os.PathLike[str] = "light",
    fold: float | None = None,
) -> str:
    """Write what was found, for people.

    Parameters
    ----------
    found : Analysis, Alternatives, Simulation, Sweep or Staffing
        What `analyze`, `analyze_scenarios`, `simulate`, `sweep` or `staff` returned.
    format : {'text', 'markdown', 'html'}
        A screen of plain text, Markdown with all tables, or a page with drawing and plots that works without a network.
    sections : iterable of str
        Names of sections of an analysis, such as ``money``; all by default.
    theme, fold
        As `arrange`, for the drawing on the page.

    Returns
    -------
    str
        Text with one final line break.

    Raises
    ------
    PluginError
        BP913 for a section, BP902 for a format that there is not.
    BlueprintError
        As `arrange`, for the drawing.
    """
    from blueprint.analysis.results import Analysis
    from blueprint.reports import make_report, read_sections
    from blueprint.reports.formats import writer_named

    write = writer_named(format)
    if not isinstance(found, Analysis):
        graph = to_graph(_service_of(found))
        return write(_report_of(found), lambda: _arrange(graph, theme, "swimlane", fold, (), False, "none"))
    made = make_report(found, read_sections(sections))
    fares = found.failures.reliability
    overlay = "none" if fares.success is None or not found.failures.register else "fail"
    graph = to_graph(found.blueprint)
    return write(made, lambda: _arrange(graph, theme, "swimlane", fold, (), False, overlay, found))


def draw_sweep(found: Sweep | Alternatives, *, theme: str | os.PathLike[str] = "light") -> str:
    """Draw what customers wait in each scenario: over the values of a grid, or one below the other.

    Parameters
    ----------
    found : Sweep or Alternatives
        What `sweep` or `analyze_scenarios` returned; of the latter, where the wait is unknown, another figure.
    theme
        As `arrange`.

    Returns
    -------
    str
        SVG.

    Raises
    ------
    AnalysisError
        BP638 where the wait of customers is unknown.
    """
    from blueprint.analysis.alternatives import Alternatives
    from blueprint.errors import AnalysisError
    from blueprint.reports.alternatives import AS_IT_IS, alternatives_picture
    from blueprint.reports.pictures import sweep_picture

    if isinstance(found, Alternatives):
        draw = alternatives_picture(found)
    else:
        draw = sweep_picture(found, str(found.base.scenario or "") or AS_IT_IS)
    if draw is None:
        message = "the wait of customers is not known in full, so there is nothing to draw"
        raise AnalysisError.of("BP638", "unknown-wait", message, hint="give the steps that it needs a time")
    return draw(_theme(theme))


def _service_of(found: Alternatives | Simulation | Sweep | Staffing) -> Blueprint:
    from blueprint.analysis.simulation import Simulation
    from blueprint.analysis.staffing import Staffing

    if isinstance(found, Simulation):
        return found.blueprint
    return found.graph.blueprint if isinstance(found, Staffing) else found.base.blueprint


def _report_of(found: Alternatives | Simulation | Sweep | Staffing) -> Report:
    from blueprint.analysis.alternatives import Alternatives
    from blueprint.analysis.simulation import Simulation
    from blueprint.analysis.staffing import Staffing
    from blueprint.reports.alternatives import report_alternatives
    from blueprint.reports.simulation import report_simulation
    from blueprint.reports.staffing import report_staffing
    from blueprint.reports.sweep import report_sweep

    if isinstance(found, Simulation):
        return report_simulation(found)
    if isinstance(found, Alternatives):
        return report_alternatives(found)
    return report_staffing(found) if isinstance(found, Staffing) else report_sweep(found)


def diff(old: Source, new: Source) -> Difference:
    """Find out what changed from one service to another: elements, fields, and the figures before and after.

    Parameters
    ----------
    old, new : Draft, Blueprint, Document, path or str
        Before and after.

    Returns
    -------
    Difference
        Typed changes and figures; `to_dict` has them as plain data. `render_difference` draws it.

    Raises
    ------
    BlueprintError
        As `load`.
    """
    from blueprint.comparison import compare

    return compare(to_graph(load(old).blueprint), to_graph(load(new).blueprint))


def render_difference(
    difference: Difference,
    *,
    theme: str | os.PathLike[str] = "light",
    format: str = "svg",
    fold: float | None = None,
    scale: float = 2.0,
) -> Picture:
    """Draw what changed: both services in one, with what was added, removed and changed told apart.

    Parameters
    ----------
    difference : Difference
        What `diff` found.
    theme, format, fold, scale
        As `render`.

    Returns
    -------
    Picture
        What was removed stands at its old place.

    Raises
    ------
    BlueprintError
        As `render`.
    """
    from blueprint.rendering.catalog import drawing_format

    draw = drawing_format(format).draw
    return Picture(draw(replace(arrange_difference(difference, theme=theme, fold=fold), scale=scale)), format)


def arrange_difference(
    difference: Difference, *, theme: str | os.PathLike[str] = "light", fold: float | None = None
) -> Drawing:
    """Lay both services of a difference out in one drawing, with what changed laid over it; as `render_difference`."""
    from blueprint.comparison.union import unite
    from blueprint.layout.drawing import Drawing
    from blueprint.layout.engine import engine_named
    from blueprint.layout.options import read_options
    from blueprint.rendering.difference_overlay import captioned, overlay_of_difference
    from blueprint.rendering.overlays import lay_over

    colors, union = _theme(theme), unite(difference)
    union = replace(union, blueprint=captioned(difference, union.blueprint))
    options = replace(read_options(fold), told=to_graph(difference.new))
    layout = engine_named("swimlane")(union.graph, colors.metrics, options)
    return lay_over(Drawing(union.blueprint, layout, colors), overlay_of_difference(difference, union))


def convert(source: Source, format: str) -> str:
    """Write a service in another notation: ``yaml``, ``json`` or ``py``.

    Raises
    ------
    BlueprintError
        As `load`; PluginError for an unknown format.
    """
    from blueprint.io.formats import format_named

    return format_named(format).dump(load(source).blueprint)


def save(source: Source, path: str | os.PathLike[str]) -> Path:
    """Write a service to a file in the notation that its ending names.

    Raises
    ------
    BlueprintError
        As `convert`; SourceError if the file cannot be written.
    """
    write_bytes(Path(path), convert(source, Path(path).suffix).encode())
    return Path(path)
