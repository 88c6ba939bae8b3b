"""Boxes and lines out of the SVG of other tools: what is drawn, not what the tool meant."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from benchmarks.figures import Line, Shapes
from benchmarks.notations import Service
from blueprint.layout.geometry import Point, Rect, bounds

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")  # an e is part of a number
_PIECES = 8  # of a curve


def flatten(path: str) -> list[Point]:
    """Return the points of a path; curves become pieces, rounded corners their corner, hops a straight piece."""
    points: list[Point] = []
    for command, rest in _COMMAND.findall(path):
        values = [float(value) for value in _NUMBER.findall(rest)]
        pairs = list(zip(values[::2], values[1::2], strict=False))
        if command in "ML":
            points += pairs
        elif command == "H":
            points += [(x, points[-1][1]) for x in values]
        elif command == "V":
            points += [(points[-1][0], y) for y in values]
        elif command == "C":
            for number in range(0, len(pairs) - 2, 3):
                points += _curve(points[-1], *pairs[number : number + 3])
        elif command == "Q":
            points += pairs
        elif command == "A":
            points += [(values[number + 5], values[number + 6]) for number in range(0, len(values) - 6, 7)]
        elif command not in "Zz":
            raise ValueError(f"a path has the command {command!r}, which no tool here wrote before")
    return points


def _curve(start: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    for piece in range(1, _PIECES + 1):
        t = piece / _PIECES
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (
            sum(weight * point[axis] for weight, point in zip(weights, (start, one, two, end), strict=True))
            for axis in (0, 1)
        )
        yield x, y


def straighten(points: list[Point]) -> tuple[Point, ...]:
    """Return points without those that repeat, and without the middle of what runs straight on."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.05 and abs(kept[-1][1] - point[1]) < 0.05:
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            ux, uy, vx, vy = bx - ax, by - ay, point[0] - bx, point[1] - by
            if abs(ux * vy - uy * vx) < 1e-3 * (abs(ux) + abs(uy)) * (abs(vx) + abs(vy)) and ux * vx + uy * vy > 0:
                kept.pop()
        kept.append(point)
    return tuple(kept)


# --- XML -------------------------------------------------------------------------------------------------------------


def _parse(text: str) -> Element:
    text = re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL).replace("&nbsp;", " ")
    return ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text, count=1).encode())


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _placed(element: Element, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[Element, float, float]]:
    """Yield every element with how far it is moved."""
    moved = re.search(r"translate\(\s*([-\d.eE+]+)(?:[\s,]+([-\d.eE+]+))?", element.get("transform") or "")
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2] or 0)
    yield element, x, y
    for child in element:
        yield from _placed(child, x, y)


def _outline(element: Element, x: float, y: float) -> Rect:
    """Return the box around a shape."""
    if _tag(element) == "rect":
        values = [float(element.get(name) or 0) for name in ("x", "y", "width", "height")]
        return Rect(values[0] + x, values[1] + y, values[2], values[3])
    if element.get("d"):
        points = flatten(element.get("d", ""))
    else:
        values = [float(value) for value in _NUMBER.findall(element.get("points", ""))]
        points = list(zip(values[::2], values[1::2], strict=False))
    return bounds([(px + x, py + y) for px, py in points])


def _first_shape(element: Element, x: float, y: float) -> Rect | None:
    for child, dx, dy in _placed(element):
        if _tag(child) in ("rect", "path", "polygon") and (child.get("width") or child.get("d") or child.get("points")):
            own = (x + dx - _own(element)[0], y + dy - _own(element)[1])
            return _outline(child, *own)
    return None


def _own(element: Element) -> Point:
    """Return how far an element itself is moved, which its caller knows already."""
    _, x, y = next(_placed(element))
    return x, y


# --- tools -----------------------------------------------------------------------------------------------------------


def read_graphviz(text: str, service: Service) -> Shapes:
    boxes: dict[str, Rect] = {}
    paths: dict[int, list[Point]] = {}
    for element in _parse(text).iter():
        kind = element.get("class")
        if kind == "node":
            title = next((child.text or "" for child in element if _tag(child) == "title"), "")
            if title in service.rank and (box := _first_shape(element, 0.0, 0.0)) is not None:
                boxes[title] = box
        elif kind == "edge" and (number := re.fullmatch(r"f(\d+)", element.get("id", ""))):
            path = next((child.get("d", "") for child in element.iter() if _tag(child) == "path"), "")
            if path:
                paths[int(number[1])] = flatten(path)
    lines = []
    for number, points in sorted(paths.items()):
        flow = service.flows[number]
        lines.append(Line(flow.source, flow.target, straighten(points)))
    return Shapes(boxes, lines)


def read_mermaid(text: str, service: Service) -> Shapes:
    boxes: dict[str, Rect] = {}
    lines: list[Line] = []
    frame: list[Rect] = []
    for element, x, y in _placed(_parse(text)):
        classes = (element.get("class") or "").split()
        if _tag(element) == "g" and "node" in classes:
            named = re.search(r"flowchart-(.+)-\d+$", element.get("id") or "")
            name = named[1] if named else element.get("data-id") or ""
            if name in service.rank and (box := _first_shape(element, x, y)) is not None:
                boxes[name] = box
        elif "cluster" in classes:
            frame += [_outline(child, x, y) for child in element if _tag(child) == "rect"]
        elif _tag(element) == "path" and (ends := re.search(r"L_(.+)_(.+)_\d+$", element.get("data-id") or "")):
            points = straighten([(px + x, py + y) for px, py in flatten(element.get("d") or "")])
            if len(points) > 1 and ends[1] in service.rank and ends[2] in service.rank:
                lines.append(Line(ends[1], ends[2], points))
    return Shapes(boxes, lines, frame)


def read_d2(text: str, service: Service) -> Shapes:
    boxes: dict[str, Rect] = {}
    lines: list[Line] = []
    frame: list[Rect] = []
    for element, x, y in _placed(_parse(text)):
        name = _d2_name(element) if _tag(element) == "g" else ""
        if ends := re.search(r"\((.*) -> (.*)\)\[\d+\]$", name):
            source, target = (end.rsplit(".", 1)[-1] for end in ends.groups())
            path = next((item for item in element.iter() if "connection" in (item.get("class") or "").split()
                         and _tag(item) == "path"), None)  # fmt: skip
            if path is not None and source in service.rank and target in service.rank:
                points = straighten([(px + x, py + y) for px, py in flatten(path.get("d") or "")])
                lines.append(Line(source, target, points))
        elif name.rsplit(".", 1)[-1] in service.rank:
            if (box := _first_shape(element, x, y)) is not None:
                boxes[name.rsplit(".", 1)[-1]] = box
        elif name in service.lanes and (box := _first_shape(element, x, y)) is not None:
            frame.append(box)
    return Shapes(boxes, lines, frame)


def _d2_name(element: Element) -> str:
    """Return the path of a shape, which D2 keeps as its class."""
    try:
        return html.unescape(base64.b64decode((element.get("class") or "").split(" ")[0], validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        return ""
