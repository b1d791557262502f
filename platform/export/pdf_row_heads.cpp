// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/pdf_row_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "platform/export/pdf_tree.hpp"

namespace denkraum::exports {
namespace {

/// Takes out "/Headers [...]": what the scopes say counts, along the row as along the column.
std::string without_headers(std::string text) {
    const std::size_t at = text.find("/Headers [");
    if (at == text.npos) return text;
    const std::size_t end = text.find(']', at);
    if (end != text.npos) text.erase(at, end + 1 - at);
    return text;
}

std::string as_row_head(std::string text) {
    text.replace(text.find("/S /TD"), 6, "/S /TH");
    const std::size_t table = text.find("/O /Table");
    if (table != text.npos) {
        text.insert(table + 9, "\n    /Scope /Row");
        return text;
    }
    const std::size_t attributes = text.find("/A [");
    const std::string scope = "<<\n    /O /Table\n    /Scope /Row\n  >> ";
    if (attributes != text.npos) {
        text.insert(attributes + 4, scope);
    } else {
        text.insert(text.find("/S /TH") + 6, "\n  /A [" + scope + "]");
    }
    return text;
}

std::map<int, std::string> changed_cells(const PdfTree& tree, int table) {
    std::map<int, std::string> changed;
    std::vector<int> bodies = tree.below(table, "TBody");
    if (bodies.empty()) bodies.push_back(table);
    std::vector<int> rows;
    for (const int body : bodies) {
        const std::vector<int> own = tree.below(body, "TR");
        rows.insert(rows.end(), own.begin(), own.end());
    }
    for (const int row : rows) {
        bool is_first = true;
        for (const int cell : tree.kids(row)) {
            const bool is_head = std::exchange(is_first, false);
            if (!tree.is(cell, "TD")) continue;
            std::string text = without_headers(std::string(tree.object(cell)));
            changed[cell] = is_head ? as_row_head(std::move(text)) : std::move(text);
        }
    }
    return changed;
}

/// The objects again, where to find them, and where the rest is found.
std::string update(std::string_view pdf, const std::map<int, std::string>& objects) {
    const std::size_t trailer = pdf.rfind("\ntrailer");
    const std::size_t start = pdf.rfind("startxref\n");
    const std::size_t dictionary_end = pdf.rfind(">>", start);
    const std::string_view dictionary = pdf.substr(trailer + 1, dictionary_end - trailer - 1);
    const std::string_view before = pdf.substr(start + 10, pdf.find('\n', start + 10) - start - 10);
    std::string out(pdf);
    if (!out.ends_with('\n')) out += '\n';
    std::string places = "xref\n";
    for (const auto& [number, text] : objects) {
        places += fmt::format("{} 1\n{:010} 00000 n \n", number, out.size());
        out += text + "\nendobj\n\n";
    }
    const std::size_t at = out.size();
    out += places + std::string(dictionary) + "  /Prev " + std::string(before) + "\n>>\n";
    return out + fmt::format("startxref\n{}\n%%EOF", at);
}

} // namespace

std::string with_row_heads(std::string_view pdf, const std::vector<bool>& tables) {
    std::string same(pdf);
    if (std::find(tables.begin(), tables.end(), true) == tables.end()) return same;
    const bool is_plain =
        pdf.rfind("\ntrailer") != pdf.npos && pdf.rfind("startxref\n") != pdf.npos;
    const PdfTree tree(pdf);
    const auto root = tree.named("/StructTreeRoot");
    if (!is_plain || !root) return same;
    const std::vector<int> found = tree.below(*root, "Table");
    if (found.size() != tables.size()) return same;
    std::map<int, std::string> changed;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (tables[i]) changed.merge(changed_cells(tree, found[i]));
    }
    return changed.empty() ? same : update(pdf, changed);
}

} // namespace denkraum::exports
