// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/pandoc_nodes.hpp"

#include <utility>

#include "platform/export/xml.hpp"

namespace denkraum::guideline::pandoc {
namespace {

json::array style(std::string_view name) {
    return {"", json::array(), json::array{json::array{"custom-style", name}}};
}

json::object raw(std::string_view format, std::string xml) {
    return node("RawInline", json::array{format, std::move(xml)});
}

/// The name of a style as ODT writes it.
std::string odt_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == ' ') {
            out += "_20_";
        } else {
            out += c;
        }
    }
    return exports::escaped_xml(out);
}

} // namespace

json::object node(std::string_view type, json::value content) {
    return {{"t", type}, {"c", std::move(content)}};
}
json::object node(std::string_view type) {
    return {{"t", type}};
}

json::array no_attributes() {
    return {"", json::array(), json::array()};
}

void append_words(json::array& out, std::string_view words) {
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) out.push_back(node("Str", json::value(word)));
        word.clear();
    };
    for (const char c : words) {
        if (c != ' ' && c != '\n' && c != '\t') {
            word += c;
            continue;
        }
        flush();
        out.push_back(node(c == '\n' ? "LineBreak" : "Space"));
    }
    flush();
}

json::array inlines_of(std::string_view words) {
    json::array out;
    append_words(out, words);
    return out;
}

void append_styled(json::array& out, std::string_view name, json::array inlines) {
    out.push_back(raw("opendocument", "<text:span text:style-name=\"" + odt_name(name) + "\">"));
    out.push_back(node("Span", json::array{style(name), std::move(inlines)}));
    out.push_back(raw("opendocument", "</text:span>"));
}

json::object styled_paragraph(std::string_view name, json::array inlines) {
    json::array blocks{node("Para", std::move(inlines))};
    return node("Div", json::array{style(name), std::move(blocks)});
}

void append_tab(json::array& out) {
    out.push_back(raw("openxml", "<w:r><w:tab/></w:r>"));
    out.push_back(raw("opendocument", "<text:tab/>"));
}

json::object bookmark(std::string_view name) {
    json::array attributes{name, json::array(), json::array()};
    return node("Span", json::array{std::move(attributes), json::array()});
}

json::object link(json::array inlines, std::string_view address) {
    json::array target{address, ""};
    return node("Link", json::array{no_attributes(), std::move(inlines), std::move(target)});
}

} // namespace denkraum::guideline::pandoc
