// SPDX-License-Identifier: EUPL-1.2
#include "base/html/components.hpp"

#include "base/check.hpp"

namespace denkraum::html {
namespace {

std::string_view id_of(Tone tone) {
    switch (tone) {
    case Tone::Info: return "info";
    case Tone::Success: return "success";
    case Tone::Warning: return "warning";
    case Tone::Danger: return "danger";
    }
    CHECK(false, "every tone has an id");
}

std::string button_class(Weight weight) {
    switch (weight) {
    case Weight::Primary: return "kern-btn kern-btn--primary";
    case Weight::Secondary: return "kern-btn kern-btn--secondary";
    case Weight::Tertiary: return "kern-btn kern-btn--tertiary";
    }
    CHECK(false, "every weight has a class");
}

Html label_span(std::string_view words) {
    return el("span", {cls("kern-label")}, text(words));
}

Html icon(Tone tone) {
    const std::string classes = "kern-icon kern-icon--" + std::string(id_of(tone));
    return el("span", {cls(classes), attr("aria-hidden", "true")});
}

} // namespace

Html link(std::string_view address, std::string_view label) {
    return el("a", {cls("kern-link"), href(address)}, text(label));
}

Html link_button(std::string_view address, std::string_view label, Weight weight) {
    return el("a", {cls(button_class(weight)), href(address)}, label_span(label));
}

Html submit_button(const Submit& button) {
    return el(
        "button",
        {cls(button_class(button.weight)),
         attr("type", "submit"),
         attr_if(!button.name.empty(), "name", button.name),
         attr_if(!button.name.empty(), "value", button.value)},
        label_span(button.label)
    );
}

Html form(const Form& form, const Html& content) {
    Attributes attributes{
        attr("method", "post"),
        attr("action", safe_address(form.action)),
        cls("dk-form"),
        attr_if(form.has_files, "enctype", "multipart/form-data"),
        attr_if(!form.label.empty(), "aria-label", form.label),
    };
    const Html token =
        el("input", {attr("type", "hidden"), attr("name", "csrf"), attr("value", form.csrf_token)});
    return el("form", attributes, token, content);
}

Html button_form(const Form& settings, const Submit& button) {
    return form(settings, submit_button(button));
}

Html alert(Tone tone, std::string_view title, const Html& body) {
    const bool is_bad = tone == Tone::Danger || tone == Tone::Warning;
    return el(
        "div",
        {cls("kern-alert kern-alert--" + std::string(id_of(tone))),
         attr("role", is_bad ? "alert" : "status")},
        el("div",
           {cls("kern-alert__header")},
           icon(tone),
           el("span", {cls("kern-title")}, text(title))),
        when(!body.empty(), [&] { return el("div", {cls("kern-alert__body")}, body); })
    );
}

Html badge(Tone tone, std::string_view label) {
    return el(
        "span",
        {cls("kern-badge kern-badge--" + std::string(id_of(tone)))},
        icon(tone),
        el("span", {cls("kern-label kern-label--small")}, text(label))
    );
}

Html empty_place(std::string_view what, std::string_view why, const Html& first_step) {
    return el(
        "div",
        {cls("dk-empty")},
        el("p", {cls("kern-body kern-body--bold")}, text(what)),
        el("p", {cls("kern-body")}, text(why)),
        first_step
    );
}

Html breadcrumb(const i18n::Words& say, const std::vector<Link>& trail) {
    if (trail.empty()) return {};
    const Html items = each(trail, [](const Link& step) {
        if (step.is_current) {
            return el("li", {}, el("span", {attr("aria-current", "page")}, text(step.label)));
        }
        return el("li", {}, link(step.address, step.label));
    });
    return el(
        "nav", {cls("dk-breadcrumb"), attr("aria-label", say("Sie sind hier"))}, el("ol", {}, items)
    );
}

Html head(const Head& head) {
    Attributes of_title{cls("kern-heading-large")};
    if (!head.title_language.empty()) of_title.push_back(attr("lang", head.title_language));
    return el(
        "header",
        {cls("dk-head")},
        when(!head.kind.empty(), [&] { return el("p", {cls("kern-preline")}, text(head.kind)); }),
        el("h1", of_title, text(head.title)),
        when(
            !head.subtitle.empty(),
            [&] { return el("p", {cls("kern-subline")}, text(head.subtitle)); }
        ),
        when(!head.state.empty(), [&] { return el("p", {cls("dk-head__state")}, head.state); }),
        when(!head.actions.empty(), [&] { return el("div", {cls("dk-actions")}, head.actions); })
    );
}

Html table(
    std::string_view caption, const std::vector<std::string>& columns, const std::vector<Row>& rows
) {
    std::vector<Column> heads;
    for (const std::string& column : columns)
        heads.push_back({text(column), ""});
    return table(caption, heads, rows);
}

Html table(
    std::string_view caption, const std::vector<Column>& columns, const std::vector<Row>& rows
) {
    const Html heads = each(columns, [](const Column& column) {
        return el(
            "th",
            {cls("kern-table__header"),
             attr("scope", "col"),
             attr_if(!column.order.empty(), "aria-sort", column.order)},
            column.head
        );
    });
    const Html lines = each(rows, [](const Row& row) {
        Html cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            cells += i == 0
                         ? el("th", {cls("kern-table__cell"), attr("scope", "row")}, row.cells[i])
                         : el("td", {cls("kern-table__cell")}, row.cells[i]);
        }
        return el("tr", {cls("kern-table__row")}, cells);
    });
    return el(
        "div",
        {cls("dk-table"), attr("role", "region"), attr("aria-label", caption), attr("tabindex", "0")
        },
        el("table",
           {cls("kern-table")},
           el("caption", {cls("kern-title")}, text(caption)),
           el("thead", {cls("kern-table__head")}, el("tr", {cls("kern-table__row")}, heads)),
           el("tbody", {cls("kern-table__body")}, lines))
    );
}

Html description_list(const std::vector<Pair>& pairs) {
    const Html items = each(pairs, [](const Pair& pair) {
        return el(
            "div",
            {cls("kern-description-list-item")},
            el("dt", {cls("kern-description-list-item__key")}, text(pair.key)),
            el("dd", {cls("kern-description-list-item__value")}, pair.value)
        );
    });
    return el("dl", {cls("kern-description-list")}, items);
}

Html accordion(std::string_view title, const Html& body) {
    return el(
        "details",
        {cls("kern-accordion")},
        el("summary", {cls("kern-accordion__header")}, el("span", {cls("kern-title")}, text(title))
        ),
        el("div", {cls("kern-accordion__body")}, body)
    );
}

Html island(Name name, const json::value& props, const Html& fallback) {
    return el(
        "div",
        {cls("dk-island"), attr("data-island", name.view()), attr("data-props", json::write(props))
        },
        fallback
    );
}

} // namespace denkraum::html
