//! 节能环保与矿山修复：废水、废气、固废、土壤和矿山生态修复。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "节能环保与矿山修复",
    code: "HB",
    sellers: &["r4", "u1", "e21"],
    technologies: &[
        Technology {
            form: Form::Process,
            level: 7,
            price_wan: (80, 240),
            ipc: &["C02F1/44", "C02F9/00"],
            industry: "7721 水污染治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["矿井水", "脱盐", "资源化"],
            summary: "让{}低成本达标并回用。",
            problem: "{}悬浮物和硫酸盐高，常规沉淀后只能降尘使用，外排又超过地表水标准。",
            method: "磁加载混凝与超滤预处理后，用抗污染纳滤选择性分离硫酸根，浓水经冷冻结晶产硫酸钠，运行参数由水质软测量自动优化，\
                   膜清洗周期大幅延长。",
            indicators: &[("吨水运行费", "元"), ("产水回收率", "%")],
            variants: &[
                Variant {
                    title: "高硫酸盐矿井水分盐回用技术",
                    object: "高硫酸盐矿井水",
                    usage: "出水可供选煤补水与周边农灌。",
                    figures: &[("3.2", "6.5"), ("92", "75")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "选煤厂循环水深度净化技术",
                    object: "选煤厂循环水",
                    usage: "降低循环水中细泥与药剂积累，稳定浮选指标。",
                    problem: "选煤厂循环水细泥与药剂越积越多，浮选精煤灰分升高、药耗增加，被迫大量外排补新水。",
                    method: "磁加载混凝快速沉降细泥，浮选药剂残留以臭氧催化氧化降解，循环水硬度与电导在线控制，加药量由水质软测量自动优化，\
                           浓缩机底流直接压滤。",
                    figures: &[("0.9", "1.8"), ("97", "88")],
                    county: "140981",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "焦化废水膜浓缩与杂盐减量技术",
                    object: "焦化废水",
                    usage: "杂盐产生量减少六成，冷凝水回用于循环冷却。",
                    problem: "焦化废水深度处理后盐分高，膜浓水和杂盐难以处置，回用率提不上去，吨水费用居高不下。",
                    figures: &[("11", "19"), ("95", "80")],
                    county: "140931",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (60, 180),
            ipc: &["A01B79/02", "C09K17/40"],
            industry: "7722 大气污染治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["矿山修复", "植被重建", "土壤重构"],
            summary: "在{}上快速重建土壤与植被。",
            problem: "{}缺土缺水、坡度陡，覆土绿化成本高、成活率低，两三年后又裸露。",
            method: "以风化煤腐植酸、粉煤灰和当地砒砂岩按比例配成代用土，喷播基材添加保水菌丝网，先锋灌草与菌根苗搭配，雨水以鱼鳞坑截留。",
            indicators: &[("三年植被覆盖率", "%"), ("单位面积投资", "元/m²")],
            variants: &[
                Variant {
                    title: "煤矸石山生态修复与防自燃技术",
                    object: "煤矸石山",
                    usage: "先注浆阻燃再覆土，避免复燃毁坏植被。",
                    figures: &[("85", "45"), ("38", "75")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "铁矿尾矿库无覆土绿化技术",
                    object: "铁矿尾矿库",
                    usage: "原位改良尾砂，不用远距离取土。",
                    figures: &[("78", "30"), ("22", "60")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "露天采石边坡喷播修复技术",
                    object: "露天采石边坡",
                    usage: "适合坡度 45 至 65 度的岩质边坡。",
                    figures: &[("80", "40"), ("55", "95")],
                    county: "140921",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 7,
            price_wan: (70, 200),
            ipc: &["B01D53/86", "F23G7/07"],
            industry: "7722 大气污染治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["挥发性有机物", "催化氧化", "废气治理"],
            summary: "低温高效净化{}。",
            problem: "{}浓度波动大、含尘含硫，催化剂易中毒，直接燃烧耗气多。",
            method: "采用抗硫锰铈基整体催化剂与除尘陶瓷滤筒一体，起燃温度低，热量经蓄热体回收，废气浓度低时自动切换为浓缩模式，\
                   整机撬装。",
            indicators: &[("起燃温度", "℃"), ("净化效率", "%")],
            variants: &[
                Variant {
                    title: "铸造车间有机废气催化净化设备",
                    object: "铸造车间有机废气",
                    usage: "可处理浇注与制芯工段含酚、含苯系物废气。",
                    figures: &[("190", "300"), ("97", "85")],
                    county: "140921",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "锻造喷涂线废气浓缩燃烧一体机",
                    object: "锻件喷涂废气",
                    usage: "间歇生产时段自动保温待机，节省燃气。",
                    figures: &[("210", "320"), ("98", "88")],
                    county: "140921",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "沥青拌合站烟气净化装置",
                    object: "沥青拌合站烟气",
                    usage: "防止焦油黏附，滤筒在线再生。",
                    figures: &[("230", "350"), ("96", "80")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (50, 150),
            ipc: &["B09B3/00", "C04B18/12"],
            industry: "7723 固体废物治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["尾矿", "综合利用", "建材"],
            summary: "把{}变成合格建材和材料。",
            problem: "{}长年堆存，筑坝维护费用高、有溃坝和扬尘风险，成分复杂而难以利用。",
            method: "干式再选回收有价组分，按粒级分流：粗粒作机制砂，细粒经机械力活化与碱渣复合成胶凝材料，重金属以矿物晶格固化，\
                   浸出毒性逐批检测。",
            indicators: &[("综合利用率", "%"), ("产品 28 天强度", "MPa")],
            variants: &[
                Variant {
                    title: "铁尾矿制机制砂与透水砖技术",
                    object: "铁尾矿",
                    usage: "再选回收铁精粉，尾砂制砖不用烧结。",
                    figures: &[("92", "30"), ("42", "30")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "赤泥基道路基层材料技术",
                    object: "氧化铝厂赤泥",
                    usage: "掺量超过六成，浸出液 pH 低于 9.5。",
                    method: "赤泥经脱碱和磁选回收铁后，与粉煤灰、电石渣机械力活化复合成胶凝材料，与碎石拌合摊铺碾压，重金属以矿物晶格固化，\
                           浸出毒性逐批检测。",
                    figures: &[("78", "10"), ("6.5", "4")],
                    county: "140981",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "钼尾矿制微晶玻璃板材技术",
                    object: "钼尾矿",
                    usage: "利用尾矿硅铝成分，板材耐磨耐候。",
                    method: "以钼尾矿为主料补加钙质，熔制后辊压成板，按差热曲线设计核化与晶化制度，析出透辉石晶相，边角料全部回炉，\
                           重金属固定在玻璃相中。",
                    figures: &[("85", "15"), ("120", "80")],
                    county: "140924",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 5,
            price_wan: (60, 170),
            ipc: &["C02F3/28", "C02F3/30"],
            industry: "7721 水污染治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["农村污水", "低温脱氮", "人工湿地"],
            summary: "适合北方寒冷地区的{}处理，少人值守。",
            problem: "{}冬季水温低于 8℃ 时脱氮失效，设备冻裂、无人管理，建成后停运的不少。",
            method: "选育耐冷硝化菌并固定在聚氨酯载体上，埋地保温并用太阳能集热维持水温，碳源由腐熟秸秆缓释，远程诊断每季度巡检一次。",
            indicators: &[("冬季氨氮去除率", "%"), ("吨水运行费", "元")],
            variants: &[
                Variant {
                    title: "村庄生活污水低温脱氮一体化设备",
                    object: "村庄生活污水",
                    usage: "日处理 10 至 200 吨，安装一天完成。",
                    figures: &[("88", "45"), ("0.6", "1.5")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "养羊场粪污水低温厌氧处理技术",
                    object: "养殖场粪污水",
                    usage: "沼渣直接进有机肥线，沼气供暖。",
                    figures: &[("82", "40"), ("2.1", "4.5")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "景区旱季雨季变负荷污水处理技术",
                    object: "景区生活污水",
                    usage: "旺季水量增加 8 倍仍达标，淡季自动休眠。",
                    figures: &[("90", "50"), ("0.9", "2.2")],
                    county: "140922",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (40, 120),
            ipc: &["G01N33/00", "G06Q50/26"],
            industry: "7461 环境保护监测",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["在线监测", "溯源", "网格化"],
            summary: "为{}找到污染来源，支持精准治理。",
            problem: "{}站点少、数据时有时无，投诉发生后查不到来源，执法取证困难。",
            method: "在关键点布设低功耗多参数微站，数据用参考站动态校准，结合拉格朗日轨迹与成分图谱反推贡献，结果以证据链形式输出，\
                   可直接用于执法。",
            indicators: &[("数据有效率", "%"), ("溯源耗时", "小时")],
            variants: &[
                Variant {
                    title: "县域颗粒物网格化监测溯源系统",
                    object: "县城大气环境",
                    usage: "适合乡镇空气质量排名与道路扬尘管控。",
                    figures: &[("96", "78"), ("2", "24")],
                    county: "140981",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "汾河源头支流水质预警系统",
                    object: "河流断面水质",
                    usage: "太阳能浮标监测站，暴雨初期自动加密采样。",
                    method: "太阳能浮标微站监测氨氮、浊度和电导，数据用国控断面动态校准，结合水动力模型与指纹图谱反推来源，结果以证据链形式输出，\
                           可直接用于执法。",
                    figures: &[("94", "70"), ("3", "36")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "采煤沉陷区生态监测评价系统",
                    object: "采煤沉陷区",
                    usage: "用雷达遥感与无人机测沉降、植被和积水。",
                    summary: "为采煤沉陷区提供沉降与生态变化的连续评价。",
                    problem: "采煤沉陷区范围大、变化慢，人工测点稀疏，地裂缝、积水和植被退化往往多年后才被发现。",
                    method: "以时序雷达遥感反演沉降，无人机多光谱识别植被、裂缝与积水，地面测桩校准，按年度生成生态状况评分和修复前后对比图。",
                    indicators: &[("数据有效率", "%"), ("单期评价时间", "小时")],
                    figures: &[("95", "60"), ("24", "240")],
                    county: "140931",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 6,
            price_wan: (90, 260),
            ipc: &["C02F11/13", "C10L5/46"],
            industry: "7721 水污染治理",
            subject: "610 环境科学技术及资源科学技术",
            keywords: &["污泥", "干化", "能源化"],
            summary: "低能耗把{}变成燃料或建材原料。",
            problem: "{}含水率高、运输途中渗滤，填埋受限，外运处置价格逐年上涨。",
            method: "先以铁系调理与高压隔膜压滤降到 55% 含水，再用低温带式热泵干化，臭气经生物滤池处理，干化污泥按热值掺烧或造粒制陶粒。",
            indicators: &[("吨泥处置成本", "元"), ("终含水率", "%")],
            variants: &[
                Variant {
                    title: "县级污水厂污泥低温干化掺烧技术",
                    object: "县级污水厂污泥",
                    usage: "与当地热电厂循环流化床锅炉掺烧。",
                    figures: &[("210", "420"), ("30", "80")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "食品加工污泥制有机肥技术",
                    object: "食品加工污泥",
                    usage: "重金属含量低，发酵后达到肥料标准。",
                    figures: &[("180", "380"), ("35", "78")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "河道清淤底泥脱水制砖技术",
                    object: "河道清淤底泥",
                    usage: "就地脱水减容，减少外运七成。",
                    method: "底泥经格栅洗砂后管道加药，土工管袋与压滤联合脱水，清水回河，泥饼掺入煤矸石制砖，重金属超标段单独固化处置。",
                    figures: &[("95", "190"), ("25", "70")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 8,
            price_wan: (60, 160),
            ipc: &["F24D19/10", "F28D21/00"],
            industry: "4430 热力生产和供应",
            subject: "470 动力与电气工程",
            keywords: &["余热回收", "热泵", "换热"],
            summary: "回收{}，用于供暖或工艺加热。",
            problem: "{}温度低、含尘或腐蚀性强，换热器很快结垢，长期白白排入大气或冷却塔。",
            method: "采用喷淋直接接触与塑料换热管两级回收，第二类吸收式热泵提升温度，在线超声除垢，换热量按用热曲线自动分配，投资回收期约三个采暖季。",
            indicators: &[("热回收率", "%"), ("换热器清洗周期", "天")],
            variants: &[
                Variant {
                    title: "锻造加热炉烟气余热供暖装置",
                    object: "锻造加热炉烟气余热",
                    usage: "采暖季供厂区与附近居民，非采暖季预热助燃空气。",
                    figures: &[("68", "30"), ("180", "30")],
                    county: "140921",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "空压机与循环水余热提取装置",
                    object: "空压机和循环冷却水余热",
                    usage: "替代职工浴室电热水，全年可用。",
                    problem: "空压机和循环冷却水余热温度低、点位分散，长期由冷却塔散掉，浴室和办公楼却另烧电热水。",
                    method: "空压机油路加装板式换热，循环水侧以水源热泵提升到 60℃，蓄热水箱按用热曲线削峰，换热板在线反冲除垢，\
                           投资回收期约三个采暖季。",
                    figures: &[("82", "35"), ("365", "90")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "电厂乏汽与脱硫浆液余热利用技术",
                    object: "电厂脱硫浆液余热",
                    usage: "同步消除烟羽并回收水分。",
                    figures: &[("75", "20"), ("240", "60")],
                    county: "140930",
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
