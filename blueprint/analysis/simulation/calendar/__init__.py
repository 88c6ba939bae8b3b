"""The event calendar: what happens next, and what follows from it.

One source of plain functions over records. Python runs it as it stands, on objects and lists; `engine` compiles the
same functions for rows and arrays. From the bottom up: `overtaking`, `lines`, `clocks`, `services`, `leaving`, `joins`,
`coming`, `finishing`, `shifts`, `loop`.
"""
