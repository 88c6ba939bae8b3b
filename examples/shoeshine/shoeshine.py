"""The corner shoeshine: standard time, acceptable time and profit, after Shostack (1984)."""

from blueprint import draft, minutes

shine = draft(
    "Corner shoeshine",
    description="Only the work of the shoeshiner is timed; arriving and paying take no time of their own.",
    language="en",
    status="as-is",
    customer="A passer-by",
    acceptable_time=minutes(5),
    sources=["after Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1), 133-139"],
)
shine.economics(price=0.50, materials=0.03, overhead=0.09, time_rate="0.10 per min", currency="USD")
shoeshiner = shine.resource("Shoeshiner")

arrive = shine.customer("Arrive", service_time="0 s", evidence=["Stand", "Chair"])
brush = shine.onstage("Brush shoes", id="brush", resource=shoeshiner, service_time="30 s", evidence=["Brushes"])
polish = shine.onstage("Apply polish", id="polish", resource=shoeshiner, service_time="30 s", evidence=["Wax"])
clean = shine.onstage("Clean shoes", id="clean", resource=shoeshiner, service_time="45 s")
buff = shine.onstage("Buff", resource=shoeshiner, service_time="45 s", evidence=["Cloths"])
supplies = shine.backstage("Select and purchase supplies", id="supplies", resource=shoeshiner)
pay = shine.customer("Pay", service_time="0 s", evidence=["Shined shoes"])
collect = shine.onstage("Collect payment", id="collect", resource=shoeshiner, service_time="15 s")

polish.fail_point("Wrong color wax", effect="The shoes are cleaned and polished again", recovery=clean)

shine.flow(arrive >> brush >> polish >> buff >> pay >> collect)
shine.flow(clean >> polish)
shine.needs(polish >> supplies)
