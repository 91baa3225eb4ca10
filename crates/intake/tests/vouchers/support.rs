//! Small documents, built part by part.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use intake::voucher::{Check, Invoice, Receipt};
use intake::{File, Voucher, VoucherError, read_voucher};
use sm3::{Digest as _, Sm3};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const SELLER: &str = "12140105MADEM0031X";
pub(crate) const BUYER: &str = "91140902MADEM0185X";

pub(crate) fn read(bytes: impl Into<Vec<u8>>) -> Result<Voucher, VoucherError> {
    read_voucher(&File::in_memory("凭证", bytes.into()))
}

pub(crate) fn invoice(bytes: impl Into<Vec<u8>>) -> Invoice {
    match read(bytes) {
        Ok(Voucher::Invoice(invoice)) => invoice,
        other => panic!("an invoice should be read, not {other:?}"),
    }
}

pub(crate) fn receipt(bytes: impl Into<Vec<u8>>) -> Receipt {
    match read(bytes) {
        Ok(Voucher::Receipt(receipt)) => receipt,
        other => panic!("a receipt should be read, not {other:?}"),
    }
}

/// Why a file is refused.
pub(crate) fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    match read(bytes) {
        Err(error) => error.to_string(),
        Ok(voucher) => panic!("it should be refused, but gave {voucher:?}"),
    }
}

/// Codes of the checks that fail.
pub(crate) fn failing(checks: &[Check]) -> Vec<&'static str> {
    let failing = checks.iter().filter(|check| !check.ok);
    failing.map(|check| check.code).collect()
}

pub(crate) fn told<'a>(checks: &'a [Check], code: &str) -> &'a Check {
    checks
        .iter()
        .find(|check| check.code == code)
        .unwrap_or_else(|| panic!("no check {code} in {checks:?}"))
}

/// A fully digital invoice of 600,000.00 as the tax office writes it; `change` puts other text in places of it.
pub(crate) fn digital(change: &[(&str, &str)]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<EInvoice><Header><EIid>26142000000000009901</EIid><InherentLabel><InIssuType><LabelCode>Y</LabelCode></InIssuType></InherentLabel></Header>
<EInvoiceData><SellerInformation><SellerIdNum>{SELLER}</SellerIdNum><SellerName>示例理工大学</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{BUYER}</BuyerIdNum><BuyerName>示例碳材科技有限公司</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>566037.74</TotalAmWithoutTax><TotalTaxAm>33962.26</TotalTaxAm><TotalTax-includedAmount>600000.00</TotalTax-includedAmount><TotalTax-includedAmountInChinese>陆拾万圆整</TotalTax-includedAmountInChinese></BasicInformation>
<IssuItemInformation><ItemName>*研发和技术服务*专利实施许可</ItemName><SpecMod/><Amount>566037.74</Amount><ComTaxAm>33962.26</ComTaxAm></IssuItemInformation>
<AdditionalInformation><Remark>合同：示例技术许可合同</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>26142000000000009901</InvoiceNumber><IssueTime>2026-11-20</IssueTime></TaxSupervisionInfo></EInvoice>"
    );
    for (from, to) in change {
        assert!(xml.contains(from), "{from} is in the document");
        xml = xml.replace(from, to);
    }
    xml
}

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("begins");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("ends").into_inner()
}

