// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/parts.hpp"

namespace denkraum::document::timeline::pages {

std::string address_of(const Document& document, std::string_view rest) {
    return "/dokumente/" + document.id.text() + std::string(rest);
}

std::string comparison_address(const Document& document, Seq from, Seq to) {
    return address_of(
        document, "/vergleich?von=" + std::to_string(from) + "&bis=" + std::to_string(to)
    );
}

std::string moment_address(const Document& document, Seq seq) {
    return address_of(document, "/stand/" + std::to_string(seq));
}

html::Page page_of(
    const i18n::Words& say,
    const Document& document,
    std::string title,
    html::Html body,
    bool is_below_timeline
) {
    html::Page page;
    page.title = title + ", " + document.title;
    page.place = "/entwuerfe";
    page.breadcrumb = {{"/entwuerfe", say("Entwürfe")}, {address_of(document), document.title}};
    if (is_below_timeline) {
        page.breadcrumb.push_back({address_of(document, "/verlauf"), say("Verlauf")});
    }
    page.breadcrumb.push_back({.label = std::move(title), .is_current = true});
    page.body = std::move(body);
    return page;
}

html::Html hidden(std::string_view name, std::string_view value) {
    return html::el(
        "input",
        {html::attr("type", "hidden"), html::attr("name", name), html::attr("value", value)}
    );
}

} // namespace denkraum::document::timeline::pages
