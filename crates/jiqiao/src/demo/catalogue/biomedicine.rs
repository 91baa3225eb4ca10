//! 生物医药：制剂、生物材料、诊断、酶和医疗器械。

use super::technology::{Field, Form, Technology, Variant};

pub(super) const FIELD: Field = Field {
    name: "生物医药",
    code: "SW",
    sellers: &["u3", "u1", "e19"],
    technologies: &[
        Technology {
            form: Form::Product,
            level: 6,
            price_wan: (150, 450),
            ipc: &["A61K9/52", "A61K47/38"],
            industry: "2720 化学药品制剂制造",
            subject: "350 药学",
            keywords: &["缓释制剂", "微丸", "口服给药"],
            summary: "把{}做成平稳释放的缓释制剂，减少服药次数。",
            problem: "{}普通片血药浓度波动大，一天多次服药，老年患者容易漏服。",
            method: "采用底喷流化床制备载药微丸，水分散体包衣控制释放，速释与缓释微丸按比例装囊，在线近红外判断包衣增重，批间溶出曲线相似因子大于 60。",
            indicators: &[("日服药次数", "次"), ("血药浓度波动系数", "%")],
            variants: &[
                Variant {
                    title: "二甲双胍胃滞留缓释微丸制剂技术",
                    object: "二甲双胍",
                    usage: "漂浮型胃滞留设计，减轻胃肠刺激。",
                    figures: &[("1", "3"), ("45", "110")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "布洛芬速缓双相微丸胶囊技术",
                    object: "布洛芬",
                    usage: "先快速镇痛，再维持 12 小时。",
                    figures: &[("2", "4"), ("50", "120")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "盐酸坦索罗辛口崩缓释片技术",
                    object: "坦索罗辛",
                    usage: "无水也可服用，适合吞咽困难者。",
                    method: "载药缓释微粒以水分散体双层包衣，与速溶辅料混合低压直压成口崩片，遇唾液 30 秒崩解而微粒不破，在线近红外判断包衣增重。",
                    figures: &[("1", "2"), ("40", "85")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Material,
            level: 5,
            price_wan: (180, 500),
            ipc: &["A61L27/44", "A61F2/28"],
            industry: "3586 康复辅具制造",
            subject: "430 材料科学",
            keywords: &["骨修复", "可降解", "生物材料"],
            summary: "可降解、能引导再生的{}修复材料。",
            problem: "现有{}修复材料要么不降解需要二次手术，要么降解太快失去支撑。",
            method: "以镁掺杂羟基磷灰石与聚乳酸三维打印成梯度孔支架，降解速度由包覆层厚度调节，表面负载活性短肽，灭菌后力学性能保持率高。",
            indicators: &[("孔隙率", "%"), ("12 周新骨体积", "%")],
            variants: &[
                Variant {
                    title: "三维打印可降解骨缺损修复支架",
                    object: "骨缺损",
                    usage: "可按患者影像定制外形，动物实验已完成。",
                    figures: &[("72", "55"), ("48", "30")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "牙槽骨再生引导膜",
                    object: "牙槽骨",
                    usage: "双层膜屏障与成骨兼顾，可吸收免拆除。",
                    method: "静电纺制备致密屏障层，与镁掺杂羟基磷灰石多孔层热压复合，降解速度由层厚调节，表面负载活性短肽，灭菌后力学性能保持率高。",
                    figures: &[("65", "50"), ("44", "26")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "可吸收镁合金骨钉表面改性技术",
                    object: "骨折固定",
                    usage: "微弧氧化封孔，六个月内保持固定强度。",
                    problem: "骨折固定用的钛钉要二次手术取出，普通镁合金骨钉降解太快，两三个月就失去支撑。",
                    method: "高纯镁合金骨钉经微弧氧化成膜并以磷酸钙封孔，涂层厚度分区设计，骨折愈合期内保持强度、其后逐步吸收，\
                           灭菌后性能稳定。",
                    indicators: &[("六个月强度保持率", "%"), ("12 周新骨体积", "%")],
                    figures: &[("78", "35"), ("36", "20")],
                    county: "140981",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Product,
            level: 6,
            price_wan: (60, 200),
            ipc: &["G01N33/569", "G01N21/64"],
            industry: "2770 卫生材料及医药用品制造",
            subject: "310 基础医学",
            keywords: &["快速检测", "免疫层析", "核酸检测"],
            summary: "在现场十几分钟查出{}。",
            problem: "{}检测依赖中心实验室，取样到报告要一两天，基层做不了，错过处置时间。",
            method: "采用时间分辨荧光微球与双抗体夹心层析，微流控芯片完成裂解和扩增，冻干试剂常温运输，读数仪自动判读并上传。",
            indicators: &[("检测时间", "分钟"), ("检出限", "CFU/mL")],
            variants: &[
                Variant {
                    title: "布鲁氏菌病现场快速检测试剂盒",
                    object: "布鲁氏菌病",
                    usage: "牛羊血清一滴即可检测，供乡镇兽医站使用。",
                    method: "采用时间分辨荧光微球与双抗体夹心层析，一滴血清加样即测，冻干试剂常温运输，读数仪自动判读并上传，阳性样自动提示复核。",
                    figures: &[("12", "1440"), ("1000", "10000")],
                    county: "140929",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "呼吸道病原体多重核酸检测卡",
                    object: "呼吸道病原体",
                    usage: "一管同检十二种病原，四十分钟内出结果。",
                    method: "微流控卡内完成裂解、分配与等温扩增，十二个反应仓各检一种病原，冻干试剂常温运输，读数仪自动判读并上传，\
                           全程密闭防止污染。",
                    indicators: &[("检测时间", "分钟"), ("检出限", "拷贝/mL")],
                    figures: &[("40", "240"), ("200", "1000")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "食品中沙门菌免增菌快检卡",
                    object: "食品沙门菌",
                    usage: "免去十八小时增菌，适合食品厂放行前检测。",
                    figures: &[("60", "2880"), ("500", "1000")],
                    county: "140926",
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 7,
            price_wan: (120, 360),
            ipc: &["C12N9/24", "C12P19/14"],
            industry: "2762 基因工程药物和疫苗制造",
            subject: "180 生物学",
            keywords: &["酶制剂", "固定化", "生物催化"],
            summary: "用工程酶高效催化生产{}。",
            problem: "{}传统化学法步骤多、废酸废碱多，天然酶不耐热、用几批就失活。",
            method: "以定向进化提高酶的热稳定性与底物特异性，毕赤酵母高密度发酵表达，环氧树脂共价固定化，填充床连续反应，产品一步结晶。",
            indicators: &[("酶半衰期", "小时"), ("底物转化率", "%")],
            variants: &[
                Variant {
                    title: "低聚木糖固定化酶连续制备技术",
                    object: "低聚木糖",
                    usage: "原料为玉米芯，产品供功能食品和饲料企业。",
                    figures: &[("720", "120"), ("88", "62")],
                    county: "140902",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "手性药物中间体酶法拆分技术",
                    object: "手性药物中间体",
                    usage: "替代重金属不对称催化，产物光学纯度大于 99%。",
                    figures: &[("480", "60"), ("49", "40")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "稀有糖阿洛酮糖酶法生产技术",
                    object: "阿洛酮糖",
                    usage: "以果糖为原料，热量约为蔗糖一成。",
                    figures: &[("560", "90"), ("33", "25")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Equipment,
            level: 6,
            price_wan: (100, 300),
            ipc: &["A61B5/00", "G16H50/20"],
            industry: "3581 医疗诊断、监护及治疗设备制造",
            subject: "320 临床医学",
            keywords: &["可穿戴", "慢病管理", "辅助诊断"],
            summary: "帮助基层医生及早发现{}。",
            problem: "{}早期没有症状，基层缺设备和专科医生，确诊时往往已经较重。",
            method: "采用柔性电极与毫米波传感无感采集生理信号，模型在多中心数据上训练并给出可信度，可疑结果自动转上级医院复核，\
                   设备续航七天。",
            indicators: &[("筛查灵敏度", "%"), ("单次筛查成本", "元")],
            variants: &[
                Variant {
                    title: "房颤筛查柔性心电贴与判读系统",
                    object: "房颤",
                    usage: "连续佩戴七天，基层医生十分钟看完报告。",
                    figures: &[("96", "75"), ("28", "180")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "矿工尘肺早期肺功能筛查设备",
                    object: "矿工尘肺",
                    usage: "振荡法不用力呼气即可检测，适合车载体检。",
                    method: "采用强迫振荡法平静呼吸两分钟即可测得气道阻力与弹性，模型结合工龄、粉尘暴露与影像给出风险分层，可疑结果自动转上级医院复核。",
                    figures: &[("91", "65"), ("35", "160")],
                    county: "140925",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "眼底图像糖尿病视网膜病变筛查系统",
                    object: "糖尿病视网膜病变",
                    usage: "免散瞳相机加边缘推理，结果立等可取。",
                    method: "免散瞳相机自动对焦拍摄，图像质量不合格即时提示重拍，病变由多中心标注数据训练的模型分级并标出依据，\
                           可疑结果自动转上级医院复核。",
                    figures: &[("94", "80"), ("15", "90")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Process,
            level: 5,
            price_wan: (150, 420),
            ipc: &["C12N1/20", "A23L33/135"],
            industry: "2761 生物药品制造",
            subject: "180 生物学",
            keywords: &["益生菌", "微生态", "发酵"],
            summary: "用本土菌株生产{}，耐酸、耐储藏。",
            problem: "商用菌株多依赖进口，用于{}时活菌数在货架期内衰减快，功效说不清。",
            method: "从长寿人群与传统发酵食品中筛得自主菌株，全基因组安全性评价，海藻酸钠与乳清蛋白双层包埋，冻干保护剂不含乳糖，\
                   常温保存。",
            indicators: &[("常温 12 个月存活率", "%"), ("过胃酸存活率", "%")],
            variants: &[
                Variant {
                    title: "改善便秘的植物乳杆菌微囊制剂",
                    object: "改善肠道功能的益生菌",
                    usage: "与杂粮膳食纤维组成合生元，人群试食已完成。",
                    figures: &[("82", "35"), ("90", "45")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "反刍动物用耐高温芽孢益生菌",
                    object: "反刍动物微生态制剂",
                    usage: "可经饲料制粒，提高粗饲料消化率。",
                    method: "从本地放牧羊瘤胃和青贮饲料中筛得芽孢杆菌，全基因组安全性评价，固态发酵产孢率高，芽孢耐 85℃ 制粒，与纤维素酶复配增效。",
                    figures: &[("94", "60"), ("96", "70")],
                    county: "140927",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "蛋鸡减抗用复合益生菌制剂",
                    object: "蛋鸡减抗制剂",
                    usage: "产蛋后期降低破蛋率，替代预防性用药。",
                    method: "从健康蛋鸡肠道筛得乳酸杆菌与丁酸梭菌，两段发酵后双层包埋，冻干保护剂不含乳糖，与中草药提取物协同，\
                           常温保存。",
                    figures: &[("88", "50"), ("92", "60")],
                    ..Variant::PLAIN
                },
            ],
        },
        Technology {
            form: Form::Material,
            level: 6,
            price_wan: (80, 240),
            ipc: &["A61L15/28", "A61L15/44"],
            industry: "2770 卫生材料及医药用品制造",
            subject: "350 药学",
            keywords: &["敷料", "止血", "水凝胶"],
            summary: "用于{}的功能性敷料。",
            problem: "{}时普通纱布粘连出血、换药疼痛，进口功能敷料价格高。",
            method: "以羧甲基壳聚糖与氧化葡聚糖原位交联成水凝胶，负载天然多酚抗菌，黏附强度可控、可冷水溶解去除，辐照灭菌后性能稳定。",
            indicators: &[("止血时间", "秒"), ("换药次数", "次")],
            variants: &[
                Variant {
                    title: "战创伤快速止血海绵",
                    object: "创伤急救止血",
                    usage: "适合深部不规则伤口填塞，体温下成形。",
                    figures: &[("45", "180"), ("1", "4")],
                    ..Variant::PLAIN
                },
                Variant {
                    title: "烧伤创面黄芪多糖水凝胶敷料",
                    object: "烧伤创面护理",
                    usage: "保持湿润、透明可观察，促进上皮生长。",
                    figures: &[("60", "150"), ("3", "10")],
                    county: "140923",
                    ..Variant::PLAIN
                },
                Variant {
                    title: "口腔溃疡黏附贴片",
                    object: "口腔黏膜修复",
                    usage: "可在湿润黏膜停留六小时以上，味道清淡。",
                    figures: &[("30", "90"), ("2", "6")],
                    ..Variant::PLAIN
                },
            ],
        },
    ],
};
