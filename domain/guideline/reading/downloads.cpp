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

std::vector<Format> for_reading(const i18n::Words& say) {
    return {
        {"leitlinie.pdf",
         say("Zum Lesen und Drucken (PDF)"),
         say("Barrierearm: nach PDF/UA-1 aufgebaut und auf seine Struktur geprüft, nicht mit "
             "veraPDF bestätigt.")},
        {"leitlinie.epub", say("Für Lesegeräte (EPUB)")},
        {"leitlinie.odt", say("Zum Bearbeiten (ODT)")},
        {"leitlinie.docx", say("Zum Bearbeiten (DOCX)")},
        {"leitlinie.html", say("Eine Seite zum Ablegen (HTML)")},
        {"leitlinie.txt", say("Reiner Text")},
    };
}

std::vector<Format> for_more(const i18n::Words& say) {
    return {
        {"aenderungen.html", say("Änderungen gegenüber der Ausgabe davor (HTML)")},
        {"aenderungen.json", say("Dieselben Änderungen als Daten (JSON)")},
        {"leitlinie.md", say("Text (Markdown)")},
        {"leitlinie.json", say("Daten zum Weiterverarbeiten (JSON)")},
        {"leitlinie.akn.xml", say("Rechtstext-Daten (Akoma Ntoso)")},
        {"leitlinie-vorgang.zip",
         say("Vorgang für die E-Akte (ZIP)"),
         say("PDF, Daten und Protokollauszug mit Prüfsummen, ohne Netz prüfbar.")},
    };
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
        text(" "),
        el("span", {cls("dk-size")}, text(size_of(file.bytes))),
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

/// The list while it is made.
class DownloadList {
public:
    DownloadList(
        const i18n::Words& say,
        const std::vector<store::ListedFile>& files,
        std::string_view address
    )
        : say_(say), files_(files), address_(address) {}

    void add(const std::vector<Format>& formats) {
        for (const Format& format : formats) {
            const store::ListedFile* told = find(format.name, true);
            if (const store::ListedFile* file = find(format.name, false)) {
                items_ += item(format, *file, address_);
                if (told != nullptr) items_ += remark(say_);
            } else if (told != nullptr) {
                missing_of(*told) += el("li", {}, text(format.label));
            }
        }
    }

    /// One line for a language: "Français: PDF, EPUB, ODT, DOCX, HTML".
    void add(const RenderingLanguage& language) {
        Html links;
        for (const std::string_view ending : {"pdf", "epub", "odt", "docx", "html"}) {
            const std::string name = fmt::format("leitlinie-{}.{}", language.id, ending);
            const std::string shown = in_capitals(ending);
            const bool is_there = find(name, false) != nullptr;
            if (!is_there) {
                if (const store::ListedFile* told = find(name, true)) {
                    const std::string label = fmt::format("{} ({})", language.name, shown);
                    missing_of(*told) += el("li", {}, text(label));
                }
                continue;
            }
            if (!links.empty()) links += text(", ");
            links +=
                el("a",
                   {cls("kern-link"), html::href(std::string(address_) + "/" + name)},
                   text(shown),
                   el("span", {cls("kern-sr-only")}, text(fmt::format(" ({})", language.name))));
        }
        if (links.empty()) return;
        const Html name = el("span", {html::attr("lang", language.id)}, text(language.name));
        items_ += el("li", {}, name, text(": "), links);
    }

    [[nodiscard]] Html finish() const {
        return el("ul", {cls("dk-plain-list")}, items_)
               + told(say_("Diese Dateien konnten nicht erstellt werden:"), missing_)
               + told(
                   say_("In dieser Ausgabe wurde etwas entfernt. Diese Dateien wurden wegen der "
                        "Entfernung nicht neu erstellt:"),
                   gone_
               );
    }

private:
    static Html told(std::string_view words, const Html& items) {
        if (items.empty()) return {};
        return paragraph_of_words(words) + el("ul", {cls("dk-plain-list")}, items);
    }

    Html& missing_of(const store::ListedFile& file) {
        return store::is_gone_since_redaction(file) ? gone_ : missing_;
    }

    static std::string in_capitals(std::string_view ending) {
        std::string out;
        for (const char c : ending)
            out += static_cast<char>(c - 'a' + 'A');
        return out;
    }

    [[nodiscard]] const store::ListedFile* find(std::string_view name, bool is_missing) const {
        const auto found = std::ranges::find_if(files_, [&](const store::ListedFile& file) {
            return file.name == name && file.why_missing.empty() != is_missing;
        });
        return found == files_.end() ? nullptr : &*found;
    }

    const i18n::Words& say_;
    const std::vector<store::ListedFile>& files_;
    std::string_view address_;
    Html items_;
    Html missing_;
    Html gone_; ///< missing since a redaction
};

} // namespace

Html downloads(
    const i18n::Words& say, const std::vector<store::ListedFile>& files, std::string_view address
) {
    DownloadList list(say, files, address);
    list.add(for_reading(say));
    for (const std::string_view id :
         {"de-simple", "en-simple", "de", "en", "fr", "pl", "tr", "ru", "uk", "ar"}) {
        if (const RenderingLanguage* language = rendering_language(id)) list.add(*language);
    }
    list.add(for_more(say));
    return list.finish();
}

} // namespace denkraum::guideline::pages
