"""A visit to a bar: the smallest blueprint."""

from blueprint import draft, minutes, per_hour

visit = draft("A visit to a bar", language="en", status="as-is", customer="A guest after work", arrivals=per_hour(8))
bartender = visit.resource("Bartender", capacity=2)

with visit.phase("Arrive") as arrive:
    enter = arrive.customer("Enter the bar", id="enter", service_time="30 s", evidence=["Light", "Music"], emotion=0)
    greet = arrive.onstage("Greet the guest", id="greet", resource=bartender, service_time="30 s", moment_of_truth=True)
    sit = arrive.customer("Sit at the counter", id="sit", service_time=minutes(1), emotion=1)

with visit.phase("Order and drink") as enjoy:
    order = enjoy.customer("Order a drink", id="order", service_time=minutes(2), evidence=["Menu"], emotion=0)
    take = enjoy.onstage("Take the order", id="take", resource=bartender, service_time=minutes(1))
    take.fail_point("Wrong drink noted", cause="Loud music", severity=5, occurrence=3, detection=4, probability=0.03)
    take.wait_point("Wait for the bartender", standard_time=minutes(2), acceptable_time=minutes(6), fair=False)
    mix = enjoy.onstage("Mix the drink", id="mix", resource=bartender, service_time=minutes(3))
    serve = enjoy.onstage("Serve the drink", id="serve", resource=bartender, service_time="30 s")
    restock = enjoy.backstage("Restock the bar", id="restock")
    ordering = enjoy.support("Ordering system", id="ordering")
    drink = enjoy.customer("Drink", service_time=minutes(25), evidence=["Glass"], emotion=2)

with visit.phase("Pay and leave") as go:
    pay = go.customer("Pay by card", id="pay", service_time=minutes(1), emotion=-1)
    bill = go.onstage("Bill the guest", id="bill", resource=bartender, service_time="90 s", standard="90% within 5 min")
    terminal = go.support("Card terminal", id="terminal")
    leave = go.customer("Leave", service_time="30 s", emotion=1)
    wash = go.backstage("Wash the glasses", id="wash", resource=bartender, service_time=minutes(1))

visit.flow(enter >> sit >> order >> drink >> pay >> leave >> wash)
visit.flow(enter >> greet >> sit)
visit.flow(order >> take >> mix >> serve >> drink)
visit.flow(drink >> order, probability=0.3, condition="another round")
visit.flow(pay >> bill >> leave)
visit.exchange(order >> take)
visit.needs(take >> ordering)
visit.needs(mix >> restock)
visit.needs(bill >> terminal)
