// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/downloads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/html/components.hpp"
#include "domain/guideline/edition/rendering.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

struct Format {
    std::string name;
    std::string label;
    std::string hint = {};
};

/// Those for reading first, those for machines last.
std::vector<Format> formats(const i18n::Words& say) {
    std::vector<Format> all{
        {"leitlinie.pdf",
         say("Zum Lesen und Drucken (PDF)"),
         say("Barrierearm: nach PDF/UA-1 aufgebaut und auf seine Struktur geprüft, nicht mit "
             "veraPDF bestätigt.")},
        {"leitlinie.epub", say("Für Lesegeräte (EPUB)")},
        {"leitlinie.odt", say("Zum Bearbeiten (ODT)")},
        {"leitlinie.docx", say("Zum Bearbeiten (DOCX)")},
        {"leitlinie.html", say("Eine Seite zum Ablegen (HTML)")},
        {"leitlinie-de-simple.html", say("In Leichter Sprache (HTML)")},
        {"leitlinie.txt", say("Reiner Text")},
        {"aenderungen.html", say("Änderungen gegenüber der Ausgabe davor (HTML)")},
        {"aenderungen.json", say("Dieselben Änderungen als Daten (JSON)")},
        {"leitlinie.md", say("Text (Markdown)")},
        {"leitlinie.json", say("Daten zum Weiterverarbeiten (JSON)")},
        {"leitlinie.akn.xml", say("Rechtstext-Daten (Akoma Ntoso)")},
        {"leitlinie-vorgang.zip",
         say("Vorgang für die E-Akte (ZIP)"),
         say("PDF, Daten und Protokollauszug mit Prüfsummen, ohne Netz prüfbar.")},
    };
    for (const std::string_view language :
         {"en-simple", "de", "en", "fr", "pl", "tr", "ru", "uk", "ar"}) {
        const RenderingLanguage* known = rendering_language(language);
        if (known == nullptr) continue;
        all.push_back(
            {fmt::format("leitlinie-{}.html", language), fmt::format("{} (HTML)", known->name)}
        );
    }
    return all;
}

std::string size_of(std::int64_t bytes) {
    constexpr std::int64_t kilobyte = 1000;
    const std::int64_t rounded = std::max<std::int64_t>(1, (bytes + kilobyte / 2) / kilobyte);
    if (rounded < kilobyte) return std::to_string(rounded) + " kB";
    return std::to_string((rounded + kilobyte / 2) / kilobyte) + " MB";
}

Html item(const Format& format, const store::ListedFile& file, std::string_view address) {
    return el(
        "li",
        {},
        html::link(std::string(address) + "/" + format.name, format.label),
        text(", " + size_of(file.bytes)),
        html::when(
            !format.hint.empty(),
            [&] { return el("p", {cls("kern-body kern-body--small")}, text(format.hint)); }
        )
    );
}

/// What is told of a file that was made: nothing else is, today.
Html remark(const i18n::Words& say) {
    return el(
        "li",
        {cls("kern-body kern-body--small")},
        text(say("Einige Zeichen dieser PDF-Datei stehen darin als Nummer, weil keine Schrift sie "
                 "hat."))
    );
}

} // namespace

Html downloads(
    const i18n::Words& say, const std::vector<store::ListedFile>& files, std::string_view address
) {
    Html items;
    Html missing;
    for (const Format& format : formats(say)) {
        const auto named = [&](bool is_missing) {
            return std::find_if(files.begin(), files.end(), [&](const store::ListedFile& file) {
                return file.name == format.name && file.why_missing.empty() != is_missing;
            });
        };
        const bool has_remark = named(true) != files.end();
        if (const auto found = named(false); found != files.end()) {
            items += item(format, *found, address);
            if (has_remark) items += remark(say);
        } else if (has_remark) {
            missing += el("li", {}, text(format.label));
        }
    }
    const Html list = el("ul", {cls("dk-plain-list")}, items);
    if (missing.empty()) return list;
    return list + paragraph_of_words(say("Diese Dateien konnten nicht erstellt werden:"))
           + el("ul", {cls("dk-plain-list")}, missing);
}

} // namespace denkraum::guideline::pages
