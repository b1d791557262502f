// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/runs.hpp"

#include "base/json/json.hpp"

namespace denkraum::document::text {
namespace {

constexpr std::size_t value_bytes_max = 64U << 10U;

/// As the editor reads it: a mark is on where its value is true, whatever else stands there.
bool is_true(std::string_view json) {
    return json == "true";
}

std::string words(std::string_view json) {
    const auto parsed = json::parse(json, value_bytes_max);
    if (!parsed || !parsed->is_string()) return {};
    return std::string(parsed->get_string().data(), parsed->get_string().size());
}

} // namespace

void MarkState::read(const crdt::ItemView& format) {
    if (format.format_key == "strong") marks_.strong = is_true(format.content);
    if (format.format_key == "em") marks_.em = is_true(format.content);
    if (format.format_key == "code") marks_.code = is_true(format.content);
    if (format.format_key == "link") marks_.link = words(format.content);
    if (format.format_key == "term") marks_.term = words(format.content);
}

bool append_item(
    std::vector<prose::Inline>& content, const crdt::ItemView& view, const prose::Marks& marks
) {
    if (view.kind == crdt::ContentKind::String) {
        prose::append_run(content, view.content, marks);
        return true;
    }
    if (view.kind != crdt::ContentKind::Embed) return false;
    content.push_back({{}, marks, std::string(view.content)});
    return true;
}

} // namespace denkraum::document::text
