// SPDX-License-Identifier: EUPL-1.2
#include "base/html/shell.hpp"

namespace denkraum::html {
namespace {

Html head_of(const i18n::Words& say, const Surroundings& around, const Page& page) {
    const std::string title =
        page.title.empty() ? around.site_name : page.title + " · " + around.site_name;
    Html head = join(
        el("meta", {attr("charset", "utf-8")}),
        el("meta",
           {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}),
        el("title", {}, text(title)),
        el("meta", {attr("name", "color-scheme"), attr("content", "light dark")})
    );
    if (page.description.empty()) {
        head += el("meta", {attr("name", "robots"), attr("content", "noindex")});
    } else {
        head += el("meta", {attr("name", "description"), attr("content", page.description)});
    }
    if (!page.canonical.empty()) {
        head += el("link", {attr("rel", "canonical"), href(around.base_url + page.canonical)});
    }
    for (const Link& other : page.alternates) {
        head +=
            el("link", {attr("rel", "alternate"), href(other.address), attr("type", other.label)});
    }
    for (const Meta& meta : page.meta) {
        const Attribute name =
            meta.is_property ? attr("property", meta.name) : attr("name", meta.name);
        head += el("meta", {name, attr("content", meta.content)});
    }
    if (!page.data_json.empty()) head += data_block(page.data_json);
    head += el("link", {attr("rel", "stylesheet"), href(around.style_address)});
    head += el("link", {attr("rel", "icon"), href("/web/icon.svg"), attr("type", "image/svg+xml")});
    if (page.has_island) {
        head +=
            el("script",
               {attr("type", "module"), attr("src", safe_address(around.script_address))});
    }
    return el("head", {attr("data-language", say.code())}, head);
}

Html places(const Surroundings& around, const Page& page) {
    const Html items = each(around.places, [&](const Link& place) {
        const bool is_here = place.address == page.place;
        return el(
            "li",
            {},
            el("a",
               {cls("dk-nav__link"), href(place.address), attr_if(is_here, "aria-current", "true")},
               text(place.label))
        );
    });
    return el("ul", {}, items);
}

Html navigation(const i18n::Words& say, const Surroundings& around, const Page& page) {
    return el("nav", {cls("dk-nav"), attr("aria-label", say("Bereiche"))}, places(around, page));
}

Html language_switch(const i18n::Words& say, const Surroundings& around) {
    const bool is_german = say.language() == i18n::Language::German;
    const std::string_view other = is_german ? "en" : "de";
    const std::string address = "/sprache/" + std::string(other) + "?zurueck=" + around.path;
    return el(
        "a",
        {cls("dk-top__link"), href(address), attr("lang", other), attr("hreflang", other)},
        text(is_german ? "English" : "Deutsch")
    );
}

/// The language, and other ways in than by language.
Html language_tools(const i18n::Words& say, const Surroundings& around) {
    const Html others = each(around.top, [](const Link& way) {
        return el("a", {cls("dk-top__link"), href(way.address)}, text(way.label));
    });
    return language_switch(say, around) + others;
}

Html sign_in(const i18n::Words& say) {
    return el("a", {cls("dk-top__link"), href("/anmelden")}, text(say("Anmelden")));
}

/// What a person who is signed in finds behind their name.
Html account_links(const i18n::Words& say, const Surroundings& around) {
    return join(
        el("p", {cls("kern-body kern-body--small")}, text(around.authority)),
        link("/konto", say("Mein Konto")),
        button_form(
            {.action = "/abmelden", .csrf_token = around.csrf_token},
            {.label = say("Abmelden"), .weight = Weight::Tertiary}
        )
    );
}

Html account(const i18n::Words& say, const Surroundings& around) {
    if (around.person.empty()) return sign_in(say);
    return el(
        "details",
        {cls("dk-account")},
        el("summary",
           {cls("dk-top__link")},
           el("span", {cls("kern-sr-only")}, text(say("Angemeldet als") + " ")),
           text(around.person)),
        el("div", {cls("dk-account__menu")}, account_links(say, around))
    );
}

/// The same places and tools, folded: what a narrow window shows instead of them. The style sheet
/// takes the other one away whole, so nothing is read twice.
Html menu(const i18n::Words& say, const Surroundings& around, const Page& page) {
    const Html person = around.person.empty()
                            ? sign_in(say)
                            : join(
                                  el("p", {cls("dk-topmenu__person")}, text(around.person)),
                                  account_links(say, around)
                              );
    return el(
        "details",
        {cls("dk-topmenu")},
        el("summary", {cls("dk-top__link")}, text(say("Menü"))),
        el("div",
           {cls("dk-topmenu__content")},
           el("nav", {attr("aria-label", say("Bereiche"))}, places(around, page)),
           language_tools(say, around),
           person)
    );
}

Html sample_banner(const i18n::Words& say, const Surroundings& around) {
    if (!around.is_sample) return {};
    return el(
        "p",
        {cls("dk-sample")},
        text(say("Demonstration: Behörden, Personen und Texte sind Muster."))
    );
}

Html top_bar(const i18n::Words& say, const Surroundings& around, const Page& page) {
    return el(
        "header",
        {cls("dk-top")},
        sample_banner(say, around),
        el("div",
           {cls("dk-top__inner")},
           el("a", {cls("dk-top__name"), href("/")}, text(around.site_name)),
           navigation(say, around, page),
           el("div", {cls("dk-top__tools")}, language_tools(say, around), account(say, around)),
           menu(say, around, page))
    );
}

Html notice_of(const Surroundings& around) {
    if (around.notice.empty()) return {};
    return el("div", {cls("dk-notice")}, alert(Tone::Success, around.notice));
}

Html foot(const i18n::Words& say, const Surroundings& around) {
    const Html items = each(around.foot, [](const Link& entry) {
        return el("li", {}, link(entry.address, entry.label));
    });
    return el(
        "footer",
        {cls("dk-foot")},
        el("nav", {attr("aria-label", say("Rechtliches und Hilfe"))}, el("ul", {}, items))
    );
}

/// Where the page is, from home on.
std::vector<Link> trail_of(const Surroundings& around, const Page& page) {
    if (around.home.address.empty()) return page.breadcrumb;
    std::vector<Link> trail{around.home};
    trail.insert(trail.end(), page.breadcrumb.begin(), page.breadcrumb.end());
    if (page.breadcrumb.empty()) trail.push_back({.label = page.title, .is_current = true});
    return trail;
}

} // namespace

std::string document(const i18n::Words& say, const Surroundings& around, const Page& page) {
    const Html body =
        el("body",
           {},
           el("a", {cls("dk-skip"), href("#inhalt")}, text(say("Zum Inhalt springen"))),
           top_bar(say, around, page),
           el("div",
              {cls(page.is_wide ? "dk-page dk-page--wide" : "dk-page")},
              breadcrumb(say, trail_of(around, page)),
              el("main", {id("inhalt"), attr("tabindex", "-1")}, notice_of(around), page.body)),
           foot(say, around));
    const Html whole = el("html", {attr("lang", say.code())}, head_of(say, around, page), body);
    return "<!doctype html>\n" + whole.markup();
}

} // namespace denkraum::html
