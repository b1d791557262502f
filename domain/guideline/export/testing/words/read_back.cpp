// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "domain/guideline/export/testing/words/exported_words.hpp"
#include "platform/export/zip.hpp"
#include "platform/run/child.hpp"

/// What other people's programs read in our files.
namespace denkraum::guideline::testing {
namespace {

run::ChildOrder order_for(std::vector<std::string> argv, const NamedFile& file) {
    run::ChildOrder order;
    order.argv = std::move(argv);
    order.limits.memory_bytes_max = 0;
    const ByteView bytes = as_bytes(file.bytes);
    order.files = {{.name = file.name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    return order;
}

/// A file that a program made of one file.
std::string
made_by(std::vector<std::string> argv, const NamedFile& file, const std::string& wanted) {
    run::ChildOrder order = order_for(std::move(argv), file);
    order.wanted = {wanted};
    const auto output = run::run_child(order);
    if (!output || output->files.empty()) return "cannot run";
    return std::string(as_text(output->files.front().bytes));
}

} // namespace

std::string printed_by(std::vector<std::string> argv, const NamedFile& file) {
    const auto output = run::run_child(order_for(std::move(argv), file));
    if (!output) return "cannot run: " + output.error().detail;
    return std::string(as_text(output->out));
}

std::string text_of_markup(const std::string& markup, const std::regex& attributes) {
    std::string read;
    std::string out;
    for (auto it = std::sregex_iterator(markup.begin(), markup.end(), attributes);
         it != std::sregex_iterator();
         ++it)
        read += " \n" + (*it)[1].str();
    out = std::regex_replace(markup, std::regex("<(style|head|nav)[^>]*>[\\s\\S]*?</\\1>"), " ");
    out = std::regex_replace(
        out, std::regex("</?(b|i|u|font|abbr|strong|em|code|inline)( [^>]*)?>"), ""
    );
    out = std::regex_replace(out, std::regex("<[^>]*>"), " ") + read;
    for (const auto& [entity, sign] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"},
             {"&gt;", ">"},
             {"&quot;", "\""},
             {"&#39;", "'"},
             {"&auml;", "ä"},
             {"&ouml;", "ö"},
             {"&uuml;", "ü"},
             {"&Auml;", "Ä"},
             {"&Ouml;", "Ö"},
             {"&Uuml;", "Ü"},
             {"&szlig;", "ß"},
             {"&ndash;", " "},
             {"&bdquo;", " "},
             {"&ldquo;", " "},
             {"&nbsp;", " "},
             {"&amp;", "&"}
         })
        out = std::regex_replace(out, std::regex(entity), sign);
    return out;
}

std::string text_of_structure(const NamedFile& pdf) {
    const std::string tree = printed_by({"pdfinfo", "-struct-text", pdf.name}, pdf);
    // Lines in quotes are words; a hyphen at the end of a printed line stands alone. The list of
    // contents says headings a second time.
    std::string read;
    int contents_depth = -1;
    bool is_split = false;
    std::size_t at = 0;
    while (at < tree.size()) {
        const std::size_t end = std::min(tree.find('\n', at), tree.size());
        const std::string line = tree.substr(at, end - at);
        at = end + 1;
        const int depth = static_cast<int>(line.find_first_not_of(' '));
        if (depth <= contents_depth) contents_depth = -1;
        if (contents_depth >= 0) continue;
        const std::string words = line.substr(
            line.find_first_not_of(" \n") == std::string::npos ? 0 : line.find_first_not_of(" ")
        );
        if (words.starts_with("TOC")) contents_depth = depth;
        if (!words.starts_with('"')) {
            if (!words.starts_with("Span")) is_split = false;
            continue;
        }
        const std::string inner = words.substr(1, words.rfind('"') - 1);
        if (inner == "-" || inner == "\u2010" || inner == "\u00ad") {
            is_split = true;
            continue;
        }
        if (!is_split) read += read.empty() || inner.starts_with(' ') ? "" : "\n";
        read += inner;
        is_split = false;
    }
    return read;
}

std::string shown_by_libreoffice(const NamedFile& office, const std::string& html_name) {
    const std::string page =
        made_by({"soffice", "--headless", "--convert-to", "html", office.name}, office, html_name);
    return text_of_markup(page, std::regex("no attribute (is read)"));
}

std::string text_of_epub(const std::string& epub) {
    const auto entries = exports::read_zip(epub);
    EXPECT_TRUE(entries);
    if (!entries) return {};
    const auto text = std::find_if(entries->begin(), entries->end(), [](const auto& entry) {
        return entry.name == "EPUB/text.xhtml";
    });
    EXPECT_NE(text, entries->end());
    if (text == entries->end()) return {};
    return text_of_markup(text->bytes, std::regex("alt=\"([^\"]*)\""));
}

} // namespace denkraum::guideline::testing
