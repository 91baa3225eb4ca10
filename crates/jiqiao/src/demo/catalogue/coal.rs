//! 煤炭清洁利用：洗选、气化、煤化工、煤基固废和煤矿安全。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "煤炭清洁利用",
    code: "MT",
    sellers: &["r2", "u4", "e07"],
    technologies: &[
        Technology {
            form: Form::Process,
            level: 7,
            price_wan: (100, 280),
            ipc: &["B03B9/00", "B03D1/02"],
            industry: "0610 烟煤和无烟煤开采洗选",
            subject: "440 矿山工程技术",
            keywords: &["煤泥", "浮选", "脱水"],
            summary: "让{}分级回收，精煤多收、尾煤干排。",
            problem: "{}粒度细、灰分高，压滤后水分大、粘堵严重，多数只能低价掺烧。",
            method: "先用水力旋流器预先脱泥分级，粗粒进干扰床分选、细粒进微泡浮选柱，精煤由高频筛与快开压滤联合脱水，浮选药剂量按灰分在线检测自动调节。",
            indicators: &[("精煤产率", "%"), ("滤饼水分", "%")],
            variants: &[
                Variant {
                    title: "炼焦煤选煤厂细粒煤泥高效分选技术",
                    object: "炼焦煤选煤厂煤泥",
                    usage: "适合入洗能力每年 120 万吨以上的炼焦煤选煤厂改造。",
                    figures: &[("46", "34"), ("21", "27")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "动力煤选煤厂煤泥减量与干排工艺",
                    object: "动力煤选煤厂煤泥",
                    usage: "产品直接掺入末煤销售，可取消煤泥晾干场。",
                    figures: &[("38", "25"), ("19", "28")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "高灰矿井水沉积煤泥回收技术",
                    object: "矿井水仓沉积煤泥",
                    usage: "用于井下水仓清淤物的地面集中处理，清水回用。",
                    figures: &[("29", "12"), ("22", "30")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (300, 900),
            ipc: &["C10J3/46", "C10J3/48"],
            industry: "2522 煤制合成气生产",
            subject: "480 能源科学技术",
            keywords: &["气化", "水煤浆", "低阶煤"],
            summary: "让{}也能稳定气化，少加水、少烧氧。",
            problem: "{}成浆浓度低、灰熔点高，直接用于水煤浆气化时比氧耗大、渣口易堵。",
            method: "采用粗细粒级分开研磨再级配的制浆方法，配合木质素磺酸盐复合分散剂提高浓度，并按灰渣黏温曲线掺配助熔矿物，操作窗口由软测量模型在线给出。",
            indicators: &[("料浆浓度", "%"), ("比氧耗", "Nm³/kNm³")],
            variants: &[
                Variant {
                    title: "长焰煤高浓度水煤浆制备与气化技术",
                    object: "长焰煤",
                    usage: "适合现有水煤浆气化炉原料本地化改造。",
                    figures: &[("63", "58"), ("372", "405")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "高灰熔点贫瘦煤气化配矿助熔技术",
                    object: "高灰熔点贫瘦煤",
                    usage: "适合合成氨装置就近用煤，助熔剂取自当地石灰石矿。",
                    figures: &[("65", "60"), ("365", "398")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "气化细渣返烧与配浆利用技术",
                    object: "气化细渣",
                    usage: "将含碳细渣按一成比例返回制浆，减少外排和填埋。",
                    problem: "气化细渣含碳约三成、含水六成，脱水困难，多数外运填埋，浪费热值又占用场地。",
                    method: "细渣经重力分选富集残炭，机械与热风两级脱水后按粒度与煤浆级配返配，黏度由复合分散剂调节，返配比例由灰渣黏温模型约束，\
                           不影响排渣。",
                    figures: &[("61", "59"), ("380", "392")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (150, 420),
            ipc: &["C04B18/08", "C04B28/04"],
            industry: "3021 水泥制品制造",
            subject: "560 土木建筑工程",
            keywords: &["粉煤灰", "固废", "胶凝材料"],
            summary: "以{}为主要原料，生产低水泥用量建材。",
            problem: "{}堆存占地且扬尘，活性低、成分波动大，建材企业不敢多用。",
            method: "{}经立磨超细活化并按化学成分在线配料，用脱硫石膏和电石渣作复合激发剂，低温蒸养即可获得强度，水泥用量减少一半以上。",
            indicators: &[("固废掺量", "%"), ("28 天抗压强度", "MPa")],
            variants: &[
                Variant {
                    title: "循环流化床灰渣免烧路缘石生产技术",
                    object: "循环流化床灰渣",
                    usage: "产品用于县城街巷改造和乡村道路路缘石。",
                    figures: &[("72", "35"), ("42", "35")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "粉煤灰基矿井充填胶凝材料",
                    object: "电厂粉煤灰",
                    usage: "用于采空区膏体充填，可泵送距离超过 3 千米。",
                    figures: &[("85", "60"), ("6.5", "4")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤矸石陶粒轻质混凝土墙板",
                    object: "自燃煤矸石",
                    usage: "产品用于装配式建筑内隔墙，面密度比砖墙轻一半。",
                    figures: &[("68", "40"), ("12", "7.5")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 8,
            price_wan: (80, 200),
            ipc: &["F23C10/00", "F23J15/02"],
            industry: "4412 热电联产",
            subject: "470 动力与电气工程",
            keywords: &["循环流化床", "低氮燃烧", "超低排放"],
            summary: "改造炉内燃烧组织，使{}低成本达到超低排放。",
            problem: "{}负荷波动大、煤质差，炉外脱硫脱硝投入高，氨逃逸还会堵塞空预器。",
            method: "通过二次风分级重排、流态重构和炉内石灰石细粉多点喷射，把脱硫脱硝主要放在炉内完成，炉外只保留小型湿式精脱，\
                   控制逻辑按负荷前馈。",
            indicators: &[("出口氮氧化物", "mg/m³"), ("吨汽运行费", "元")],
            variants: &[
                Variant {
                    title: "集中供热循环流化床锅炉超低排放改造",
                    object: "县城集中供热锅炉",
                    usage: "适合 58 至 116 兆瓦热水锅炉，采暖季前两个月即可完工。",
                    figures: &[("38", "150"), ("5.2", "9.6")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "自备电厂低热值煤锅炉低氮燃烧技术",
                    object: "自备电厂低热值煤锅炉",
                    usage: "适合掺烧煤泥煤矸石的 75 至 240 吨锅炉。",
                    figures: &[("42", "180"), ("4.6", "8.8")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤与生物质混烧锅炉清洁燃烧技术",
                    object: "煤与秸秆混烧锅炉",
                    usage: "秸秆颗粒掺烧比例可达三成，受热面不易沾污。",
                    figures: &[("45", "165"), ("5.8", "9.2")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 5,
            price_wan: (500, 1200),
            ipc: &["C07C1/04", "B01J23/75"],
            industry: "2511 原油加工及石油制品制造",
            subject: "530 化学工程",
            keywords: &["费托合成", "催化剂", "高端蜡"],
            summary: "用钴基催化剂把合成气定向转化为{}。",
            problem: "铁基费托产品分布宽、附加值低，{}长期依赖进口。",
            method: "采用碳化硅复合载体负载纳米钴，孔道按产物链长设计，管壳式固定床分段控温，尾气循环比由甲烷选择性自动调节，催化剂可原位再生。",
            indicators: &[("目标产物选择性", "%"), ("甲烷选择性", "%")],
            variants: &[
                Variant {
                    title: "合成气制高熔点费托蜡催化剂及工艺",
                    object: "高熔点费托蜡",
                    usage: "产品用于热熔胶、油墨和相变储热材料。",
                    figures: &[("62", "41"), ("6", "12")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "合成气制线性高碳醇催化技术",
                    object: "线性高碳醇",
                    usage: "产品作洗涤剂和增塑剂醇原料，可与甲醇装置共用造气。",
                    figures: &[("48", "30"), ("8", "15")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "焦炉煤气制清洁白油联产氢技术",
                    object: "清洁溶剂白油",
                    usage: "以焦炉煤气为原料，副产氢气供周边加氢站。",
                    figures: &[("55", "38"), ("7", "13")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (60, 160),
            ipc: &["E21F17/18", "G08B21/12"],
            industry: "3519 矿山、冶金、建筑专用设备制造",
            subject: "620 安全科学技术",
            keywords: &["煤矿安全", "监测预警", "传感"],
            summary: "对{}连续监测，提前给出分级预警。",
            problem: "{}靠人工巡检和定点传感器，盲区多、误报多，往往发现时已来不及处置。",
            method: "用本质安全型分布式光纤和无线微功耗节点组网，融合温度、应变与气体多源信号，预警阈值随开采进度自动修正，断电后可独立工作 72 小时。",
            indicators: &[("预警提前量", "小时"), ("误报率", "%")],
            variants: &[
                Variant {
                    title: "采空区自然发火束管与光纤联合监测装置",
                    object: "采空区自然发火",
                    usage: "适合厚煤层综放工作面采空区，巷道一次敷设长期使用。",
                    figures: &[("96", "24"), ("3", "18")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "矿井顶板离层光纤在线监测装置",
                    object: "巷道顶板离层",
                    usage: "用于大断面煤巷和交岔点，测点间距可小至 1 米。",
                    figures: &[("48", "8"), ("4", "15")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "带式输送机托辊温升与火灾预警装置",
                    object: "带式输送机托辊过热",
                    usage: "沿主运皮带敷设测温光纤，定位精度达到单个托辊。",
                    figures: &[("12", "1"), ("2", "10")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 4,
            price_wan: (200, 600),
            ipc: &["C07C29/151", "B01D53/62"],
            industry: "2614 有机化学原料制造",
            subject: "530 化学工程",
            keywords: &["二氧化碳", "加氢", "甲醇"],
            summary: "捕集{}中的二氧化碳，加氢制成可运输的产品。",
            problem: "{}中二氧化碳浓度和杂质各不相同，常规醇胺法再生能耗高，捕集后又没有去处。",
            method: "用相变型胺吸收剂减少再生蒸汽，富液分相后只加热浓相；解吸气与绿氢在铜锌锆催化剂上低压加氢，反应热回供再生，\
                   形成能量耦合。",
            indicators: &[("再生能耗", "GJ/t"), ("单程转化率", "%")],
            variants: &[
                Variant {
                    title: "燃煤烟气二氧化碳捕集与绿色甲醇耦合技术",
                    object: "燃煤电厂烟气",
                    usage: "面向有风光弃电的电厂，弃电时段电解制氢。",
                    figures: &[("2.3", "3.6"), ("26", "18")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "石灰窑尾气二氧化碳提纯制碳酸二甲酯",
                    object: "石灰窑尾气",
                    usage: "面向石灰和电石企业，产品用作电池电解液溶剂。",
                    summary: "捕集石灰窑尾气中的二氧化碳，合成电解液溶剂碳酸二甲酯。",
                    method: "采用相变型胺吸收剂捕集并提纯二氧化碳，与甲醇在铈锆催化剂上直接合成碳酸二甲酯，膜反应器及时移出水，\
                           打破平衡限制，未反应气循环使用。",
                    figures: &[("1.9", "3.4"), ("22", "12")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤化工低温甲醇洗尾气二氧化碳利用技术",
                    object: "低温甲醇洗放空气",
                    usage: "面向合成氨和煤制气企业，尾气浓度高，可省去吸收工段。",
                    method: "尾气二氧化碳浓度高，先经变压吸附脱除硫和甲醇，再与绿氢在铜锌锆催化剂上低压加氢，反应热副产蒸汽供精制工段，\
                           装置可随电价变负荷运行。",
                    figures: &[("1.1", "2.8"), ("28", "20")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (50, 130),
            ipc: &["G06Q50/02", "G05B19/418"],
            industry: "0610 烟煤和无烟煤开采洗选",
            subject: "520 计算机科学技术",
            keywords: &["智能矿山", "选煤", "机器视觉"],
            summary: "用视觉与模型优化，代替人工经验控制{}。",
            problem: "{}依赖操作工经验，煤质变化后调整滞后半小时以上，质量忽高忽低。",
            method: "在带式输送机上方安装抗粉尘成像单元，识别粒度、矸石率和煤岩组分，与密度计、灰分仪数据一起进入预测控制模型，\
                   给出设定值并可闭环执行。",
            indicators: &[("灰分波动", "个百分点"), ("人均工效", "吨/工")],
            variants: &[
                Variant {
                    title: "重介选煤密度智能控制系统",
                    object: "重介分选密度",
                    usage: "适合两产品、三产品重介旋流器系统，不改动主工艺。",
                    figures: &[("0.35", "0.9"), ("210", "130")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "智能干选机煤矸识别与喷吹控制软件",
                    object: "块煤干法选矸",
                    usage: "适合 50 至 300 毫米块煤预排矸，识别含中煤的夹矸。",
                    figures: &[("0.6", "1.5"), ("260", "110")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "配煤装车自动定量与质量追溯系统",
                    object: "配煤装车",
                    usage: "从筒仓给料到装车采样全程留痕，每车附质量报告。",
                    figures: &[("0.4", "1.1"), ("340", "180")],
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
