// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/pdf_tree.hpp"

#include <charconv>
#include <string>

namespace denkraum::exports {
namespace {

/// A hostile tree must end.
constexpr int depth_max = 200;

void collect(
    const PdfTree& tree, int number, std::string_view type, std::vector<int>& found, int depth
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

} // namespace

PdfTree::PdfTree(std::string_view pdf) : pdf_(pdf) {
    for (std::size_t at = pdf.find(" 0 obj\n"); at != pdf.npos; at = pdf.find(" 0 obj\n", at + 1)) {
        const std::size_t line = pdf.rfind('\n', at) + 1;
        const std::size_t end = pdf.find("\nendobj", at);
        int number = 0;
        const auto [rest, error] = std::from_chars(pdf.data() + line, pdf.data() + at, number);
        const bool is_object = error == std::errc() && rest == pdf.data() + at;
        if (is_object && end != pdf.npos) objects_[number] = pdf.substr(line, end - line);
    }
}

std::string_view PdfTree::object(int number) const {
    const auto found = objects_.find(number);
    return found == objects_.end() ? std::string_view() : found->second;
}

bool PdfTree::is(int number, std::string_view type) const {
    const std::string_view text = object(number);
    const std::string wanted = "/S /" + std::string(type) + "\n";
    return text.contains(wanted);
}

std::vector<int> PdfTree::kids(int number) const {
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

std::vector<int> PdfTree::below(int number, std::string_view type) const {
    std::vector<int> found;
    collect(*this, number, type, found, 0);
    return found;
}

std::optional<int> PdfTree::named(std::string_view key) const {
    const std::size_t at = pdf_.rfind(std::string(key) + " ");
    if (at == pdf_.npos) return std::nullopt;
    const char* begin = pdf_.data() + at + key.size() + 1;
    int number = 0;
    const auto [rest, error] = std::from_chars(begin, pdf_.data() + pdf_.size(), number);
    if (error != std::errc()) return std::nullopt;
    return number;
}

} // namespace denkraum::exports
