//! 文旅数字化：古建筑、彩塑壁画、景区运营与非物质文化遗产。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "文旅数字化",
    code: "WL",
    sellers: &["u1", "e20", "e04"],
    technologies: &[
        Technology {
            form: Form::Software,
            level: 7,
            price_wan: (60, 180),
            ipc: &["G06T17/00", "G01C11/00"],
            industry: "8840 文物及非物质文化遗产保护",
            subject: "420 测绘科学技术",
            keywords: &["古建筑", "三维扫描", "数字档案"],
            summary: "为{}建立毫米级数字档案，可测、可比、可还原。",
            problem: "{}分布散、险情隐蔽，手工测绘一座要几个月，不同年份资料无法对比。",
            method: "以无人机倾斜摄影、三维激光与内窥影像多源配准，构件按营造法式语义拆分，形变由重复扫描差分，档案以开放格式长期保存。",
            indicators: &[("单体测绘时间", "天"), ("点位精度", "mm")],
            variants: &[
                Variant {
                    title: "木结构古建筑数字档案与形变监测技术",
                    object: "木结构古建筑",
                    usage: "适合唐宋以来大木作，可估算构件缺损。",
                    figures: &[("3", "60"), ("2", "20")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "彩塑悬塑高精度三维采集技术",
                    object: "彩塑和悬塑",
                    usage: "非接触采集色彩与形体，不需要搭脚手架。",
                    figures: &[("2", "30"), ("0.5", "5")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "长城沿线烽燧遗址航测归档技术",
                    object: "长城烽燧遗址",
                    usage: "坍塌前后对比，给出抢险优先级。",
                    figures: &[("0.5", "10"), ("15", "100")],
                    county: "140932",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (70, 200),
            ipc: &["G01N21/25", "G06T5/00"],
            industry: "8840 文物及非物质文化遗产保护",
            subject: "430 材料科学",
            keywords: &["壁画", "病害识别", "多光谱"],
            summary: "用多光谱成像与模型识别{}的病害与原色。",
            problem: "{}起甲、酥碱与后世重绘叠加，人工勾绘病害耗时且标准不一，修复前难以判断。",
            method: "多光谱与红外热像自动拼接，病害由分割网络按行业标准分类，颜料成分由光谱库匹配，虚拟复原逐层标注依据，修复全过程留存。",
            indicators: &[("病害标绘时间", "小时/m²"), ("识别准确率", "%")],
            variants: &[
                Variant {
                    title: "寺观壁画病害多光谱调查技术",
                    object: "寺观壁画",
                    usage: "便携设备，一人即可现场采集。",
                    figures: &[("0.5", "6"), ("93", "70")],
                    county: "140924",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "石窟造像风化定量评估技术",
                    object: "石刻造像",
                    usage: "以表层回弹与声波数据建立风化等级。",
                    problem: "石刻造像风化缓慢而不可逆，过去凭肉眼描述，不同年份、不同人的记录无法比较。",
                    method: "非接触回弹、超声波速与显微色差联合测量，风化等级由多指标模型划分，温湿度与盐分监测给出发展趋势，为加固时机提供依据。",
                    indicators: &[("单处评估时间", "小时/m²"), ("等级判定准确率", "%")],
                    figures: &[("0.8", "5"), ("90", "65")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "出土彩绘陶器显色保护技术",
                    object: "出土彩绘陶器",
                    usage: "发掘现场即时加固，减少颜色脱落。",
                    method: "发掘现场以多光谱相机记录显色状态，随即喷覆可逆纳米石灰与保湿膜，颜料成分由光谱库匹配，实验室内逐层揭取回贴，\
                           保护过程全程留存。",
                    indicators: &[("现场处置时间", "小时/m²"), ("颜料识别准确率", "%")],
                    figures: &[("1", "8"), ("92", "68")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 8,
            price_wan: (50, 160),
            ipc: &["G06Q50/14", "G08G1/01"],
            industry: "7861 名胜风景区管理",
            subject: "520 计算机科学技术",
            keywords: &["景区", "客流预测", "智慧调度"],
            summary: "预测{}客流，提前调度车辆、票务和安保。",
            problem: "{}节假日瞬时拥堵，停车和摆渡跟不上，投诉集中，平日设施又闲置。",
            method: "融合预约、卡口、手机信令和天气数据，以图时空模型按十分钟预测，联动摆渡车、停车场与分时预约，拥堵风险按网格推送责任人。",
            indicators: &[("客流预测误差", "%"), ("高峰等候时间", "分钟")],
            variants: &[
                Variant {
                    title: "山岳型景区客流预测与摆渡调度系统",
                    object: "山岳型景区",
                    usage: "适合单一主路进出的大型山岳景区。",
                    figures: &[("7", "22"), ("12", "55")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "古城景区停车诱导与分流系统",
                    object: "古城景区",
                    usage: "车位实时引导至外围停车场接驳。",
                    figures: &[("8", "25"), ("10", "40")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "温泉度假区预订与能力匹配系统",
                    object: "温泉度假区",
                    usage: "客房、汤池与餐位统一排期。",
                    method: "融合预约、节假日和天气数据预测到店人数，客房、汤池与餐位作为一个整体库存动态放票，排队叫号与更衣柜联动，\
                           超载前引导错峰。",
                    figures: &[("9", "28"), ("8", "35")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (30, 90),
            ipc: &["G10L15/00", "G06F40/58"],
            industry: "6572 动漫、游戏数字内容服务",
            subject: "520 计算机科学技术",
            keywords: &["智能导览", "语音合成", "多语言"],
            summary: "为{}提供有出处、会多国语言的智能讲解。",
            problem: "{}讲解员少、内容不统一，外文讲解缺失，普通语音导览千篇一律。",
            method: "讲解词由专家审定并标注出处，按游客年龄与停留时长自动组合，方言与外语语音合成，离线定位触发，游客提问只回答有依据的内容。",
            indicators: &[("讲解覆盖点位", "个"), ("游客满意度", "%")],
            variants: &[
                Variant {
                    title: "佛教文化景区多语种智能导览系统",
                    object: "佛教文化景区",
                    usage: "内置十种语言，建筑与造像可拍照识别。",
                    figures: &[("320", "60"), ("95", "80")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "县级博物馆无人讲解与互动展示系统",
                    object: "县级博物馆",
                    usage: "适合夜间与小馆开放，内容馆员可自行修改。",
                    figures: &[("180", "30"), ("94", "78")],
                    county: "140926",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "红色教育基地沉浸讲解系统",
                    object: "红色教育基地",
                    usage: "结合实地点位与历史影像，支持研学任务。",
                    figures: &[("90", "25"), ("96", "82")],
                    county: "140929",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 5,
            price_wan: (40, 130),
            ipc: &["G06T19/00", "A63F13/00"],
            industry: "6572 动漫、游戏数字内容服务",
            subject: "520 计算机科学技术",
            keywords: &["虚拟现实", "沉浸体验", "数字展陈"],
            summary: "用轻量化虚拟现实还原{}，带来可复用的沉浸体验。",
            problem: "{}只能静态展示、无法互动，定制大空间项目投资高、更新慢。",
            method: "采用高斯泼溅重建与云边渲染，头显免线多人同场，剧情以可视化编辑器制作，内容资产按场景、人物和道具复用，一个周末即可换展。",
            indicators: &[("单项目制作周期", "天"), ("同场人数", "人")],
            variants: &[
                Variant {
                    title: "雁门关古战场沉浸体验系统",
                    object: "边塞古战场",
                    usage: "适合景区内 100 平方米左右空间。",
                    figures: &[("45", "150"), ("30", "6")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "晋北民居与民俗虚拟展陈系统",
                    object: "晋北民居民俗",
                    usage: "可作移动展车，进校园进社区。",
                    figures: &[("30", "120"), ("20", "4")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "黄河峡谷数字夜游互动投影系统",
                    object: "黄河峡谷夜游",
                    usage: "依山体地形投影，人员互动触发。",
                    figures: &[("40", "140"), ("200", "50")],
                    county: "140932",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (30, 100),
            ipc: &["G06T7/00", "G06V40/20"],
            industry: "8840 文物及非物质文化遗产保护",
            subject: "520 计算机科学技术",
            keywords: &["非物质文化遗产", "动作捕捉", "传承"],
            summary: "数字化记录并教学{}，让学习者得到实时纠正。",
            problem: "{}传承人年龄大，口传身授周期长，录像只能看不能练，动作要领说不清。",
            method: "多视角无标记动作捕捉与工具轨迹记录，提取关键动作和节奏，学习端以普通摄像头比对评分，教学内容由传承人审核，\
                   版权登记并按次授权。",
            indicators: &[("入门学习周期", "天"), ("动作识别准确率", "%")],
            variants: &[
                Variant {
                    title: "挠羊摔跤动作数字化教学系统",
                    object: "挠羊摔跤",
                    usage: "适合体育课和训练营，带动作安全提示。",
                    figures: &[("30", "90"), ("94", "60")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "河曲民歌演唱数字传承系统",
                    object: "河曲民歌",
                    usage: "音高与气口可视化，保留方言发音。",
                    method: "多机位高保真录音并提取音高、气口与咬字特征，方言音系单独标注，学习端跟唱实时比对评分，教学内容由传承人审核，\
                           版权登记并按次授权。",
                    indicators: &[("入门学习周期", "天"), ("音准评测准确率", "%")],
                    figures: &[("25", "80"), ("92", "65")],
                    county: "140930",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "砚台雕刻技法记录与教学系统",
                    object: "砚台雕刻",
                    usage: "记录刀法力度，辅助学徒练习。",
                    figures: &[("60", "180"), ("90", "55")],
                    county: "140922",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 5,
            price_wan: (40, 120),
            ipc: &["G06Q30/06", "G06F16/9535"],
            industry: "7291 旅行社及相关服务",
            subject: "630 管理学",
            keywords: &["乡村旅游", "平台", "定制线路"],
            summary: "把{}串成可预订的线路与产品，收益透明分配。",
            problem: "{}小而散，游客找不到、订不上，品质参差，旺季与淡季差距大。",
            method: "以知识图谱关联点位、农产与节庆，线路由约束优化自动生成，库存和分账在线完成，评价与服务质量挂钩，农户用语音就能上架。",
            indicators: &[("线路生成时间", "分钟"), ("淡季入住率", "%")],
            variants: &[
                Variant {
                    title: "乡村民宿集群运营与分账平台",
                    object: "乡村民宿",
                    usage: "以乡镇为单位运营，按月自动分账。",
                    figures: &[("2", "120"), ("42", "20")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "自驾与研学线路智能编排系统",
                    object: "自驾和研学资源",
                    usage: "结合路况、住宿与课程安排每天行程。",
                    figures: &[("3", "180"), ("38", "22")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "农文旅产品数字化营销与溯源平台",
                    object: "农产和文创产品",
                    usage: "伴手礼与原产地故事、检测报告关联。",
                    summary: "让农产和文创产品连着原产地故事在线售卖，收益透明分配。",
                    problem: "农产和文创产品包装雷同、来源说不清，游客回家后无处复购，农户拿到的收益少。",
                    method: "一物一码关联原产地、检测报告和制作者，景区扫码即成线上复购入口，库存和分账自动完成，营销内容由农户语音素材半自动生成。",
                    indicators: &[("上架时间", "分钟"), ("复购率", "%")],
                    figures: &[("3", "60"), ("21", "8")],
                    county: "140926",
                },
            ],
        },
    ],
};
