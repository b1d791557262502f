// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/archive_page.hpp"

#include "domain/guideline/edition/imprint.hpp"

namespace denkraum::guideline {
namespace {

using html::attr;
using html::el;
using html::Html;
using html::text;

/// Lines of a length that can be read, tables with edges, and paper as wide as it is.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; }
body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.55 sans-serif; }
body.wide { max-width: 75rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid; padding: 0.375rem 0.625rem; text-align: left; vertical-align: top; }
td p { margin: 0 0 0.5rem; }
nav ol { list-style: none; padding-left: 1rem; }
.dk-para { margin: 0 0 1rem; }
.dk-para p { margin: 0.25rem 0; }
.dk-para__kind, .dk-rendered__number { margin: 0; font-size: 0.9em; font-style: italic; }
@media (max-width: 40rem) { dl { display: block; } dd { margin-bottom: 0.5rem; } }
@media print { body, body.wide { max-width: none; margin: 0; } tr { break-inside: avoid; } }
)";

} // namespace

std::string archive_page(std::string_view language, std::string_view title, const Html& body) {
    const Html head =
        el("head",
           {},
           el("meta", {attr("charset", "utf-8")}),
           el("meta",
              {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}),
           el("title", {}, text(title)),
           el("style", {}, text(style)));
    return "<!doctype html>\n" + el("html", {attr("lang", language)}, head, body).markup() + "\n";
}

Html imprint_list(const Edition& edition, std::string_view base_url) {
    const Html lines = html::each(imprint_of(edition, base_url), [](const auto& line) {
        return el("dt", {}, text(line.first)) + el("dd", {}, text(line.second));
    });
    return el("dl", {}, lines);
}

} // namespace denkraum::guideline
