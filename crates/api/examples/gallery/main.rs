//! Writes every page with fictional samples as an HTML file, to be looked at in a browser:
//! `cargo run -p api --example gallery -- OUTDIR`.

use std::path::PathBuf;
use std::{env, fs, io};

mod samples;

fn main() -> io::Result<()> {
    let Some(out) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "usage: gallery OUTDIR",
        ));
    };
    fs::create_dir_all(out.join("static"))?;
    for (name, content) in api::ui::assets::every() {
        fs::write(out.join("static").join(name), content)?;
    }
    let mut index = String::from("<!doctype html><meta charset=utf-8><title>pages</title><ul>");
    for (name, html) in samples::every() {
        // Relative addresses, so that the files can be opened without a server.
        fs::write(
            out.join(format!("{name}.html")),
            html.replace("=\"/static/", "=\"static/"),
        )?;
        index += &format!("<li><a href=\"{name}.html\">{name}</a>");
    }
    fs::write(out.join("index.html"), index)?;
    Ok(())
}
