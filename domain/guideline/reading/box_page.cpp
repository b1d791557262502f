// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/parts.hpp"

/// The box that another website shows, and the page with the lines to copy for it.
namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// The browser leaves the frame for these.
Html way_out(std::string_view address, std::string_view label) {
    return el("a", {cls("kern-link"), html::href(address), attr("target", "_top")}, text(label));
}

} // namespace

std::string box(const i18n::Words& say, const BoxView& view) {
    const Edition& edition = view.edition;
    const std::string address = view.base_url + guideline_address(edition.key);
    const Html head =
        el("head",
           {},
           el("meta", {attr("charset", "utf-8")}),
           el("meta",
              {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}),
           el("meta", {attr("name", "robots"), attr("content", "noindex")}),
           el("meta", {attr("name", "color-scheme"), attr("content", "light dark")}),
           el("title", {}, text(edition.title)),
           el("link", {attr("rel", "stylesheet"), html::href(view.style_address)}));
    const Html body =
        el("body",
           {cls("dk-framed")},
           el("main",
              {},
              el("p", {cls("kern-body kern-body--small")}, text(view.site_name)),
              el("h1",
                 {cls("kern-heading-small"), lang_of(say, edition.language)},
                 way_out(address, edition.title)),
              el("p", {cls("kern-body")}, text(dated_edition(say, edition))),
              el("p", {cls("kern-body")}, way_out(address, say("Lesen und absatzweise zitieren"))))
        );
    return "<!doctype html>\n" + el("html", {attr("lang", say.code())}, head, body).markup();
}

html::Page embed(
    const i18n::Words& say, const Edition& edition, const Guideline& guideline, const Reader& reader
) {
    const std::string title = say("Auf einer anderen Website zeigen");
    const std::string address = guideline_address(guideline.key) + "/kasten";
    const std::string lines = "<iframe src=\"" + reader.base_url + address + "\" title=\""
                              + html::text(edition.title).markup()
                              + "\" width=\"100%\" height=\"200\" loading=\"lazy\"></iframe>";
    html::Page page{.title = title + ", " + edition.title};
    page.description = say("Ein Kasten mit der geltenden Ausgabe für Ihre Website.");
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(say, guideline, {{.address = {}, .label = title}});
    page.body = join(
        html::head({.kind = guideline.title, .title = title}),
        paragraph_of_words(say(
            "Kopieren Sie diese Zeile in Ihre Seite. Der Kasten nennt immer die geltende Ausgabe "
            "und führt zu ihrem Wortlaut. Er kommt ohne Skript und ohne Cookies aus."
        )),
        html::text_area({.name = "zeile", .label = say("Zeile für Ihre Website"), .value = lines}),
        el("p", {cls("kern-body")}, html::link(address, say("Den Kasten allein ansehen")))
    );
    return page;
}

} // namespace denkraum::guideline::pages
