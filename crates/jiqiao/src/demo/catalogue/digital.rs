//! 电子信息与工业互联网：工业互联网、机器视觉、传感器、边缘计算和数据安全。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "电子信息与工业互联网",
    code: "DZ",
    sellers: &["u1", "e20", "r3"],
    technologies: &[
        Technology {
            form: Form::Software,
            level: 7,
            price_wan: (40, 120),
            ipc: &["G05B19/418", "G06Q10/06"],
            industry: "6513 应用软件开发",
            subject: "520 计算机科学技术",
            keywords: &["工业互联网", "制造执行", "数据采集"],
            summary: "帮助{}低成本采集设备数据、打通订单到交付。",
            problem: "{}设备品牌杂、年代久，数据靠纸质报表汇总，订单进度问几个人都说不清。",
            method: "以即插即用网关解析四十余种控制器协议，老旧设备用电流和光电传感器补采，生产模型以表格方式配置，工单、物料和质量自动关联。",
            indicators: &[("设备联网率", "%"), ("订单准交率", "%")],
            variants: &[
                Variant {
                    title: "中小锻造企业轻量化制造执行系统",
                    object: "中小锻造企业",
                    usage: "一周上线、按年订阅，不需要自建机房。",
                    figures: &[("92", "20"), ("96", "82")],
                    county: "140921",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "杂粮加工企业生产追溯系统",
                    object: "杂粮加工企业",
                    usage: "从收购、磨制到包装一批一码，满足客户验厂。",
                    figures: &[("88", "15"), ("97", "85")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "陶瓷建材企业能耗与生产一体化系统",
                    object: "陶瓷建材企业",
                    usage: "窑炉、球磨与成型用能分摊到批次。",
                    figures: &[("90", "25"), ("95", "83")],
                    county: "140923",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (50, 150),
            ipc: &["G06T7/00", "G06N3/08"],
            industry: "6513 应用软件开发",
            subject: "520 计算机科学技术",
            keywords: &["机器视觉", "缺陷检测", "小样本学习"],
            summary: "小样本也能训练的{}视觉检测。",
            problem: "{}缺陷样本少、品种多，传统算法换一个品种就要重新编程，漏检靠人复看。",
            method: "以无缺陷样本自监督建模，缺陷由少量标注与生成式增广学习，工人在线点选即可纠正模型，推理部署在国产边缘盒上，\
                   断网可用。",
            indicators: &[("缺陷检出率", "%"), ("换型调试时间", "小时")],
            variants: &[
                Variant {
                    title: "铝合金压铸件表面缺陷视觉检测系统",
                    object: "铝合金压铸件",
                    usage: "检出冷隔、气孔与划伤，适配机器人多姿态拍照。",
                    figures: &[("99.2", "92"), ("2", "40")],
                    county: "140981",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "药片与胶囊外观在线检测系统",
                    object: "药片和胶囊",
                    usage: "速度每分钟 2000 粒，满足数据完整性要求。",
                    figures: &[("99.6", "95"), ("1", "24")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "杂粮异物与霉粒色选识别系统",
                    object: "杂粮",
                    usage: "识别玻璃、土块和霉变粒，配高速气阀剔除。",
                    figures: &[("98.8", "90"), ("1", "16")],
                    county: "140926",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 5,
            price_wan: (80, 220),
            ipc: &["G01L1/24", "G01D5/353"],
            industry: "3983 敏感元件及传感器制造",
            subject: "510 电子与通信技术",
            keywords: &["光纤传感", "高温传感", "结构监测"],
            summary: "用耐恶劣环境的光纤传感器监测{}。",
            problem: "{}高温、强电磁或长距离，电类传感器漂移大、易损坏，布线和维护困难。",
            method: "以飞秒激光在蓝宝石与石英光纤上直写光栅，金属化封装耐振，解调仪采用国产芯片，温度和应变自补偿，一根光纤串联上百个测点。",
            indicators: &[("使用温度上限", "℃"), ("单纤测点", "个")],
            variants: &[
                Variant {
                    title: "高温窑炉光纤光栅测温系统",
                    object: "工业窑炉内衬",
                    usage: "监测耐材侵蚀和局部过热，提前安排检修。",
                    figures: &[("1200", "800"), ("20", "4")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "桥梁长期健康光纤监测系统",
                    object: "公路桥梁",
                    usage: "可监测索力、挠度与冲刷，适合山区桥群。",
                    problem: "公路桥梁测点多、距离长，电类传感器雷雨季易损、几年就漂移，布线和维护困难。",
                    method: "光纤光栅应变、索力与倾角传感器金属化封装，一根光缆串联全桥测点，解调仪采用国产芯片，温度自补偿，数据按设计荷载自动评估超限。",
                    figures: &[("85", "70"), ("120", "30")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "输电线路覆冰与舞动光纤监测装置",
                    object: "山区输电线路",
                    usage: "利用架空地线光纤，不用杆塔供电。",
                    problem: "山区输电线路覆冰舞动多发生在夜间和雨雪天，人工巡线到不了，在线装置又缺电源和信号。",
                    method: "利用地线光纤的布里渊与偏振信号反演覆冰厚度和舞动频率，解调仪放在变电站内，多条线路轮询共用，气象预报参与分级预警。",
                    figures: &[("70", "60"), ("200", "20")],
                    county: "140932",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 6,
            price_wan: (40, 110),
            ipc: &["G06F21/60", "H04L9/32"],
            industry: "6513 应用软件开发",
            subject: "520 计算机科学技术",
            keywords: &["数据安全", "隐私计算", "可信共享"],
            summary: "让{}数据可用不可见。",
            problem: "{}数据分散在不同单位，担心泄露而不愿共享，重复采集、口径不一。",
            method: "采用国密算法的多方安全计算与可信执行环境混合方案，查询策略以中文规则表达，每次调用留痕可审计，结果按最小必要输出。",
            indicators: &[("联合查询耗时", "秒"), ("接口开发周期", "天")],
            variants: &[
                Variant {
                    title: "政务数据安全共享与联合统计平台",
                    object: "县域政务",
                    usage: "适合市县两级跨部门统计与核验。",
                    figures: &[("2", "30"), ("3", "30")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "煤矿设备厂商与矿方可信数据交换系统",
                    object: "煤矿设备运维",
                    usage: "厂商获得故障特征，矿方不交出生产数据。",
                    figures: &[("5", "60"), ("5", "40")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "医疗机构间病历隐私求交系统",
                    object: "县域医共体",
                    usage: "用于转诊与流行病学统计，原始病历不出院。",
                    figures: &[("4", "120"), ("7", "60")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 7,
            price_wan: (30, 90),
            ipc: &["G06F16/30", "G06N5/02"],
            industry: "6550 信息处理和存储支持服务",
            subject: "520 计算机科学技术",
            keywords: &["知识库", "大模型", "问答"],
            summary: "用本地部署的语言模型回答{}问题，答案附出处。",
            problem: "{}资料分散、更新快，人工检索费时，通用模型容易答错且不能离开内网。",
            method: "以检索增强方式约束模型，答案逐句标注来源条款，没有依据时明确说不知道；文档结构化入库，版本变更自动提示，可在单台国产服务器运行。",
            indicators: &[("答案有据率", "%"), ("平均检索时间", "秒")],
            variants: &[
                Variant {
                    title: "煤矿安全规程智能问答系统",
                    object: "煤矿安全规程",
                    usage: "供班前会、培训和隐患整改查询。",
                    figures: &[("96", "70"), ("3", "300")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "设备维修手册知识问答系统",
                    object: "设备维修",
                    usage: "扫描图纸与手册自动建库，支持手机拍照提问。",
                    figures: &[("94", "65"), ("4", "600")],
                    county: "140921",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "惠企政策匹配与问答系统",
                    object: "惠企政策",
                    usage: "按企业画像推送可申报事项，并列出依据条款。",
                    figures: &[("95", "60"), ("2", "900")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 6,
            price_wan: (70, 200),
            ipc: &["H04W4/38", "H04B3/54"],
            industry: "3921 通信系统设备制造",
            subject: "510 电子与通信技术",
            keywords: &["井下通信", "定位", "专网"],
            summary: "在{}建立可靠的通信定位网络。",
            problem: "{}信号遮挡严重、供电困难，定位误差大，应急时联系不上人。",
            method: "宽带自组网与超宽带测距合一，节点本安供电并自动选路，断链后自愈；地图与人员信息本地缓存，灾后节点仍可独立工作 8 小时。",
            indicators: &[("定位误差", "m"), ("网络自愈时间", "秒")],
            variants: &[
                Variant {
                    title: "井下融合通信与精确定位系统",
                    object: "煤矿井下",
                    usage: "一网承载语音、视频和人员定位，兼容旧标识卡。",
                    figures: &[("0.3", "3"), ("1", "60")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "山区应急通信自组网装备",
                    object: "山区森林防火现场",
                    usage: "背负式节点一人携带，五分钟开通。",
                    figures: &[("2", "10"), ("2", "120")],
                    county: "140922",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "隧道施工人员机械定位预警系统",
                    object: "隧道施工",
                    usage: "机械盲区有人自动减速，数据接入工地平台。",
                    method: "机械盲区以超宽带与毫米波双重判断，人员标签震动报警，机械自动减速，隧道内基站沿线供电自组网，移动掌子面无需反复布线。",
                    figures: &[("0.2", "2"), ("1", "45")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Software,
            level: 5,
            price_wan: (50, 140),
            ipc: &["G06T17/00", "G06F30/20"],
            industry: "6531 信息系统集成服务",
            subject: "520 计算机科学技术",
            keywords: &["数字孪生", "仿真", "可视化"],
            summary: "建立{}数字孪生，先在线上试、再到现场做。",
            problem: "{}改造和调度只能在现场试错，停工损失大，不同部门看到的数据不一致。",
            method: "三维模型由设计图与点云半自动生成，机理与数据混合模型按分钟同步现场状态，可回放历史、推演方案，浏览器直接访问，\
                   不装客户端。",
            indicators: &[("模型建模时间", "天"), ("推演误差", "%")],
            variants: &[
                Variant {
                    title: "选煤厂数字孪生调度系统",
                    object: "选煤厂",
                    usage: "设备起停、煤仓与装车联动推演。",
                    figures: &[("12", "60"), ("4", "12")],
                    county: "140931",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "县城供热管网数字孪生平衡系统",
                    object: "县城供热管网",
                    usage: "按楼栋调节，减少近端过热和远端不热。",
                    figures: &[("10", "45"), ("5", "15")],
                    county: "140981",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "锻造车间物流与能耗数字孪生系统",
                    object: "锻造车间",
                    usage: "推演加热炉排程与行车路径。",
                    figures: &[("8", "40"), ("6", "18")],
                    county: "140921",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 4,
            price_wan: (60, 160),
            ipc: &["G01N27/12", "G01N33/00"],
            industry: "3983 敏感元件及传感器制造",
            subject: "510 电子与通信技术",
            keywords: &["气体传感器", "电子鼻", "低功耗"],
            summary: "用低功耗气敏阵列识别{}。",
            problem: "{}气味成分复杂，单一传感器交叉干扰大，实验室色谱又不能现场使用。",
            method: "微热板上集成八种金属氧化物敏感膜，温度调制产生特征曲线，片上网络识别气体组合，整机功耗低于 50 毫瓦，半年校准一次。",
            indicators: &[("识别准确率", "%"), ("响应时间", "秒")],
            variants: &[
                Variant {
                    title: "粮仓霉变早期气味识别传感器",
                    object: "粮仓早期霉变",
                    usage: "布点于粮堆内部，电池可用三年。",
                    figures: &[("92", "70"), ("30", "3600")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "食醋发酵过程电子鼻监测装置",
                    object: "食醋发酵过程",
                    usage: "判断翻醅时机，减少人工闻香误差。",
                    figures: &[("90", "75"), ("20", "1800")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "锂电池热失控气体预警模组",
                    object: "储能电站电池簇",
                    usage: "在冒烟前识别电解液蒸气与氢气。",
                    figures: &[("95", "60"), ("8", "120")],
                    county: "140902",
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
