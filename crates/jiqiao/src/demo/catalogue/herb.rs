//! 中药材黄芪：黄芪及道地药材的种植、加工、检测和产品。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "中药材黄芪",
    code: "YC",
    sellers: &["u3", "r1", "e05"],
    technologies: &[
        Technology {
            form: Form::Growing,
            level: 8,
            price_wan: (30, 100),
            ipc: &["A01G22/25", "A01H4/00"],
            industry: "0171 中草药种植",
            subject: "360 中医学与中药学",
            keywords: &["黄芪", "仿野生", "种植"],
            summary: "在坡地仿野生条件下栽培{}，品质接近野生。",
            problem: "{}野生资源减少，平川速生栽培有效成分低、根条短，价格上不去。",
            method: "选择沙质坡地免耕穴播，种子经机械破皮与变温层积处理，与豆科草带状混生抑制杂草，六年以上采挖，采挖带轮换并留种补播。",
            indicators: &[("出苗率", "%"), ("有效成分含量", "%")],
            variants: &[
                Variant {
                    title: "恒山黄芪仿野生种植技术规程及应用",
                    object: "黄芪",
                    usage: "适合海拔 1400 至 2000 米的阴坡与半阴坡。",
                    figures: &[("78", "42"), ("0.12", "0.06")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "柴胡荒坡仿野生种植技术",
                    object: "柴胡",
                    usage: "与连翘灌丛套种，兼顾水土保持。",
                    figures: &[("72", "40"), ("0.62", "0.35")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芩退耕坡地仿野生种植技术",
                    object: "黄芩",
                    usage: "适合瘠薄坡地，三年后即可采挖轮作。",
                    figures: &[("81", "55"), ("12.5", "9")],
                    county: "140924",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (40, 110),
            ipc: &["A01D13/00", "A01D33/08"],
            industry: "3572 机械化农业及园艺机具制造",
            subject: "460 机械工程",
            keywords: &["采挖机", "根茎药材", "农机"],
            summary: "一次完成{}的深挖、去土和收集。",
            problem: "{}根深而脆，人工采挖每亩用工十余个，挖断和漏挖造成品质降等。",
            method: "采用振动式深松铲与分级抖动链，入土角随阻力自动调节，根土分离段用柔性胶杆，履带底盘自带姿态调平，适应坡地作业。",
            indicators: &[("作业效率", "亩/小时"), ("断根率", "%")],
            variants: &[
                Variant {
                    title: "履带式黄芪深根采挖机",
                    object: "黄芪",
                    usage: "最大采挖深度 65 厘米，适合坡度 12 度以内地块。",
                    figures: &[("1.6", "0.05"), ("4", "18")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "党参浅根振动收获机",
                    object: "党参",
                    usage: "采挖深度 25 至 40 厘米，鲜参损伤小。",
                    figures: &[("2.4", "0.08"), ("3", "15")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "丘陵地柴胡割苗采挖一体机",
                    object: "柴胡",
                    usage: "先割苗再采挖，苗茎同时打捆利用。",
                    figures: &[("2.0", "0.1"), ("5", "14")],
                    county: "140922",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (60, 160),
            ipc: &["A61K36/481", "F26B3/04"],
            industry: "2730 中药饮片加工",
            subject: "350 药学",
            keywords: &["饮片", "趁鲜切制", "干燥"],
            summary: "产地趁鲜切制{}，一次干燥即成饮片。",
            problem: "{}先晒干再浸润切片，费工费时，水溶性成分流失，硫熏和霉变风险难以控制。",
            method: "鲜根经气泡清洗与去皮分级，红外预杀青后控温切片，热泵与微波分段联合干燥，水分终点由在线近红外判断，切片厚度与色泽自动分选。",
            indicators: &[("指标成分保留率", "%"), ("干燥时间", "小时")],
            variants: &[
                Variant {
                    title: "黄芪趁鲜切制与联合干燥技术",
                    object: "黄芪",
                    usage: "年处理鲜黄芪 500 吨的加工点即可采用。",
                    figures: &[("94", "78"), ("9", "60")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芩杀酶保色切片干燥技术",
                    object: "黄芩",
                    usage: "可避免切面变绿，保持断面鲜黄。",
                    figures: &[("95", "72"), ("8", "48")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "党参揉制与低温干燥技术",
                    object: "党参",
                    usage: "以机械揉制代替人工搓揉，多糖损失小。",
                    figures: &[("92", "80"), ("14", "96")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (80, 240),
            ipc: &["C08B37/00", "A61K36/481"],
            industry: "2740 中成药生产",
            subject: "350 药学",
            keywords: &["提取", "多糖", "皂苷"],
            summary: "从{}中连续提取并分级有效成分。",
            problem: "{}传统煎煮提取率低、溶剂用量大，提取渣当垃圾处理。",
            method: "采用动态逆流超声提取和陶瓷膜分级，多糖、皂苷和黄酮依次分离，溶剂闭路回收，残渣经酶解后作饲料添加剂，每批以指纹图谱放行。",
            indicators: &[("提取收率", "%"), ("吨原料溶剂消耗", "kg")],
            variants: &[
                Variant {
                    title: "黄芪多糖与黄芪甲苷联产提取技术",
                    object: "黄芪",
                    usage: "多糖用于兽药与饲料，甲苷用于注射级原料。",
                    figures: &[("8.6", "5.2"), ("120", "380")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芪茎叶黄酮提取利用技术",
                    object: "黄芪茎叶",
                    usage: "每亩约 400 公斤茎叶由此变成提取物原料。",
                    figures: &[("3.4", "1.8"), ("150", "420")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "苦荞芦丁与槲皮素连续提取技术",
                    object: "苦荞麸皮",
                    usage: "原料为苦荞加工副产物，产品供保健食品企业。",
                    method: "麸皮经钝酶稳定化后动态逆流提取，芦丁以温和酶解定向转化为槲皮素，陶瓷膜除蛋白、大孔树脂精制，溶剂闭路回收，\
                           每批以指纹图谱放行。",
                    figures: &[("2.9", "1.6"), ("140", "400")],
                    county: "140927",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (30, 90),
            ipc: &["G01N21/359", "G06Q30/018"],
            industry: "7452 检测服务",
            subject: "350 药学",
            keywords: &["质量检测", "近红外", "溯源"],
            summary: "现场快速鉴别{}并全程追溯。",
            problem: "{}来源混杂，外观难辨，送检周期一周以上，好药卖不出好价。",
            method: "便携近红外与化学计量学模型结合，以经色谱验证的样品库校准；种植、加工和仓储批次写入追溯码，检测结果与批次自动绑定，\
                   模型季度更新。",
            indicators: &[("单样检测时间", "分钟"), ("鉴别准确率", "%")],
            variants: &[
                Variant {
                    title: "道地黄芪产地鉴别与追溯系统",
                    object: "黄芪",
                    usage: "供收购站和饮片厂使用，可区分仿野生与移栽。",
                    figures: &[("2", "2880"), ("97", "80")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "中药饮片硫残留与水分快检仪",
                    object: "中药饮片",
                    usage: "适合药材市场与基层监管抽检。",
                    figures: &[("3", "1440"), ("95", "85")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "款冬花柴胡混伪品图像鉴别软件",
                    object: "易混淆药材",
                    usage: "手机加微距镜头拍照即可初筛，疑似样再送检。",
                    method: "收集经专家鉴定的实物图像与显微特征建库，手机加微距镜头拍摄切面，由细粒度分类网络给出前三候选与可信度，\
                           低于阈值时提示送检。",
                    figures: &[("1", "1440"), ("93", "75")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Product,
            level: 7,
            price_wan: (60, 180),
            ipc: &["A23L33/105", "A23F3/34"],
            industry: "1492 保健食品制造",
            subject: "550 食品科学技术",
            keywords: &["药食同源", "黄芪", "功能食品"],
            summary: "以{}为原料的药食同源食品，口感好、成分明确。",
            problem: "{}多以原料出售，附加值低；直接入食有药味、溶解差，标签成分说不清。",
            method: "采用酶解增溶与美拉德增香掩盖药味，低温喷雾造粒改善冲调，有效成分逐批标示，配方按药食同源物质目录设计并完成稳定性考察。",
            indicators: &[("冲调溶解率", "%"), ("货架期", "月")],
            variants: &[
                Variant {
                    title: "黄芪小米即食营养粥加工技术",
                    object: "黄芪和小米",
                    usage: "面向中老年早餐市场，热水冲泡三分钟即食。",
                    figures: &[("98", "82"), ("18", "9")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芪复合固体饮料加工技术",
                    object: "黄芪与大枣",
                    usage: "独立条包，不添加蔗糖。",
                    figures: &[("99", "85"), ("24", "12")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "沙棘黄芪果汁饮料加工技术",
                    object: "沙棘与黄芪",
                    usage: "解决沙棘汁油水分层，常温存放不沉淀。",
                    figures: &[("97", "80"), ("12", "6")],
                    county: "140929",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 4,
            price_wan: (100, 300),
            ipc: &["A61K36/481", "A61P37/04"],
            industry: "2740 中成药生产",
            subject: "350 药学",
            keywords: &["免疫调节", "新药", "药效"],
            summary: "面向{}的黄芪类制剂，物质基础清楚。",
            problem: "{}缺少安全、可长期使用的辅助用药，既有复方成分复杂、质量标准偏低。",
            method: "以黄芪总皂苷与多糖定比组方，经细胞与动物模型筛选配比，阐明肠道菌群与免疫通路的作用，制剂采用肠溶微丸，质量标准含五个定量指标。",
            indicators: &[("动物模型免疫指标提升", "%"), ("定量控制成分", "个")],
            variants: &[
                Variant {
                    title: "黄芪多组分肠溶微丸及其制备方法",
                    object: "免疫力低下人群",
                    usage: "拟按改良型中药新药申报，已完成药学研究。",
                    figures: &[("42", "25"), ("5", "1")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "畜禽用黄芪多糖微囊免疫增强剂",
                    object: "规模养殖畜禽",
                    usage: "拌料使用，可配合疫苗减少应激。",
                    method: "黄芪多糖经酶解降低分子量，与有机酸协同，以喷雾冷凝制成耐制粒微囊，在肠道后段释放，拌料均匀度和稳定性均有质量标准。",
                    figures: &[("35", "20"), ("3", "1")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芪外用凝胶促创面愈合制剂",
                    object: "慢性难愈创面",
                    usage: "透皮缓释凝胶，正在开展安全性评价。",
                    method: "黄芪提取物与重组胶原复配成温敏凝胶，室温为液体、接触创面即成膜，透皮释放由交联度调节，无菌生产工艺已打通，\
                           质量标准含四个定量指标。",
                    figures: &[("38", "22"), ("4", "1")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Growing,
            level: 5,
            price_wan: (25, 70),
            ipc: &["A01N63/20", "C12N1/20"],
            industry: "7511 农林牧渔技术推广服务",
            subject: "210 农学",
            keywords: &["根腐病", "生物防治", "连作障碍"],
            summary: "用拮抗菌和轮作治理{}。",
            problem: "{}发病后成片死苗，连作三年减产过半，化学农药又带来残留超标。",
            method: "从健康植株根际筛得芽孢杆菌和木霉复合菌，种子包衣与移栽蘸根并用，配合燕麦轮作与土壤短期覆膜消毒，药材采收前农残自检合格。",
            indicators: &[("病株率", "%"), ("连作减产率", "%")],
            variants: &[
                Variant {
                    title: "黄芪根腐病生物防治技术",
                    object: "黄芪根腐病",
                    usage: "菌剂由本地发酵车间生产，可在 5℃ 以上施用。",
                    figures: &[("6", "28"), ("12", "52")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "党参连作障碍土壤修复技术",
                    object: "党参连作障碍",
                    usage: "适合老参区复种，两年恢复土壤微生物结构。",
                    problem: "党参连作三年以上的地块有益菌减少、自毒物质积累，出苗差、减产过半，药农只能换地。",
                    figures: &[("8", "30"), ("15", "55")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄芩白粉病绿色防控技术",
                    object: "黄芩白粉病",
                    usage: "以矿物油与枯草芽孢杆菌轮换，减少用药三次。",
                    summary: "用矿物源药剂和生防菌治理黄芩白粉病。",
                    problem: "黄芩白粉病在雨季暴发，叶片早枯、根部不长，化学农药打三四遍，又带来残留超标。",
                    method: "依据孢子捕捉仪与湿度模型确定用药时机，矿物油与枯草芽孢杆菌轮换，增施钾硅肥提高抗性，清园与宽行通风配套，\
                           采收前农残自检合格。",
                    indicators: &[("病叶率", "%"), ("减产率", "%")],
                    figures: &[("7", "26"), ("9", "33")],
                    county: "140924",
                },
            ],
        },
    ],
};
