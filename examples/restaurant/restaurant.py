"""A restaurant in seven steps, from the staff briefing to the cleared table (in Chinese)."""

from blueprint import draft, minutes, per_hour

visit = draft(
    "餐厅服务标准（七步）",
    language="zh-Hans",
    status="to-be",
    customer="周末晚餐，四人同席，没有订位",
    arrivals=per_hour(10),
    acceptable_time="2 h 30 min",
)
host = visit.resource("迎宾员", id="host")
waiter = visit.resource("服务员", id="waiter", capacity=5)
kitchen = visit.resource("厨师", id="kitchen", capacity=4)
steward = visit.resource("洗碗工", id="steward")
table = visit.resource("餐桌", id="table", kind="space", capacity=20)

with visit.phase("餐前准备") as opening:
    briefing = opening.backstage(
        "班前会，检查仪容",
        id="briefing",
        resources=[host, waiter],
        service_time=minutes(15),
        standard=["人人清楚今日供应与沽清", "着装整洁，佩戴工牌"],
    )
    lay = opening.backstage(
        "摆台，对齐桌椅", id="lay", resource=waiter, service_time=minutes(20), standard="餐具齐全，桌椅成线"
    )
    station = opening.backstage(
        "整理工作台与地面", id="station", resource=waiter, service_time=minutes(15), standard="地面干净，无水渍"
    )

with visit.phase("迎宾入座") as welcoming:
    ready = welcoming.onstage(
        "站位迎候",
        id="ready",
        resources=[host, waiter],
        service_time=minutes(10),
        standard="开门前五至十分钟到位，站姿端正",
    )
    enter = welcoming.customer("到店", id="enter", service_time=minutes(1), evidence=["门头", "灯光"], emotion=0)
    welcome = welcoming.onstage(
        "齐声问候，询问人数",
        id="welcome",
        resources=[host, waiter],
        service_time=minutes(1),
        standard=["90% within 3 min", "听到的同事一同问候"],
        moment_of_truth=True,
        determinants=["courtesy"],
    )
    follow = welcoming.customer("随迎宾员入座", id="follow", service_time=minutes(1), evidence=["餐桌"], emotion=1)
    seat = welcoming.onstage(
        "领位，拉椅让座",
        id="seat",
        resource=host,
        seizes=table,
        service_time=minutes(2),
        standard=["女士优先", "走在客人前方一米，步速从容"],
    )
    seat.wait_point(
        "等位",
        standard_time=minutes(5),
        acceptable_time=minutes(20),
        occupied=True,
        announced=True,
        fair=True,
        comfortable=True,
    )
    menu = welcoming.onstage(
        "递菜单，介绍特色",
        id="menu",
        resource=waiter,
        service_time=minutes(1),
        standard="一句话讲清今日特色",
        evidence=["菜单", "茶水"],
    )

with visit.phase("点菜") as ordering:
    taste = ordering.customer("同席说口味与忌口", id="taste", service_time=minutes(2), emotion=0)
    choose = ordering.customer("商量选定菜品", id="choose", service_time=minutes(6), emotion=0)
    take = ordering.onstage(
        "点菜，复述确认",
        id="take",
        resource=waiter,
        service_time="triangular(2 min, 4 min, 8 min)",
        standard=["90% within 12 min", "逐项复述，记下忌口"],
        determinants=["understanding", "communication"],
    )
    take.fail_point(
        "漏记忌口",
        cause="没有逐项复述",
        effect="客人吃到不能吃的菜",
        severity=9,
        occurrence=3,
        detection=5,
        prevention="点菜系统必填忌口",
        fail_safe="task",
        probability=0.02,
        detected=0.8,
    )
    take.wait_point("等人点菜", standard_time=minutes(2), acceptable_time=minutes(6), announced=False)
    pos = ordering.support("点菜系统", id="pos")

with visit.phase("上菜") as serving:
    chat = serving.customer("喝茶闲谈", id="chat", service_time=minutes(5), evidence=["茶具"], emotion=0)
    cook = serving.backstage(
        "烹制菜品", id="cook", resource=kitchen, service_time="gamma(15 min, 5 min)", standard="先凉后热，同席同上"
    )
    serve = serving.onstage(
        "上菜，报菜名",
        id="serve",
        resource=waiter,
        service_time=minutes(3),
        standard=["轻拿轻放，报清菜名", "行走礼让客人"],
        moment_of_truth=True,
    )
    serve.fail_point(
        "上错菜",
        cause="没有核对桌号",
        effect="客人重新等菜",
        severity=6,
        occurrence=4,
        detection=2,
        probability=0.03,
        recovery=cook,
    )
    stock = serving.support("食材备货", id="stock")

with visit.phase("席间照顾") as dining:
    eat = dining.customer("用餐交谈", id="eat", service_time=minutes(45), evidence=["菜品", "餐具"], emotion=2)
    eat.wait_point("等菜", standard_time=minutes(20), acceptable_time=minutes(35), occupied=True, announced=False)
    care = dining.onstage(
        "巡台，添茶换碟",
        id="care",
        resource=waiter,
        service_time=minutes(4),
        standard=["先开口，不让客人招手", "为客人让路"],
    )
    care.fail_point(
        "邻桌喧哗",
        cause="客人之间互相影响",
        effect="同席谈话受扰",
        severity=5,
        occurrence=4,
        detection=3,
        prevention="大桌与小桌分区",
        fail_safe="encounter",
        probability=0.04,
    )

with visit.phase("结账") as paying:
    pay = paying.customer("示意结账，付款", id="pay", service_time=minutes(2), evidence=["账单"], emotion=-1)
    bill = paying.onstage(
        "核对账单，收款",
        id="bill",
        resource=waiter,
        service_time=minutes(3),
        standard=["90% within 8 min", "当面唱收唱付"],
    )
    bill.fail_point("账单有误", cause="退菜未销单", severity=7, occurrence=2, detection=3, probability=0.01)
    bill.wait_point("等结账", standard_time=minutes(3), acceptable_time=minutes(8), valued=False)
    payment = paying.support("收银支付系统", id="payment")

with visit.phase("送客清台") as closing:
    leave = closing.customer("离店", id="leave", service_time=minutes(1), emotion=1)
    farewell = closing.onstage(
        "道别，提醒带好物品",
        id="farewell",
        resources=[host, waiter],
        service_time=minutes(1),
        standard="送到门口，欢迎再来",
    )
    clear = closing.backstage("收台，复位桌椅", id="clear", resource=waiter, releases=table, service_time=minutes(5))
    wash = closing.backstage("洗碗消毒", id="wash", resource=steward, service_time=minutes(4))

visit.standard("90% within 35 min", id="dishes-served", start=take, end=serve)

visit.flow(briefing >> lay >> ready)
visit.flow(briefing >> station >> ready)
visit.flow(enter >> follow >> taste >> choose >> chat >> eat >> pay >> leave)
visit.flow(enter >> welcome >> follow)
visit.flow(follow >> seat >> menu >> taste)
visit.flow(choose >> take >> cook >> serve >> eat)
visit.flow(serve >> care >> pay)
visit.flow(pay >> bill >> leave)
visit.flow(leave >> farewell >> clear >> wash)
visit.exchange(taste >> choose)
visit.exchange(choose >> take)
visit.exchange(eat >> care)
visit.needs(welcome >> ready)
visit.needs(take >> pos)
visit.needs(cook >> stock)
visit.needs(bill >> payment)
