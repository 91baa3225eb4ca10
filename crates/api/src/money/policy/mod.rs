//! The page of a policy 政策: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
