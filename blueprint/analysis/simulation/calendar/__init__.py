"""The event calendar: what happens next, and what follows from it.

An event is a time, an order and a word for what happens: the time of a token is up, a customer comes, a shift changes,
patience ends. A heap gives the earliest; at one instant the order decides, which makes every run the same. Between
events nothing changes, so sums over time are kept up by adding and subtracting the instants of changes.

A token is what moves through the steps: a customer, one of his ways where several run in parallel, or a carrier of
customers who are taken together. It is served, waits, or moves; it takes a server when its step begins. A server that
is freed is handed over within the same event to whoever is next. Nobody who asks at that instant can come before those
who wait, not even the customer who has just been served: otherwise waits would come out too short.

What a token draws is a function of its customer, step, visit and purpose (`random`), never of what was drawn before.

One source of plain functions over records. Python runs it as it stands, on objects and lists; `engine` compiles the
same functions for rows and arrays, so they know numbers and fields alone. From the bottom up: `overtaking`, `lines`,
`clocks`, `services`, `leaving`, `joins`, `coming`, `finishing`, `shifts`, `loop`.
"""
