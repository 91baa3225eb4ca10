//! What surrounds every page 页面框架: header with the search box, navigation, account, breadcrumb, notice, footer.

use domain::Timestamp;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Role;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::parts::{Link, Notice};

/// Which part of the site a page belongs to; it is marked in the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// None of the others.
    #[default]
    Elsewhere,
    /// 找成果.
    Achievements,
    /// 需求.
    Demands,
    /// 补助测算.
    Calculator,
    /// 政策.
    Policies,
    /// 工作台: what a signed-in person does.
    My,
    /// 科技局: what the bureau does.
    Desk,
}

/// Who is signed in, and for whom.
#[derive(Clone, Debug)]
pub struct Person {
    /// How the person is called.
    pub name: String,
    /// How the organisation is called for which the person acts.
    pub organisation: String,
    /// What that organisation is.
    pub organisation_kind: OrganisationKind,
    /// What the person is there.
    pub role: Role,
    /// How many things wait for the person.
    pub waiting: u64,
}

/// One entry of a navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavLink {
    /// What it says.
    pub text: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Whether the reader is there.
    pub here: bool,
}

/// What every page has around it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Title of the page, also its heading unless the page has a better one.
    pub title: String,
    /// Part of the site.
    pub section: Section,
    /// Path and query of this page: printed at the foot, and where sign-in returns to.
    pub address: String,
    /// The moment of rendering: printed at the foot.
    pub now: Timestamp,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Text in the search box.
    pub query: String,
    /// The way here, without this page itself.
    pub crumbs: Vec<Link>,
    /// What just happened, or what to mind.
    pub notice: Option<Notice>,
    /// Load the page again after so many seconds, while something runs; without a script.
    pub refresh_s: Option<u32>,
}

impl Layout {
    /// A page with this title, in this part, at this address; nobody signed in, nothing searched, no notice.
    pub fn new(
        title: impl Into<String>,
        section: Section,
        address: impl Into<String>,
        now: Timestamp,
    ) -> Self {
        Self {
            title: title.into(),
            section,
            address: address.into(),
            now,
            person: None,
            query: String::new(),
            crumbs: Vec::new(),
            notice: None,
            refresh_s: None,
        }
    }

    /// The same page for a signed-in person.
    #[must_use]
    pub fn seen_by(self, person: Person) -> Self {
        Self {
            person: Some(person),
            ..self
        }
    }

    /// The same page reached by this way.
    #[must_use]
    pub fn below(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Link::new(text, href));
        self
    }

    /// The same page with a notice.
    #[must_use]
    pub fn noticing(self, notice: Notice) -> Self {
        Self {
            notice: Some(notice),
            ..self
        }
    }

    /// Address of sign-in that comes back here.
    pub fn sign_in_href(&self) -> String {
        format!("/sign-in?next={}", in_query(&self.address))
    }

    /// The navigation under the header.
    pub fn main_links(&self) -> Vec<NavLink> {
        let link = |text, href, section| NavLink {
            text,
            href,
            here: self.section == section,
        };
        let mut links = vec![
            link("找成果", "/achievements", Section::Achievements),
            link("需求", "/demands", Section::Demands),
            link("补助测算", "/calculator", Section::Calculator),
            link("政策", "/policies", Section::Policies),
        ];
        if let Some(person) = &self.person {
            links.push(link("我的工作台", "/my", Section::My));
            if person.organisation_kind == OrganisationKind::Bureau {
                links.push(link("业务管理", "/desk", Section::Desk));
            }
        }
        links
    }

    /// The pages of the workspace or the desk, for the organisation of whoever is signed in.
    pub fn local_links(&self) -> Vec<NavLink> {
        let Some(person) = &self.person else {
            return Vec::new();
        };
        let kind = person.organisation_kind;
        let pages: &[(&str, &str, bool)] = match self.section {
            Section::My => &[
                ("待办事项", "/my", true),
                ("本单位成果", "/my/achievements", kind.lists_achievements()),
                (
                    "我的需求",
                    "/my/demands",
                    kind == OrganisationKind::Enterprise,
                ),
                ("批量导入", "/my/import", kind.lists_achievements()),
                (
                    "登记簿",
                    "/my/register",
                    kind == OrganisationKind::RegistrationAgency,
                ),
                (
                    "许可意向",
                    "/my/licence-requests",
                    kind.lists_achievements(),
                ),
                (
                    "引荐",
                    "/my/introductions",
                    kind == OrganisationKind::TransferInstitution,
                ),
                ("我的检索", "/my/searches", true),
                ("匹配提醒", "/my/alerts", true),
                ("单位信息", "/my/organisation", true),
                ("成员", "/my/members", person.role == Role::Manager),
                ("账号与安全", "/my/account", true),
            ],
            Section::Desk => &[
                ("总览", "/desk", true),
                ("成果审核", "/desk/achievements", true),
                ("支付核验", "/desk/payments", true),
                ("补助核算", "/desk/subsidies", true),
                ("检索需求", "/desk/searches", true),
                ("单位", "/desk/organisations", true),
                ("单位变更", "/desk/changes", true),
                ("登录安全", "/desk/refusals", true),
                ("操作记录", "/desk/events", true),
            ],
            Section::Elsewhere
            | Section::Achievements
            | Section::Demands
            | Section::Calculator
            | Section::Policies => &[],
        };
        let path = self.address.split('?').next().unwrap_or_default();
        // The longest address that this page lies under; `/my` lies above everything.
        let nearest = pages
            .iter()
            .filter(|(_, href, _)| path == *href || path.starts_with(&format!("{href}/")))
            .map(|(_, href, _)| href.len())
            .max();
        let seen = pages.iter().filter(|(_, _, seen)| *seen);
        seen.map(|(text, href, _)| NavLink {
            text,
            href,
            here: nearest == Some(href.len()) && path.starts_with(href),
        })
        .collect()
    }
}

/// All but RFC 3986's unreserved characters and the slash of paths.
const ESCAPED_IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// A text as it stands in the value of a query.
pub fn in_query(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED_IN_QUERY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_value_or_a_query_is_escaped_in_it() {
        assert_eq!(in_query("钢 a-z_0.9~/x"), "%E9%92%A2%20a-z_0.9~/x");
        assert_eq!(in_query("&=+?#%'\"<"), "%26%3D%2B%3F%23%25%27%22%3C");
    }

    #[test]
    fn sign_in_comes_back_to_the_page_with_its_query() {
        let layout = Layout::new(
            "成果",
            Section::Achievements,
            "/achievements?q=钢&page=2",
            Timestamp(0),
        );
        assert_eq!(
            layout.sign_in_href(),
            "/sign-in?next=/achievements%3Fq%3D%E9%92%A2%26page%3D2"
        );
    }

    #[test]
    fn one_entry_of_the_workspace_is_marked() {
        let person = Person {
            name: "示例".into(),
            organisation: "示例大学".into(),
            organisation_kind: OrganisationKind::University,
            role: Role::Member,
            waiting: 0,
        };
        let layout = Layout::new(
            "修改",
            Section::My,
            "/my/achievements/ach_1/edit?x=1",
            Timestamp(0),
        )
        .seen_by(person);
        let here: Vec<&str> = layout
            .local_links()
            .iter()
            .filter(|link| link.here)
            .map(|link| link.href)
            .collect();
        assert_eq!(here, ["/my/achievements"]);
    }
}