/// An OFD with custom data, attachments and whatever else.
#[derive(Default)]
pub(crate) struct Ofd {
    pub(crate) data: Vec<(&'static str, &'static str)>,
    pub(crate) attached: Vec<(&'static str, Vec<u8>)>,
    /// Tags, and the text objects of the one page: identifier and text.
    pub(crate) tags: String,
    pub(crate) objects: Vec<(&'static str, &'static str)>,
    /// Whether a signature lists the digests of all parts; those of the parts that are named here are wrong.
    pub(crate) signed: Option<Vec<&'static str>>,
    /// Parts that the signature does not list.
    pub(crate) unlisted: Vec<&'static str>,
}

impl Ofd {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        const NS: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
        let data: String = self
            .data
            .iter()
            .map(|(name, value)| {
                format!("<ofd:CustomData Name=\"{name}\">{value}</ofd:CustomData>")
            })
            .collect();
        let signatures = match self.signed {
            Some(_) => "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
            None => "",
        };
        let mut parts = vec![
            ("OFD.xml".to_owned(), format!("<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody></ofd:OFD>").into_bytes()),
            ("Doc_0/Document.xml".to_owned(), format!("<ofd:Document {NS}><ofd:CommonData/><ofd:Pages><ofd:Page ID=\"61\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>").into_bytes()),
        ];
        let mut list = String::new();
        for (name, content) in &self.attached {
            list.push_str(&format!(
                "<ofd:Attachment Name=\"{name}\"><ofd:FileLoc>{name}</ofd:FileLoc></ofd:Attachment>"
            ));
            parts.push((format!("Doc_0/Attachs/{name}"), content.clone()));
        }
        parts.push((
            "Doc_0/Attachs/Attachments.xml".to_owned(),
            format!("<ofd:Attachments {NS}>{list}</ofd:Attachments>").into_bytes(),
        ));
        let objects: String = self
            .objects
            .iter()
            .map(|(id, text)| format!("<ofd:TextObject ID=\"{id}\"><ofd:TextCode X=\"0\">{text}</ofd:TextCode></ofd:TextObject>"))
            .collect();
        parts.push(("Doc_0/Pages/Page_0/Content.xml".to_owned(), format!("<ofd:Page {NS}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>").into_bytes()));
        parts.push(("Doc_0/Tags/CustomTags.xml".to_owned(), format!("<ofd:CustomTags {NS}><ofd:CustomTag><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>").into_bytes()));
        parts.push((
            "Doc_0/Tags/CustomTag.xml".to_owned(),
            format!("<ofd:root {NS}>{}</ofd:root>", self.tags).into_bytes(),
        ));
        if let Some(wrong) = &self.signed {
            let references: String = parts
                .iter()
                .filter(|(name, _)| !self.unlisted.contains(&name.as_str()))
                .map(|(name, content)| {
                    let of: &[u8] = if wrong.contains(&name.as_str()) { b"altered" } else { content };
                    let digest = STANDARD.encode(Sm3::digest(of));
                    format!("<ofd:Reference FileRef=\"/{name}\"><ofd:CheckValue>{digest}</ofd:CheckValue></ofd:Reference>")
                })
                .collect();
            parts.push(("Doc_0/Signs/Signatures.xml".to_owned(), format!("<ofd:Signatures {NS}><ofd:Signature ID=\"1\" BaseLoc=\"Sign_0/Signature.xml\"/></ofd:Signatures>").into_bytes()));
            parts.push(("Doc_0/Signs/Sign_0/Signature.xml".to_owned(), format!("<ofd:Signature {NS}><ofd:SignedInfo><ofd:References CheckMethod=\"1.2.156.10197.1.401\">{references}</ofd:References></ofd:SignedInfo></ofd:Signature>").into_bytes()));
        }
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect();
        archive(&parts)
    }
}

/// A reference of a tag to an object of the page.
pub(crate) fn tag(name: &str, objects: &[&str]) -> String {
    let references: String = objects
        .iter()
        .map(|id| format!("<ofd:ObjectRef PageRef=\"61\">{id}</ofd:ObjectRef>"))
        .collect();
    format!("<ofd:{name}>{references}</ofd:{name}>")
}

/// A PDF of objects, the first numbered 1, with a table of them.
pub(crate) fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(
        format!(
            "xref\n0 {size}\n{table}trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    bytes
}

/// A compressed stream with entries of its dictionary.
pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).expect("written");
    let packed = packed.finish().expect("ends");
    let mut bytes = format!(
        "<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n",
        packed.len()
    )
    .into_bytes();
    bytes.extend(packed);
    bytes.extend(b"\nendstream");
    bytes
}

/// A text string in UTF-16, as hexadecimal digits.
pub(crate) fn utf16(text: &str) -> String {
    let units: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    format!("<FEFF{units}>")
}
