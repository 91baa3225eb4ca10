//! Invoices and bank receipts of the city: small PDF files that say that they are examples.

use market::catalogue::attachment::Upload;

/// A voucher with these lines (ASCII).
pub(super) fn voucher(name: &str, lines: &[String]) -> Upload {
    Upload {
        name: format!("{name}.pdf"),
        content: pdf(lines).into(),
    }
}

/// One page of text, in the smallest form of the format: five objects, their places, the trailer.
fn pdf(lines: &[String]) -> Vec<u8> {
    let shown: String = lines
        .iter()
        .map(|line| format!("({}) Tj T* ", line.replace(['(', ')', '\\'], " ")))
        .collect();
    let stream = format!("BT /F1 14 Tf 60 760 Td 22 TL {shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    out += &format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}
