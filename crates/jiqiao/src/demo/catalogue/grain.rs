//! 杂粮与现代农业：谷子、莜麦、红芸豆、马铃薯、玉米和养殖。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "杂粮与现代农业",
    code: "NY",
    sellers: &["u2", "r1", "e11"],
    technologies: &[
        Technology {
            form: Form::Growing,
            level: 8,
            price_wan: (30, 90),
            ipc: &["A01G22/20", "A01H5/10"],
            industry: "0119 其他谷物种植",
            subject: "210 农学",
            keywords: &["杂粮", "育种", "抗旱"],
            summary: "选育的{}新品种，旱地高产又适合机收。",
            problem: "当地{}品种混杂退化，倒伏重、成熟不一致，机械收获损失大，加工企业收不到整齐的原料。",
            method: "以地方种质为亲本，经杂交、南繁加代和旱棚鉴定选育，配合分子标记剔除感病单株，良种繁育执行三圃制，并配套精量播种与化控要点。",
            indicators: &[("旱地亩产", "kg"), ("机收损失率", "%")],
            variants: &[
                Variant {
                    title: "优质抗旱谷子新品种选育及配套技术",
                    object: "谷子",
                    usage: "中矮秆、穗层整齐，小米色泽金黄，适口性好。",
                    figures: &[("368", "295"), ("3.5", "11")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "早熟高产莜麦新品种选育及配套技术",
                    object: "莜麦",
                    usage: "生育期缩短约 8 天，适合海拔 1300 米以上地区。",
                    figures: &[("215", "160"), ("4", "10")],
                    county: "140928",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "直立型红芸豆新品种选育及配套技术",
                    object: "红芸豆",
                    usage: "底荚高 12 厘米以上，可一次性联合收获。",
                    figures: &[("182", "138"), ("5", "15")],
                    county: "140929",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Growing,
            level: 7,
            price_wan: (20, 60),
            ipc: &["A01G13/02", "A01C7/20"],
            industry: "7511 农林牧渔技术推广服务",
            subject: "210 农学",
            keywords: &["旱作", "渗水地膜", "节水"],
            summary: "用渗水保墒与精量穴播，帮助{}抗春旱。",
            problem: "晋西北春旱频发，{}出苗不齐，普通地膜雨水难入土，残膜又难回收。",
            method: "采用微孔渗水降解膜与波浪沟覆盖，铺膜、施肥、穴播一次完成，小雨可渗入根区，膜体在收获后三个月开始崩解，翻耕即可还田。",
            indicators: &[("出苗率", "%"), ("水分利用效率", "kg/(mm·亩)")],
            variants: &[
                Variant {
                    title: "谷子渗水降解膜机穴播技术",
                    object: "谷子",
                    usage: "适合年降水 350 至 450 毫米的坡梁地。",
                    figures: &[("93", "74"), ("1.25", "0.82")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "马铃薯黑膜垄作集雨高产技术",
                    object: "马铃薯",
                    usage: "黑膜抑草，垄沟集雨，商品薯率明显提高。",
                    figures: &[("95", "85"), ("4.6", "3.1")],
                    county: "140928",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "高粱宽窄行覆膜密植技术",
                    object: "高粱",
                    usage: "配套耐密品种与无人机飞防，适合酿造高粱订单。",
                    figures: &[("94", "80"), ("1.9", "1.4")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Growing,
            level: 6,
            price_wan: (40, 120),
            ipc: &["A01H4/00", "A01G22/25"],
            industry: "0123 薯类种植",
            subject: "210 农学",
            keywords: &["脱毒种薯", "组织培养", "马铃薯"],
            summary: "快速繁育{}，一年供应优质种苗。",
            problem: "{}连年自留，病毒积累、产量逐年下降，外调种苗价格高且到货时间没有保证。",
            method: "茎尖剥离结合热处理脱毒，双抗酶联与荧光定量检测，光自养微繁减少污染，雾培和网棚接力扩繁，建立一苗一码的质量追溯。",
            indicators: &[("单株年繁殖量", "株（粒）"), ("病毒检出率", "%")],
            variants: &[
                Variant {
                    title: "马铃薯脱毒原原种雾培快繁技术",
                    object: "马铃薯脱毒原原种",
                    usage: "适合建设年产千万粒的种薯中心。",
                    figures: &[("62", "18"), ("0.5", "6")],
                    county: "140928",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "脱毒红薯苗工厂化繁育技术",
                    object: "脱毒红薯苗",
                    usage: "三月即可供苗，适合温室错季利用。",
                    figures: &[("48", "20"), ("0.8", "8")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "脱毒草莓苗工厂化组培繁育技术",
                    object: "脱毒草莓苗",
                    usage: "可与夏秋甜糯玉米轮茬，提高设施利用率。",
                    figures: &[("85", "40"), ("0.6", "5")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (50, 150),
            ipc: &["A01D41/02", "A01D43/00"],
            industry: "3572 机械化农业及园艺机具制造",
            subject: "460 机械工程",
            keywords: &["农机", "收获", "杂粮"],
            summary: "适合丘陵小地块的{}机械，轻便而损失小。",
            problem: "丘陵山区地块小、坡度大，通用机型进不去、损失高，{}主要靠人工。",
            method: "采用窄幅履带底盘与姿态调平，割台仿形、柔性脱粒间隙电控可调，关键部件快拆互换，一机可配多种割台。",
            indicators: &[("作业效率", "亩/小时"), ("损失率", "%")],
            variants: &[
                Variant {
                    title: "丘陵山地谷子联合收获机",
                    object: "谷子收获",
                    usage: "适应坡度 15 度以内的梯田，配防缠绕割台。",
                    figures: &[("4.2", "0.4"), ("3", "9")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "红芸豆割晒与捡拾脱粒机组",
                    object: "红芸豆收获",
                    usage: "低速柔性脱粒，破碎率低于 2%。",
                    figures: &[("5", "0.3"), ("4", "12")],
                    county: "140929",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "马铃薯微型起收分拣机",
                    object: "马铃薯收获",
                    usage: "可与 35 马力以下拖拉机配套，减少伤薯。",
                    figures: &[("2.6", "0.3"), ("3.5", "8")],
                    county: "140928",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (30, 90),
            ipc: &["G06Q50/02", "G01S19/42"],
            industry: "7511 农林牧渔技术推广服务",
            subject: "520 计算机科学技术",
            keywords: &["智慧农业", "遥感", "病虫害"],
            summary: "用遥感和物联数据为{}提供地块级建议。",
            problem: "{}面积大而分散，农技人员少，长势和灾情靠估计，防治和理赔都不及时。",
            method: "融合多源卫星影像、田间微型气象站和农户手机照片，作物分类与长势模型按县校准，处方图和提醒以短信和小程序下发，\
                   离线也能查看。",
            indicators: &[("识别准确率", "%"), ("响应时间", "天")],
            variants: &[
                Variant {
                    title: "杂粮种植面积遥感核查与长势监测系统",
                    object: "杂粮产区",
                    usage: "支持补贴面积核查和产量预估。",
                    figures: &[("95", "82"), ("3", "15")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "马铃薯晚疫病预警与飞防调度系统",
                    object: "马铃薯产区",
                    usage: "按湿润期模型提前发布防治窗口，统筹飞防队。",
                    figures: &[("91", "70"), ("1", "7")],
                    county: "140928",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "设施蔬菜水肥智能决策系统",
                    object: "日光温室蔬菜",
                    usage: "按光照累积量灌溉，适配现有文丘里施肥器。",
                    summary: "按光照和墒情为日光温室蔬菜自动给出水肥方案。",
                    problem: "日光温室蔬菜灌溉施肥全凭经验，过量施肥造成盐渍化，阴天浇水又容易沤根。",
                    method: "以光照累积量、基质含水率和电导率为输入，结合作物生育期模型给出每次灌溉量与肥液配比，农户用手机确认即可执行，\
                           断网时按上次方案运行。",
                    indicators: &[("决策采纳率", "%"), ("响应时间", "天")],
                    figures: &[("93", "75"), ("0.5", "2")],
                    county: "140902",
                },
            ],
        },
        Technology {
            form: Form::Growing,
            level: 7,
            price_wan: (25, 80),
            ipc: &["C05F17/20", "C05G3/80"],
            industry: "2625 有机肥料及微生物肥料制造",
            subject: "210 农学",
            keywords: &["有机肥", "微生物", "土壤改良"],
            summary: "把{}制成专用肥，改良本地石灰性土壤。",
            problem: "{}随意堆放污染水体，直接还田又带来草籽和盐分，农户不愿使用。",
            method: "接种耐低温复合菌剂，条垛加膜静态通气发酵，按作物需肥规律添加腐植酸与中微量元素，造粒后裹覆解磷菌，产品按批次检测抗生素残留。",
            indicators: &[("发酵周期", "天"), ("化肥替代率", "%")],
            variants: &[
                Variant {
                    title: "羊粪基谷子专用生物有机肥技术",
                    object: "羊粪",
                    usage: "适合养羊大县就地转化，不需要烘干工序。",
                    figures: &[("18", "45"), ("40", "0")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "鸡粪与蘑菇渣协同发酵制肥技术",
                    object: "鸡粪和菌渣",
                    usage: "两种原料碳氮互补，臭气减少。",
                    figures: &[("15", "40"), ("35", "0")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "酒糟醋糟制基质和土壤调理剂技术",
                    object: "酒糟和醋糟",
                    usage: "产品用作育苗基质，也可改良次生盐碱地。",
                    figures: &[("21", "50"), ("30", "0")],
                    county: "140923",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Growing,
            level: 6,
            price_wan: (40, 110),
            ipc: &["A01K67/02", "A23K10/30"],
            industry: "0314 羊的饲养",
            subject: "230 畜牧、兽医科学",
            keywords: &["肉羊", "饲料", "繁育"],
            summary: "以本地资源提高{}效益。",
            problem: "{}周期长、料肉比高，母羊产羔率低，冬春季只喂秸秆造成掉膘。",
            method: "建立同期发情与定时输精程序，秸秆经菌酶黄贮后与杂粮加工副产物配成全混合日粮，分阶段营养标准写入称重分群系统。",
            indicators: &[("育肥料肉比", "kg/kg"), ("出栏天数", "天")],
            variants: &[
                Variant {
                    title: "晋西北绒山羊杂交肉羊高效育肥技术",
                    object: "肉羊育肥",
                    usage: "适合年出栏 500 只以上的家庭牧场和合作社。",
                    figures: &[("5.2", "7.4"), ("150", "210")],
                    county: "140929",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "荞麦壳与豆秸全混合日粮技术",
                    object: "舍饲育成羊",
                    usage: "利用荞麦壳和红芸豆秸秆，降低饲料费用。",
                    figures: &[("5.8", "7.6"), ("165", "215")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "羔羊早期断奶与代乳料技术",
                    object: "羔羊培育",
                    usage: "断奶提前到 35 日龄，母羊两年三产。",
                    figures: &[("4.1", "5.6"), ("120", "170")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (50, 140),
            ipc: &["A01F25/00", "F25D11/00"],
            industry: "5951 谷物仓储",
            subject: "210 农学",
            keywords: &["储藏", "保鲜", "产后减损"],
            summary: "延长{}储藏期，减少产后损失。",
            problem: "{}集中上市价格低，农户窖藏和简易仓储损失大、品质下降快。",
            method: "按品种呼吸热设计通风与热泵联动策略，二氧化碳和乙烯浓度作为控制量，辅以植物精油缓释保鲜，利用冬季自然冷源，\
                   全程不使用化学抑芽剂。",
            indicators: &[("储藏损失率", "%"), ("储藏期", "月")],
            variants: &[
                Variant {
                    title: "马铃薯自然冷源智能通风窖",
                    object: "马铃薯",
                    usage: "适合 500 至 3000 吨合作社储窖改造。",
                    figures: &[("4", "15"), ("9", "6")],
                    county: "140928",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "小米充氮气调保鲜储藏技术",
                    object: "小米",
                    usage: "抑制脂肪氧化，保持煮粥米油和香味。",
                    method: "小米加工后立即真空充氮，包装内放置双效脱氧剂，仓内低温准静态贮藏，以脂肪酸值和米香物质为品质指标，\
                           按批次预测保鲜期并先进先出。",
                    figures: &[("0.5", "3"), ("18", "8")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "鲜食糯玉米即时锁鲜冷藏技术",
                    object: "鲜食糯玉米",
                    usage: "采后 4 小时内完成漂烫与速冻，保持甜糯口感。",
                    method: "采后在产地完成去苞、漂烫与隧道速冻，真空包装后梯度冷藏，糖分转化由近红外抽检监控，冷库与车间排程联动，\
                           减少鲜穗等待时间。",
                    figures: &[("2", "10"), ("12", "6")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
