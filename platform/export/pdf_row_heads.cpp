// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/pdf_row_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace denkraum::exports {
namespace {

/// A hostile tree must end.
constexpr int depth_max = 200;

/// Structure elements as Typst writes them, one dictionary an object:
///
///   element := number SP "0 obj" LF "<<" … "/S /" name … "/K [" kid* "]" … ">>" LF "endobj"
///   kid     := number SP "0 R" / a number or a dictionary, which are marked content
class Tree {
public:
    explicit Tree(std::string_view pdf) : pdf_(pdf) {
        for (std::size_t at = pdf.find(" 0 obj\n"); at != pdf.npos;
             at = pdf.find(" 0 obj\n", at + 1)) {
            const std::size_t line = pdf.rfind('\n', at) + 1;
            const std::size_t end = pdf.find("\nendobj", at);
            int number = 0;
            const auto [rest, error] = std::from_chars(pdf.data() + line, pdf.data() + at, number);
            const bool is_object = error == std::errc() && rest == pdf.data() + at;
            if (is_object && end != pdf.npos) objects_[number] = pdf.substr(line, end - line);
        }
    }

    [[nodiscard]] std::string_view object(int number) const {
        const auto found = objects_.find(number);
        return found == objects_.end() ? std::string_view() : found->second;
    }

    [[nodiscard]] bool is(int number, std::string_view type) const {
        const std::string_view text = object(number);
        const std::string wanted = "/S /" + std::string(type) + "\n";
        return text.contains(wanted);
    }

    [[nodiscard]] std::vector<int> kids(int number) const {
        const std::string_view text = object(number);
        std::vector<int> all;
        std::size_t at = text.find("/K [");
        if (at == text.npos) return all;
        at += 4;
        for (const std::size_t end = text.find(']', at); at < end && end != text.npos;) {
            const std::size_t reference = text.find(" 0 R", at);
            if (reference == text.npos || reference > end) break;
            std::size_t begin = reference;
            while (begin > at && text[begin - 1] >= '0' && text[begin - 1] <= '9')
                --begin;
            int kid = 0;
            std::from_chars(text.data() + begin, text.data() + reference, kid);
            all.push_back(kid);
            at = reference + 4;
        }
        return all;
    }

    /// The number in "/StructTreeRoot 12 0 R" of the catalogue and the like.
    [[nodiscard]] std::optional<int> named(std::string_view key) const {
        const std::size_t at = pdf_.rfind(std::string(key) + " ");
        if (at == pdf_.npos) return std::nullopt;
        const char* begin = pdf_.data() + at + key.size() + 1;
        int number = 0;
        const auto [rest, error] = std::from_chars(begin, pdf_.data() + pdf_.size(), number);
        if (error != std::errc()) return std::nullopt;
        return number;
    }

private:
    std::string_view pdf_;
    std::map<int, std::string_view> objects_;
};

void collect(
    const Tree& tree, int number, std::string_view type, std::vector<int>& found, int depth
) {
    if (depth > depth_max) return;
    for (const int kid : tree.kids(number)) {
        if (tree.is(kid, type)) {
            found.push_back(kid);
        } else {
            collect(tree, kid, type, found, depth + 1);
        }
    }
}

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

std::map<int, std::string> changed_cells(const Tree& tree, int table) {
    std::map<int, std::string> changed;
    std::vector<int> bodies;
    collect(tree, table, "TBody", bodies, 0);
    if (bodies.empty()) bodies.push_back(table);
    std::vector<int> rows;
    for (const int body : bodies)
        collect(tree, body, "TR", rows, 0);
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
    const Tree tree(pdf);
    const auto root = tree.named("/StructTreeRoot");
    if (!is_plain || !root) return same;
    std::vector<int> found;
    collect(tree, *root, "Table", found, 0);
    if (found.size() != tables.size()) return same;
    std::map<int, std::string> changed;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (tables[i]) changed.merge(changed_cells(tree, found[i]));
    }
    return changed.empty() ? same : update(pdf, changed);
}

} // namespace denkraum::exports
