//! 煤层气：抽采、井下装备、低浓度利用、集输与监测。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "煤层气",
    code: "MQ",
    sellers: &["r2", "u4", "e13"],
    technologies: &[
        Technology {
            form: Form::Process,
            level: 7,
            price_wan: (200, 600),
            ipc: &["E21B43/26", "E21B43/22"],
            industry: "0721 陆地天然气开采",
            subject: "440 矿山工程技术",
            keywords: &["煤层气", "压裂", "增产"],
            summary: "针对{}的地质特点改进压裂，提高单井产量。",
            problem: "{}渗透率低、割理易被煤粉堵塞，常规活性水压裂裂缝短，稳产期不到一年。",
            method: "采用低伤害清洁压裂液携带粒径组合支撑剂，脉冲变排量加砂形成缝网，压后以煤粉分散剂段塞控制返排速度，施工压力曲线实时反演裂缝长度。",
            indicators: &[("单井日产气", "m³"), ("稳产期", "月")],
            variants: &[
                Variant {
                    title: "深部煤层气水平井缝网压裂技术",
                    object: "埋深 1500 米以下的深部煤层",
                    usage: "适合薄互层多段水平井，单段簇数可按应力差调整。",
                    figures: &[("18000", "9000"), ("30", "14")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "低渗煤层直井二次压裂解堵增产技术",
                    object: "投产多年的低产直井",
                    usage: "利用老井井筒作业，不动管柱即可施工。",
                    figures: &[("1500", "420"), ("18", "6")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "构造煤顶板间接压裂技术",
                    object: "松软构造煤层",
                    usage: "在顶板砂岩中造缝沟通煤层，避免煤粉大量产出。",
                    figures: &[("2600", "900"), ("24", "8")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 8,
            price_wan: (40, 120),
            ipc: &["E21B43/12", "F04B47/00"],
            industry: "3512 石油钻采专用设备制造",
            subject: "460 机械工程",
            keywords: &["排采", "抽油机", "智能控制"],
            summary: "让{}按井底流压自动排采，少跑井场、少卡泵。",
            problem: "{}靠人工定期调冲次，降压过快会激动煤层出粉，过慢则浪费产能。",
            method: "以动液面和井口套压连续反算井底流压，控制器按预设降压曲线调节驱动频率，检出煤粉时自动启动洗井程序，数据经四代移动网络回传。",
            indicators: &[("检泵周期", "天"), ("吨水电耗", "kWh")],
            variants: &[
                Variant {
                    title: "煤层气井智能排采控制柜",
                    object: "直井有杆泵",
                    usage: "适配 3 至 8 型抽油机，两小时内完成换装。",
                    figures: &[("420", "180"), ("3.1", "5.6")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "水平井无杆液力排采装置",
                    object: "大斜度水平井",
                    usage: "没有抽油杆偏磨，可随井斜下到最低点。",
                    figures: &[("560", "150"), ("3.8", "6.9")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "太阳能供电井场微型排采机组",
                    object: "无网电的偏远井场",
                    usage: "白天光伏供电、夜间储能保底，省去柴油发电。",
                    figures: &[("390", "160"), ("2.7", "7.5")],
                    county: "140930",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (150, 400),
            ipc: &["B01D53/047", "C10L3/10"],
            industry: "0721 陆地天然气开采",
            subject: "530 化学工程",
            keywords: &["低浓度瓦斯", "提浓", "变压吸附"],
            summary: "把{}安全提浓到可用浓度。",
            problem: "{}甲烷浓度低且含氧，直接提浓存在爆炸风险，多数矿井只能放空。",
            method: "以疏水碳分子筛优先吸附甲烷，抽采气先经催化除氧把氧含量降到 0.5% 以下，四塔真空变压吸附按浓度自动改变步序，\
                   全流程布置抑爆与隔爆。",
            indicators: &[("产品气甲烷浓度", "%"), ("甲烷回收率", "%")],
            variants: &[
                Variant {
                    title: "低浓度抽采瓦斯安全提浓技术",
                    object: "浓度 10% 至 30% 的抽采瓦斯",
                    usage: "产品气可并入民用管网或供燃气机组。",
                    figures: &[("90", "60"), ("92", "75")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "乏风瓦斯吸附预富集技术",
                    object: "浓度低于 1% 的矿井乏风",
                    usage: "富集后供氧化装置自持运行，配风阻力增加不超过 300 帕。",
                    problem: "矿井乏风甲烷浓度低于 1%、风量巨大，达不到氧化装置自持运行的浓度，几乎全部放空。",
                    method: "以疏水多孔碳蜂窝转轮低阻吸附甲烷，旋转脱附区用少量热风反吹，浓度提高五倍以上后送氧化装置，转速和脱附温度按来风浓度自动调节。",
                    figures: &[("3.2", "0.5"), ("80", "40")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤矿区废弃井残余瓦斯抽采利用技术",
                    object: "关闭矿井采空区残余瓦斯",
                    usage: "抽采站撬装布置，浓度下降后可整体搬迁。",
                    problem: "关闭矿井采空区仍有大量残余瓦斯，浓度逐年下降且含氧，无人监管时经裂隙逸散到地面。",
                    method: "利用地面钻孔负压抽采，井网按采空区连通性反演布置，抽采负压由氧含量上限约束，气体经橇装变压吸附提浓，\
                           水淹风险用微震与水位联合判断。",
                    figures: &[("45", "30"), ("88", "60")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (180, 480),
            ipc: &["F23G7/06", "F23L15/02"],
            industry: "3463 气体、液体分离及纯净设备制造",
            subject: "480 能源科学技术",
            keywords: &["乏风氧化", "蓄热", "余热利用"],
            summary: "用蓄热氧化装置销毁并利用{}。",
            problem: "{}浓度波动大，常规蓄热氧化装置频繁熄火或超温，热量也难以稳定利用。",
            method: "采用蜂窝陶瓷与金属相变材料分层蓄热，旁路热气按浓度前馈调节，浓度骤降时也能维持炉温，高温侧抽取热风驱动余热锅炉。",
            indicators: &[("最低自持浓度", "%"), ("热回收率", "%")],
            variants: &[
                Variant {
                    title: "矿井乏风瓦斯蓄热氧化供热装置",
                    object: "矿井乏风瓦斯",
                    usage: "冬季为井口保温和浴室供热，替代燃煤锅炉。",
                    figures: &[("0.25", "0.4"), ("72", "50")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "低浓度瓦斯掺混氧化发电装置",
                    object: "低浓度抽采瓦斯",
                    usage: "掺混乏风后进氧化炉，产中压蒸汽发电。",
                    figures: &[("0.9", "1.2"), ("78", "62")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "油气田火炬伴生气氧化利用装置",
                    object: "零散火炬气",
                    usage: "撬装运输，适合零散井口和处理站放空气。",
                    figures: &[("0.3", "0.6"), ("70", "0")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 6,
            price_wan: (90, 240),
            ipc: &["E21B7/04", "E21B47/02"],
            industry: "3511 矿山机械制造",
            subject: "440 矿山工程技术",
            keywords: &["定向钻进", "随钻测量", "瓦斯抽采"],
            summary: "提高{}的钻进深度与轨迹精度。",
            problem: "{}容易塌孔、喷孔，轨迹偏离后抽采留下空白带，采掘时瓦斯超限。",
            method: "采用泡沫氮气与清水可切换的冲洗介质，螺杆马达配合双向通信随钻测量，轨迹偏差由自动导向程序修正，孔内埋入筛管随退钻一次完成护孔。",
            indicators: &[("最大孔深", "m"), ("终孔偏差", "m")],
            variants: &[
                Variant {
                    title: "松软煤层顺层定向钻孔成套装备",
                    object: "松软煤层顺层孔",
                    usage: "适合坚固性系数 0.3 至 0.6 的松软煤层条带预抽。",
                    figures: &[("420", "150"), ("1.5", "6")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "顶板高位大直径定向长钻孔装备",
                    object: "顶板高位长钻孔",
                    usage: "以孔代巷抽采上隅角瓦斯，省去高抽巷。",
                    figures: &[("1200", "500"), ("2.0", "8")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "底抽巷穿层孔自动钻机",
                    object: "底抽巷穿层钻孔",
                    usage: "一键上杆、自动开孔定位，遥控操作远离孔口。",
                    figures: &[("180", "120"), ("0.4", "1.5")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (40, 110),
            ipc: &["G01V9/00", "G06N20/00"],
            industry: "0721 陆地天然气开采",
            subject: "520 计算机科学技术",
            keywords: &["甜点预测", "产能预测", "机器学习"],
            summary: "用历史井数据预测{}，减少低效井。",
            problem: "{}多凭经验类比，地质、工程资料分散在不同单位，井网部署后才发现产量达不到设计。",
            method: "统一整理钻井、测井、压裂和排采数据，以物理约束的梯度提升模型预测产能，用留一区块交叉验证给出可信区间，并解释每个因素的贡献。",
            indicators: &[("产能预测误差", "%"), ("低效井比例", "%")],
            variants: &[
                Variant {
                    title: "煤层气区块甜点评价软件",
                    object: "井位部署",
                    usage: "输出井位排序图和风险提示，支持新井数据滚动更新。",
                    figures: &[("18", "42"), ("12", "31")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "压裂施工参数优化与产能预测软件",
                    object: "压裂设计",
                    usage: "在设计阶段比较排量、液量和砂比方案的收益。",
                    figures: &[("15", "38"), ("14", "28")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "排采制度智能推荐软件",
                    object: "排采制度",
                    usage: "按井自动推荐下月降压曲线，并预警产量异常。",
                    figures: &[("12", "30"), ("10", "25")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 5,
            price_wan: (60, 150),
            ipc: &["G01N21/39", "G01M3/38"],
            industry: "4014 实验分析仪器制造",
            subject: "510 电子与通信技术",
            keywords: &["甲烷泄漏", "激光检测", "遥测"],
            summary: "远距离快速查出{}的微小泄漏。",
            problem: "{}点多线长，人工持检漏仪逐点排查一遍要数周，微漏常年没有被发现。",
            method: "用可调谐激光吸收光谱配双轴扫描云台，本底自动扣除，结合风场反演给出泄漏位置与速率，数据按甲烷排放报告格式导出。",
            indicators: &[("最小可检泄漏", "g/h"), ("单站检测时间", "分钟")],
            variants: &[
                Variant {
                    title: "集气站甲烷泄漏激光扫描监测仪",
                    object: "集气站阀组",
                    usage: "固定安装全天扫描，泄漏位置叠加在站场图像上。",
                    figures: &[("20", "150"), ("6", "90")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "无人机载甲烷巡检吊舱",
                    object: "集输管线",
                    usage: "一架次可巡 12 千米管线，自动生成疑似漏点清单。",
                    figures: &[("60", "300"), ("25", "480")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "城镇燃气巡检车载激光检测系统",
                    object: "城镇燃气管网",
                    usage: "以 40 千米时速巡检，区分沼气与燃气来源。",
                    figures: &[("35", "200"), ("30", "360")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 7,
            price_wan: (100, 260),
            ipc: &["F17D1/04", "C10L3/10"],
            industry: "4511 天然气生产和供应业",
            subject: "480 能源科学技术",
            keywords: &["集输", "增压", "脱水"],
            summary: "为{}提供低压、节能、可搬迁的集输处理方案。",
            problem: "{}压力低、含水含粉，常规集中增压投资大，产量递减后设备长期大马拉小车。",
            method: "采用井口旋流除粉、静态混合抑水和橇装变频螺杆增压，管网压力由水力模型在线寻优，设备模块可随产量减台搬迁。",
            indicators: &[("单方气电耗", "kWh"), ("井口回压", "MPa")],
            variants: &[
                Variant {
                    title: "低压煤层气橇装增压集输技术",
                    object: "低压煤层气井组",
                    usage: "适合 8 至 20 口井的平台，四周内可搬迁投运。",
                    figures: &[("0.11", "0.19"), ("0.05", "0.18")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤层气小型橇装液化技术",
                    object: "远离管网的零散气井",
                    usage: "日处理 1 万至 5 万立方米，液化后公路外运。",
                    summary: "为远离管网的零散气井提供可搬迁的小型液化装置。",
                    problem: "远离管网的零散气井产量小、寿命短，修建管线不经济，长期关井或放空。",
                    method: "采用混合冷剂单级循环和板翅式冷箱的橇装流程，脱酸、脱水与液化集成在四个橇块内，负荷可在三成到满载间调节，\
                           冷剂配比随环境温度自动修正。",
                    figures: &[("0.62", "0.85"), ("0.08", "0.3")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤层气掺氢输送与安全评价技术",
                    object: "掺氢输送的既有管网",
                    usage: "给出各管段允许掺氢比例和监测方案。",
                    summary: "为掺氢输送的既有管网提供安全评价与监测方案。",
                    problem: "掺氢输送的既有管网钢级杂、服役年限长，氢脆和渗漏风险说不清，掺多少、在哪里掺没有依据。",
                    method: "对在役管材取样开展含氢环境拉伸与疲劳试验，结合管网水力与混合仿真逐段给出掺氢上限，关键点布设氢敏传感器，\
                           形成完整性评价与分级监测方案。",
                    indicators: &[("掺氢比例上限", "%"), ("单管段评价时间", "天")],
                    figures: &[("20", "5"), ("6", "30")],
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
