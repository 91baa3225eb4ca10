//! The register of the fictional organisations: plain data, one entry each.

use domain::organisation::OrganisationKind::{
    self, Bureau, CountyGovernment, Enterprise, RegistrationAgency, ResearchInstitute,
    TransferInstitution, University,
};

/// One organisation as written down here; the rest of its particulars are made from its place in the list.
pub(super) struct Entry {
    /// Short key.
    pub(super) key: &'static str,
    /// Registered name.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) kind: OrganisationKind,
    /// Where it is registered.
    pub(super) division_code: &'static str,
    /// What it does.
    pub(super) introduction: &'static str,
    /// Whether its credit code was issued with a check character that does not fit, and an officer confirmed it.
    pub(super) code_is_odd: bool,
}

const fn entry(
    key: &'static str,
    name: &'static str,
    kind: OrganisationKind,
    division_code: &'static str,
    introduction: &'static str,
) -> Entry {
    Entry {
        key,
        name,
        kind,
        division_code,
        introduction,
        code_is_odd: false,
    }
}

/// Every organisation. New ones go to the end: the place in the list decides codes and telephones.
pub(super) const ENTRIES: [Entry; 38] = [
    entry(
        "u1",
        "示例理工大学",
        University,
        "140902",
        "以材料、机械和信息学科见长的应用型理工大学，设有成果转化办公室，统一受理企业的许可意向。",
    ),
    entry(
        "u2",
        "示例农业大学",
        University,
        "140703",
        "面向黄土高原旱作农业的农业大学，在市内设有杂粮和薯类试验站。",
    ),
    entry(
        "u3",
        "示例中医药大学",
        University,
        "140107",
        "从事道地药材、中药制剂和快速诊断研究，与多家药企共建联合实验室。",
    ),
    entry(
        "u4",
        "示例能源大学",
        University,
        "140105",
        "以煤炭、煤层气、储能和电力电子为特色的行业大学，承担企业委托开发项目。",
    ),
    entry(
        "r1",
        "示例市农业科学研究院",
        ResearchInstitute,
        "140902",
        "承担谷子、马铃薯、黄芪等作物的育种、栽培与加工研究，服务全市合作社和加工企业。",
    ),
    entry(
        "r2",
        "示例煤炭化学研究所",
        ResearchInstitute,
        "140105",
        "研究煤的清洁转化、煤层气利用和二氧化碳捕集，拥有中试基地。",
    ),
    entry(
        "r3",
        "示例先进材料研究院",
        ResearchInstitute,
        "140902",
        "新型研发机构，聚焦碳基材料、铝镁合金和传感器的中试放大。",
    ),
    entry(
        "r4",
        "示例生态环境研究院",
        ResearchInstitute,
        "140902",
        "从事矿井水、尾矿和沉陷区生态治理技术研究与咨询。",
    ),
    entry(
        "e01",
        "示例碳材科技有限公司",
        Enterprise,
        "140902",
        "生产活性炭、导热膜和锂电负极材料，正在建设二期产线，寻找可直接放大的碳材料技术。",
    ),
    entry(
        "e02",
        "示例法兰锻造有限公司",
        Enterprise,
        "140921",
        "生产风电法兰和管道法兰，产品出口三十多个国家。",
    ),
    entry(
        "e03",
        "示例环件制造有限公司",
        Enterprise,
        "140921",
        "专业轧制大型环件，自建研发中心，对外提供锻造装备改造技术。",
    ),
    entry(
        "e04",
        "示例清凉文化旅游有限公司",
        Enterprise,
        "140922",
        "运营山岳景区的摆渡、票务和数字展陈项目。",
    ),
    entry(
        "e05",
        "示例雁门芪业有限公司",
        Enterprise,
        "140923",
        "从事黄芪仿野生种植、饮片和提取物生产，带动周边农户种植。",
    ),
    entry(
        "e06",
        "示例北岳中药材有限公司",
        Enterprise,
        "140924",
        "收购和初加工黄芪、黄芩、柴胡等道地药材。",
    ),
    entry(
        "e07",
        "示例矿业集团有限公司",
        Enterprise,
        "140925",
        "集煤炭开采、洗选和矿区治理于一体的地方骨干企业。",
    ),
    entry(
        "e08",
        "示例汾源食品有限公司",
        Enterprise,
        "140926",
        "生产小米、莜面和杂粮方便食品，供应学校和商超。",
    ),
    entry(
        "e09",
        "示例杂粮油脂有限公司",
        Enterprise,
        "140927",
        "加工胡麻油、荞麦和小杂粮，拥有有机认证基地。",
    ),
    entry(
        "e10",
        "示例薯业开发有限公司",
        Enterprise,
        "140928",
        "从事种薯繁育、商品薯储藏和马铃薯淀粉加工。",
    ),
    entry(
        "e11",
        "示例芸豆贸易有限公司",
        Enterprise,
        "140929",
        "经营红芸豆种植、收购和出口，联结农机合作社。",
    ),
    entry(
        "e12",
        "示例黄河煤化工有限公司",
        Enterprise,
        "140930",
        "以煤制合成气为龙头，发展费托蜡、甲醇和综合利用项目。",
    ),
    entry(
        "e13",
        "示例煤层气开发有限公司",
        Enterprise,
        "140931",
        "从事煤层气勘探、排采和集输，运营二百余口生产井。",
    ),
    Entry {
        code_is_odd: true,
        ..entry(
            "e14",
            "示例长风新能源有限公司",
            Enterprise,
            "140932",
            "运营山地风电和光伏电站，自有运维队伍。",
        )
    },
    entry(
        "e15",
        "示例铝业有限公司",
        Enterprise,
        "140981",
        "氧化铝、电解铝和铝材加工一体化企业。",
    ),
    entry(
        "e16",
        "示例镁合金科技有限公司",
        Enterprise,
        "140981",
        "从事原镁冶炼、镁合金压铸和轮毂制造。",
    ),
    entry(
        "e17",
        "示例储能科技有限公司",
        Enterprise,
        "140902",
        "研制储能电池系统、变流器和能量管理软件。",
    ),
    entry(
        "e18",
        "示例智能装备有限公司",
        Enterprise,
        "140902",
        "为锻造、选煤和农机企业提供非标装备与自动化改造。",
    ),
    entry(
        "e19",
        "示例生物制药有限公司",
        Enterprise,
        "140902",
        "生产固体制剂、中药提取物和诊断试剂。",
    ),
    entry(
        "e20",
        "示例信息技术有限公司",
        Enterprise,
        "140902",
        "提供工业互联网、机器视觉和文旅数字化软件。",
    ),
    entry(
        "e21",
        "示例省城环保工程有限公司",
        Enterprise,
        "140105",
        "从事废气、固废治理工程设计与总承包，注册地不在本市。",
    ),
    entry(
        "e22",
        "示例新能源投资有限公司",
        Enterprise,
        "110108",
        "投资风光制氢和储能项目，注册地不在本市。",
    ),
    entry(
        "t1",
        "示例技术转移中心有限公司",
        TransferInstitution,
        "140902",
        "持证技术经纪人团队，为市内企业寻找技术并全程跟进谈判。",
    ),
    entry(
        "t2",
        "示例科创服务有限公司",
        TransferInstitution,
        "140902",
        "提供技术评价、专利检索和技术合同服务。",
    ),
    entry(
        "t3",
        "示例成果转化促进中心",
        TransferInstitution,
        "140981",
        "面向铝镁产业集群的专业技术转移机构。",
    ),
    entry(
        "a1",
        "示例市技术合同登记处",
        RegistrationAgency,
        "140902",
        "受理技术合同认定登记，核定合同类型、合同成交额和技术交易额。",
    ),
    entry(
        "b1",
        "示例市科学技术局",
        Bureau,
        "140902",
        "负责成果审核发布、支付核验和技术引进补助。",
    ),
    entry(
        "c1",
        "示例忻府区人民政府",
        CountyGovernment,
        "140902",
        "忻府区科技成果转化工作联系单位。",
    ),
    entry(
        "c2",
        "示例定襄县人民政府",
        CountyGovernment,
        "140921",
        "定襄县科技成果转化工作联系单位。",
    ),
    entry(
        "c3",
        "示例代县人民政府",
        CountyGovernment,
        "140923",
        "代县科技成果转化工作联系单位。",
    ),
];
