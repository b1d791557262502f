// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/pdf_check.hpp"

#include <optional>

#include "platform/export/pdf_tree.hpp"

namespace denkraum::exports {
namespace {

/// The text of "N 0 obj … endobj" from its head on; a stream's bytes included.
std::optional<std::string_view> object(std::string_view pdf, std::string_view number) {
    const std::string head = "\n" + std::string(number) + " 0 obj";
    const std::size_t begin = pdf.find(head);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = pdf.find("\nendobj", begin);
    if (end == std::string_view::npos) return std::nullopt;
    return pdf.substr(begin + head.size(), end - begin - head.size());
}

/// The object number in "/Root 224 0 R".
std::string_view reference(std::string_view dictionary, std::string_view key) {
    const std::size_t at = dictionary.find(std::string(key) + " ");
    if (at == std::string_view::npos) return {};
    const std::size_t begin = at + key.size() + 1;
    const std::size_t end = dictionary.find(' ', begin);
    return dictionary.substr(begin, end - begin);
}

/// Structure elements are dictionaries without a stream.
bool has_figure_without_words(std::string_view pdf) {
    for (std::size_t at = pdf.find("/S /Figure"); at != std::string_view::npos;
         at = pdf.find("/S /Figure", at + 1)) {
        const std::size_t begin = pdf.rfind(" obj", at);
        const std::size_t end = pdf.find("endobj", at);
        if (begin == std::string_view::npos || end == std::string_view::npos) return true;
        if (!pdf.substr(begin, end - begin).contains("/Alt ")) return true;
    }
    return false;
}

/// Each table that has heads has cells tagged so, each with its scope: row or column. Where the
/// tables cannot be told apart, some cell at least.
bool has_all_heads(std::string_view pdf, const std::vector<bool>& tables) {
    const PdfTree tree(pdf);
    const auto root = tree.named("/StructTreeRoot");
    if (!root) return false;
    const std::vector<int> found = tree.below(*root, "Table");
    if (found.size() != tables.size()) return !tree.below(*root, "TH").empty();
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::vector<int> heads = tree.below(found[i], "TH");
        if (heads.empty() == tables[i]) return false;
        for (const int head : heads) {
            if (!tree.object(head).contains("/Scope /")) return false;
        }
    }
    return true;
}

} // namespace

std::vector<std::string> pdf_faults(std::string_view pdf, const PdfParts& parts) {
    const std::size_t trailer = pdf.rfind("\ntrailer");
    if (!pdf.starts_with("%PDF-1.") || trailer == std::string_view::npos) {
        return {"it is no PDF with a plain trailer"};
    }
    const auto catalog = object(pdf, reference(pdf.substr(trailer), "/Root"));
    if (!catalog) return {"it has no catalogue"};
    std::vector<std::string> faults;
    const auto expect = [&](bool is_there, std::string_view what) {
        if (!is_there) faults.emplace_back(what);
    };
    expect(catalog->contains("/Marked true"), "it is not tagged");
    expect(catalog->contains("/StructTreeRoot "), "it has no structure tree");
    expect(catalog->contains("/Lang ("), "it has no language");
    expect(catalog->contains("/DisplayDocTitle true"), "its title is not shown");
    expect(!parts.headings || catalog->contains("/Outlines "), "it has no bookmarks");
    const auto metadata = object(pdf, reference(*catalog, "/Metadata"));
    expect(metadata && metadata->contains("<dc:title>"), "it has no title");
    expect(
        metadata && metadata->contains("<pdfuaid:part>1</pdfuaid:part>"),
        "it does not say that it is built for PDF/UA-1"
    );
    expect(!has_figure_without_words(pdf), "a figure has no alternative text");
    expect(
        parts.tables.empty() || has_all_heads(pdf, parts.tables),
        "the head cells of a table are not tagged so"
    );
    return faults;
}

} // namespace denkraum::exports
