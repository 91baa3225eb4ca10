//! 新能源与储能：光伏、风电、储能、氢能和电网。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "新能源与储能",
    code: "XN",
    sellers: &["u4", "r2", "e17"],
    technologies: &[
        Technology {
            form: Form::Material,
            level: 6,
            price_wan: (200, 600),
            ipc: &["H01M10/0525", "H01M4/36"],
            industry: "3841 锂离子电池制造",
            subject: "430 材料科学",
            keywords: &["磷酸铁锂", "储能电池", "长寿命"],
            summary: "面向{}的长寿命低成本电池体系。",
            problem: "{}要求循环寿命长、低温可用，普通磷酸铁锂电池在严寒下放不出电，更换成本高。",
            method: "采用双粒径磷酸铁锂与预锂化补偿剂复合正极，电解液以羧酸酯降低黏度，极片梯度压实缩短传输路径，电芯配自加热膜并由管理系统预判开启。",
            indicators: &[("循环寿命", "次"), ("零下 20℃ 容量保持率", "%")],
            variants: &[
                Variant {
                    title: "电网侧储能用长循环磷酸铁锂电池",
                    object: "电网侧储能",
                    usage: "314 安时电芯，适配 5 兆瓦时集装箱系统。",
                    figures: &[("12000", "8000"), ("82", "65")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "矿用防爆无轨胶轮车电池系统",
                    object: "井下无轨胶轮车",
                    usage: "电池舱隔爆设计，支持井口换电。",
                    figures: &[("6000", "3500"), ("85", "60")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "高寒地区通信基站备用电池",
                    object: "高海拔通信基站",
                    usage: "免空调运行，适合山区基站铅酸替换。",
                    figures: &[("5000", "1200"), ("86", "50")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (120, 380),
            ipc: &["H02S20/32", "H02S40/10"],
            industry: "3825 光伏设备及元器件制造",
            subject: "480 能源科学技术",
            keywords: &["光伏", "跟踪支架", "运维"],
            summary: "让{}多发电、少清洗、少占地。",
            problem: "{}地形起伏、积尘积雪严重，固定支架发电损失大，人工清洗成本高且耗水。",
            method: "采用分段柔性传动的平单轴跟踪支架，按地形阴影模型逐排优化转角，配无水清扫机器人，雪天自动竖立卸雪，支架基础可用螺旋桩免混凝土。",
            indicators: &[("发电量增益", "%"), ("年清洗用水", "吨/兆瓦")],
            variants: &[
                Variant {
                    title: "山地光伏自适应跟踪支架",
                    object: "丘陵山地光伏电站",
                    usage: "适应南北 15 度坡，同排落差不超过 1.2 米。",
                    figures: &[("12", "0"), ("2", "60")],
                    county: "140932",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "采煤沉陷区柔性光伏支架",
                    object: "采煤沉陷区光伏",
                    usage: "支架允许 300 毫米不均匀沉降后再调平。",
                    figures: &[("9", "0"), ("5", "55")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "农光互补高架跟踪支架与作物配置技术",
                    object: "农光互补电站",
                    usage: "桩高 3 米以上，农机可通行，种植耐阴药材和杂粮。",
                    figures: &[("10", "0"), ("8", "50")],
                    county: "140927",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 7,
            price_wan: (60, 180),
            ipc: &["G06F30/20", "F03D17/00"],
            industry: "4415 风力发电",
            subject: "480 能源科学技术",
            keywords: &["风电", "功率预测", "故障诊断"],
            summary: "用数据模型提高{}水平，少停机、少罚款。",
            problem: "{}受复杂地形影响，厂家通用模型偏差大，考核罚款和非计划停机损失多。",
            method: "将数值天气预报降尺度到机位，按地形尾流修正，机组运行数据建立健康基线并识别早期异常，结论附可复核的图谱与检修建议，\
                   支持私有部署。",
            indicators: &[("预测月均误差", "%"), ("故障提前发现", "天")],
            variants: &[
                Variant {
                    title: "山地风电场短期功率预测系统",
                    object: "山地风电功率预测",
                    usage: "自动学习限电与检修记录，满足两个细则考核。",
                    figures: &[("7.5", "14"), ("3", "0")],
                    county: "140932",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "风机齿轮箱与叶片健康诊断系统",
                    object: "风机大部件运维",
                    usage: "融合振动、声纹与油液数据，减少登塔次数。",
                    figures: &[("8", "15"), ("45", "7")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "风光储联合电站能量管理系统",
                    object: "风光储联合调度",
                    usage: "储能充放计划与市场报价一起优化。",
                    figures: &[("6.8", "12"), ("10", "1")],
                    county: "140929",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 5,
            price_wan: (300, 900),
            ipc: &["C25B1/04", "C25B9/70"],
            industry: "3829 其他输配电及控制设备制造",
            subject: "480 能源科学技术",
            keywords: &["电解水", "制氢", "绿氢"],
            summary: "适应{}波动电源的高效制氢装备。",
            problem: "{}直接供电时功率忽高忽低，常规碱性电解槽负荷下限高、启停寿命短。",
            method: "采用超薄复合隔膜与镍铁泡沫电极，流道仿真消除死区，电解液按负荷变流量，多槽轮值分配功率，热备保温缩短冷启动时间。",
            indicators: &[("直流电耗", "kWh/Nm³"), ("负荷下限", "%")],
            variants: &[
                Variant {
                    title: "宽负荷碱性电解水制氢装备",
                    object: "风光离网电源",
                    usage: "单槽 1000 标方每小时，适合绿氢制甲醇配套。",
                    figures: &[("4.2", "4.8"), ("15", "30")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "质子交换膜电解槽低铱膜电极",
                    object: "质子交换膜制氢",
                    usage: "铱用量降到每平方厘米 0.4 毫克，可快速响应调频。",
                    method: "采用梯度涂覆低铱纳米片催化层与增强型质子膜，多孔传输层表面微整平降低接触电阻，流场仿真消除死区，启停保护逻辑抑制膜电极反极。",
                    figures: &[("4.1", "4.6"), ("5", "10")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "焦炉煤气提氢与加氢站一体化装置",
                    object: "焦炉煤气副产氢",
                    usage: "氢气纯度满足燃料电池用氢，站内压缩储存。",
                    summary: "从焦炉煤气提取高纯氢，就地加注燃料电池车。",
                    problem: "焦炉煤气富含氢气却多当燃料烧掉，外购氢运输距离远、价格高，加氢站难以盈利。",
                    method: "焦炉煤气经脱焦油萘、精脱硫后进变压吸附，提氢尾气返回焦炉加热，氢气在站内隔膜压缩并分级储存，加注策略按车型自动匹配。",
                    indicators: &[("提氢综合电耗", "kWh/Nm³"), ("负荷下限", "%")],
                    figures: &[("0.9", "1.4"), ("20", "40")],
                    county: "140981",
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (150, 450),
            ipc: &["F28D20/02", "F24D11/00"],
            industry: "4430 热力生产和供应",
            subject: "470 动力与电气工程",
            keywords: &["储热", "相变材料", "清洁供暖"],
            summary: "用低谷电和余热储存热量，为{}供暖。",
            problem: "{}直燃散煤污染，直接用电负荷集中、运行费高，余热白白排放。",
            method: "以水合盐与膨胀石墨复合相变材料封装成模块，循环一万次不分层，换热板分区串并联，控制器按气象预报和峰谷电价决定蓄放。",
            indicators: &[("储热密度", "kWh/m³"), ("采暖季费用", "元/m²")],
            variants: &[
                Variant {
                    title: "低谷电相变储热供暖系统",
                    object: "乡镇学校和卫生院",
                    usage: "单台 50 至 500 千瓦，可接入原有暖气片。",
                    figures: &[("92", "45"), ("16", "26")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "移动式工业余热储热供热车",
                    object: "离热网较远的小区",
                    usage: "利用电厂和铁合金厂余热，单车 4 兆瓦时。",
                    figures: &[("105", "50"), ("15", "24")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "中深层地热与储热联合供暖技术",
                    object: "县城新建居住区",
                    usage: "取热不取水，储热罐平抑峰负荷。",
                    method: "中深层井采用同轴套管闭式换热，热泵与水合盐相变储热罐串联，控制器按气象预报和峰谷电价决定蓄放，井群轮采保持地温场多年稳定。",
                    figures: &[("88", "45"), ("14", "23")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 6,
            price_wan: (100, 300),
            ipc: &["H02J3/32", "H02J7/35"],
            industry: "3824 电力电子元器件制造",
            subject: "470 动力与电气工程",
            keywords: &["构网型", "储能变流器", "微电网"],
            summary: "为{}提供主动支撑电网的变流装备。",
            problem: "{}末端电压低、新能源占比高，普通跟网型变流器在故障时脱网。",
            method: "采用虚拟同步与暂态限流结合的构网控制，碳化硅器件三电平拓扑，黑启动由储能自建电压，多机并联无需通信线，远程可升级。",
            indicators: &[("满载效率", "%"), ("离网切换时间", "ms")],
            variants: &[
                Variant {
                    title: "构网型储能变流器",
                    object: "新能源汇集站",
                    usage: "单机 1725 千瓦，具备 3 倍短时过流能力。",
                    figures: &[("98.9", "98.0"), ("10", "100")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "偏远乡村光储微电网成套装置",
                    object: "末端弱电网村庄",
                    usage: "停电时自动孤网，优先保障卫生室和水泵。",
                    figures: &[("97.8", "96"), ("12", "200")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "矿区直流微电网能量路由器",
                    object: "矿区重卡充换电",
                    usage: "直流母线接光伏、储能与充电堆，减少变换级数。",
                    figures: &[("98.2", "95"), ("8", "120")],
                    county: "140930",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 5,
            price_wan: (90, 280),
            ipc: &["C10L5/44", "C10B53/02"],
            industry: "4417 生物质能发电",
            subject: "480 能源科学技术",
            keywords: &["生物质", "热解", "碳化"],
            summary: "将{}热解联产燃气、炭与液体产品。",
            problem: "{}收集半径大、含碱高，直燃发电结渣严重，补贴退坡后难以为继。",
            method: "采用下吸式连续热解炉，高温裂解焦油，燃气供热或供暖，炭产品按用途调控孔隙，收储环节用打包压块降低运输成本，\
                   污染物在线监测。",
            indicators: &[("吨原料综合收益", "元"), ("燃气焦油含量", "mg/m³")],
            variants: &[
                Variant {
                    title: "秸秆热解气炭联产供热技术",
                    object: "玉米秸秆",
                    usage: "适合 3 万平方米左右的集中供热站。",
                    figures: &[("460", "210"), ("20", "150")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "林业剩余物炭电联产技术",
                    object: "林业剩余物",
                    usage: "炭产品可作烧烤炭和土壤改良炭。",
                    figures: &[("520", "260"), ("25", "160")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "蘑菇渣与药渣热解处理技术",
                    object: "菌渣和中药渣",
                    usage: "药渣不外运填埋，热量返回烘干工序。",
                    problem: "菌渣和中药渣含水高、易霉变，还田有病菌和药残顾虑，多数填埋，处置费逐年上涨。",
                    figures: &[("380", "150"), ("30", "180")],
                    county: "140923",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (80, 240),
            ipc: &["B60L53/30", "B60L53/80"],
            industry: "3670 汽车零部件及配件制造",
            subject: "470 动力与电气工程",
            keywords: &["充电", "换电", "重卡"],
            summary: "面向{}的快速补能装备与调度。",
            problem: "{}补能排队长、电网扩容难，冬季充电慢，司机和车队都不愿换电动。",
            method: "充电模块全液冷并共享功率池，动态分配到各枪；换电机构采用视觉定位吊装，电池仓保温预热；调度系统按运单与电价排定补能计划。",
            indicators: &[("单车补能时间", "分钟"), ("单位电费", "元/kWh")],
            variants: &[
                Variant {
                    title: "短倒重卡自动换电站",
                    object: "矿区短倒重卡",
                    usage: "侧向吊装换电，适配多家主流底盘。",
                    figures: &[("4", "60"), ("0.52", "0.75")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "全液冷共享功率充电堆",
                    object: "公交和物流车队",
                    usage: "单枪最大 600 千瓦，噪声低于 55 分贝。",
                    figures: &[("12", "50"), ("0.56", "0.8")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "光储充一体化服务区供电系统",
                    object: "高速公路服务区",
                    usage: "储能削峰，免去变压器扩容。",
                    figures: &[("15", "45"), ("0.49", "0.82")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
