"""A medical check-up, from the customer's script of 21 steps to a whole blueprint (in Chinese)."""

from blueprint import draft, minutes, per_hour

checkup = draft(
    "年度体检",
    language="zh-Hans",
    status="as-is",
    customer="自己开车来的体检者，第一次来",
    arrivals=per_hour(3),
    acceptable_time="7 d",
)
desk = checkup.resource("前台", id="desk", capacity=2)
clerk = checkup.resource("档案员", id="clerk")
technician = checkup.resource("技师", id="technician", capacity=3)
doctor = checkup.resource("医生", id="doctor", capacity=2)

with checkup.phase("预约") as booking:
    call = booking.customer(
        "打电话约好时间", id="call", service_time=minutes(1), channel="电话", evidence=["网站"], emotion=0
    )
    book = booking.onstage("接电话，排时间", id="book", resource=desk, service_time=minutes(3), channel="电话")

with checkup.phase("到达") as arriving:
    drive = arriving.customer("按时开车前往", id="drive", service_time=minutes(40), emotion=0)
    park = arriving.customer("找车位停车", id="park", service_time=minutes(6), evidence=["停车场"], emotion=-1)

with checkup.phase("找路") as finding:
    enter = finding.customer(
        "进门，弄清方位", id="enter", service_time=minutes(1), evidence=["大门", "楼层图"], emotion=-1
    )
    enter.fail_point(
        "入口标识不清",
        cause="楼层图不在入口处",
        effect="不知身在何处",
        severity=4,
        occurrence=6,
        detection=6,
        probability=0.15,
    )
    signs = finding.customer("看指示牌找路", id="signs", service_time=minutes(2), evidence=["指示牌"], emotion=-2)
    signs.fail_point(
        "指示牌不清",
        cause="科室名称前后不一",
        effect="走错路，折返",
        severity=5,
        occurrence=7,
        detection=6,
        probability=0.2,
    )
    ask = finding.customer("向人问路", id="ask", service_time=minutes(1), emotion=-1)
    ask.fail_point(
        "没人说得清",
        cause="无专人导医",
        effect="迟到，心里着急",
        severity=5,
        occurrence=4,
        detection=7,
        probability=0.1,
    )
    lift = finding.customer("乘电梯，过走廊", id="lift", service_time=minutes(4), evidence=["电梯", "走廊"], emotion=0)

with checkup.phase("登记") as registering:
    checkin = registering.customer("到前台报到", id="checkin", service_time=minutes(1), evidence=["前台"], emotion=0)
    register = registering.onstage(
        "核对预约，发表格", id="register", resource=desk, service_time=minutes(4), standard="90% within 10 min"
    )
    forms = registering.customer(
        "出示医保卡，填表", id="forms", service_time=minutes(8), evidence=["医保卡", "表格"], emotion=-1
    )
    forms.fail_point(
        "表格遗失",
        cause="纸质表格几经转手",
        effect="重填一遍",
        severity=6,
        occurrence=3,
        detection=5,
        prevention="当面扫描存档",
        probability=0.02,
    )
    record = registering.backstage("录入，建档案", id="record", resource=clerk, service_time=minutes(6))
    system = registering.support("体检信息系统", id="system")

with checkup.phase("检查") as examining:
    wait = examining.customer(
        "在候诊区等候",
        id="wait",
        service_time=minutes(0),
        note="等候不占服务时间，等多久看等待点",
        evidence=["座椅", "叫号屏"],
        emotion=-1,
    )
    wait.wait_point(
        "候诊",
        standard_time=minutes(10),
        acceptable_time=minutes(30),
        resource=technician,
        occupied=False,
        announced=False,
        explained=False,
        anxious=True,
        familiar=False,
        standard="90% within 20 min",
    )
    lead = examining.onstage("技师领到检查区", id="lead", resource=technician, service_time=minutes(3))
    vitals = examining.onstage(
        "量脉搏、血压、体温", id="vitals", resource=technician, service_time=minutes(6), evidence=["血压计"]
    )
    talk = examining.customer(
        "见医生，谈健康",
        id="talk",
        service_time=minutes(5),
        evidence=["诊室", "白大褂"],
        emotion=1,
        moment_of_truth=True,
    )
    consult = examining.onstage(
        "问诊，开检查单",
        id="consult",
        resource=doctor,
        service_time=minutes(10),
        determinants=["competence", "understanding"],
    )
    tests = examining.onstage(
        "做一系列检查",
        id="tests",
        resource=technician,
        service_time="triangular(20 min, 30 min, 45 min)",
        evidence=["仪器"],
    )
    lab = examining.support("化验样本", id="lab", service_time="2 d")
    goodbye = examining.customer("与医生道别", id="goodbye", service_time=minutes(1), emotion=1)

with checkup.phase("离开") as leaving:
    pay = leaving.customer("付费，办完手续", id="pay", service_time=minutes(2), evidence=["发票"], emotion=0)
    cashier = leaving.onstage(
        "结算，开发票", id="cashier", resource=desk, service_time=minutes(4), standard="90% within 10 min"
    )
    way_out = leaving.customer("找路回到车上", id="way-out", service_time=minutes(5), emotion=-1)
    leave = leaving.customer("开车离开停车场", id="leave", service_time=minutes(3), emotion=0)

with checkup.phase("结果") as following:
    results = following.customer(
        "在家等结果", id="results", service_time=minutes(0), note="等候不占服务时间，等多久看等待点", emotion=-2
    )
    results.wait_point(
        "等体检结果",
        standard_time="3 d",
        acceptable_time="5 d",
        announced=False,
        explained=False,
        comfortable=True,
        anxious=True,
    )
    results.fail_point(
        "结果迟到",
        cause="化验积压，无人催办",
        effect="担心，反复来电",
        severity=7,
        occurrence=5,
        detection=6,
        prevention="到期前一天提醒医生",
        probability=0.1,
        recovery_time="1 d",
    )
    report = following.backstage("审核，发出报告", id="report", resource=doctor, service_time=minutes(10))
    read = following.customer(
        "收到结果，看懂应对",
        id="read",
        service_time=minutes(10),
        evidence=["体检报告"],
        emotion=1,
        moment_of_truth=True,
    )
    followup = following.customer(
        "需要时打电话约复查", id="followup", service_time=minutes(1), channel="电话", emotion=0
    )
    rebook = following.onstage("接电话，安排复查", id="rebook", resource=desk, service_time=minutes(3), channel="电话")

checkup.standard("90% within 5 d", id="results-known", start=tests, end=report)

checkup.flow(call >> drive >> park >> enter >> signs >> ask >> lift >> checkin >> forms >> wait)
checkup.flow(wait >> lead >> vitals >> talk >> consult >> tests >> goodbye)
checkup.flow(goodbye >> pay >> way_out >> leave >> results >> read)
checkup.flow(read >> followup, probability=0.3, condition="需要复查")
checkup.end(read)
checkup.flow(call >> book >> drive)
checkup.flow(checkin >> register >> forms)
checkup.flow(forms >> record >> lead)
checkup.flow(tests >> lab >> report >> read)
checkup.flow(pay >> cashier >> way_out)
checkup.flow(followup >> rebook)
checkup.exchange(call >> book)
checkup.exchange(talk >> consult)
checkup.needs(book >> system)
checkup.needs(register >> system)
checkup.needs(record >> system)
