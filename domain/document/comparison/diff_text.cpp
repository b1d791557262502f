// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/comparison/diff_text.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/html/components.hpp"
#include "domain/document/comparison/aspect_words.hpp"
#include "engine/diff/plain.hpp"

namespace denkraum::document::comparison {
namespace {

using diff::Aspect;
using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// Stand around words of the text in a sentence; no text has them.
struct Signs {
    std::string_view begin = {};
    std::string_view end = {};
};
constexpr Signs quoting{.begin = "\x02", .end = "\x03"};

/// Its sentences have named places, which the catalogue's have not: {} are filled in with them.
diff::Wording wording_in(const i18n::Words& say, const Signs& signs) {
    const auto quoted = [&](const char* name) {
        return std::string(signs.begin) + name + std::string(signs.end);
    };
    const std::string place = "{place}";
    const std::string before = "{place_before}";
    const std::string words = quoted("{words}");
    const std::string changes = "{changes}";
    return {
        .place = say("Absatz {}", "{number}"),
        .between = "; ",
        .added = say("{}, neu: „{}“.", place, words),
        .removed = say("{}, gestrichen: „{}“.", place, words),
        .changed = say("{}, geändert: {}.", place, changes),
        .moved = say("{}, verschoben: stand bisher als {}.", place, before),
        .moved_changed =
            say("{}, verschoben: stand bisher als {}; und geändert: {}.", place, before, changes),
        .split = say("{}, geteilt in {}: {}.", before, "{places}", changes),
        .joined = say("{}, zusammengefasst zu {}: {}.", "{places_before}", place, changes),
        .nothing = say("sonst nichts"),
        .words_added = say("eingefügt „{}“", words),
        .words_removed = say("gestrichen „{}“", words),
        .words_replaced = say("aus „{}“ wird „{}“", quoted("{before}"), words),
        .words_formatted = say("andere Auszeichnung bei „{}“", words),
        .words_linked = say("anderer Link bei „{}“: bisher {}, nun {}", words, "{before}", "{now}"),
        .words_explained =
            say("andere Erklärung zu „{}“: bisher „{}“, nun „{}“",
                words,
                quoted("{before}"),
                quoted("{now}")),
        .none = std::string(signs.end) + say("nichts") + std::string(signs.begin),
        .level_changed = say("andere Gliederungsebene"),
        .list_changed = say("andere Liste"),
        .sources_changed = say("andere Quellen"),
        .cell = say("Zeile {}, Spalte {}: {}", "{row}", "{column}", changes),
        .row_added = say("Zeile {} neu: „{}“", "{row}", words),
        .row_removed = say("Zeile {} gestrichen: „{}“", "{row}", words),
        .column_added = say("Spalte {} neu: „{}“", "{column}", words),
        .column_removed = say("Spalte {} gestrichen: „{}“", "{column}", words),
        .heads_changed = say("andere Kopfzellen"),
        .image = say("[Bild: {}]", "{words}"),
        .note = say("[Anmerkung: {}]", "{words}"),
        .other = "[…]"
    };
}

/// "Nr. 3.4"; where a block has none: "Absatz 7".
std::string
place_of(const i18n::Words& say, std::span<const std::string> numbers, std::size_t index) {
    if (index < numbers.size() && !numbers[index].empty()) return say("Nr. {}", numbers[index]);
    return say("Absatz {}", index + 1);
}

bool has_kind(const diff::Entry& entry) {
    const auto aspects = diff::aspects_of(entry);
    return std::ranges::find(aspects, Aspect::Kind) != aspects.end();
}

std::vector<std::string> sentences(
    const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view, const Signs& signs
) {
    diff::Wording wording = wording_in(say, signs);
    const diff::PlaceNames names{
        .before = [&](std::size_t index) { return place_of(say, view.numbers_before, index); },
        .after = [&](std::size_t index) { return place_of(say, view.numbers, index); }
    };
    std::vector<std::string> out;
    out.reserve(diff.entries.size());
    for (const diff::Entry& entry : diff.entries) {
        wording.kind_changed.clear();
        if (has_kind(entry)) {
            const std::array<Aspect, 1> kind{Aspect::Kind};
            wording.kind_changed = aspect_words(say, kind, kinds_of(entry)).front();
        }
        out.push_back(diff::in_words(entry, wording, names));
    }
    return out;
}

/// What stands between the signs, in its language.
Html with_language(std::string_view sentence, const std::string& language) {
    Html out;
    while (!sentence.empty()) {
        const std::size_t begin = std::min(sentence.find(quoting.begin), sentence.size());
        out += text(sentence.substr(0, begin));
        sentence.remove_prefix(std::min(begin + 1, sentence.size()));
        const std::size_t end = std::min(sentence.find(quoting.end), sentence.size());
        if (end > 0) out += el("span", {attr("lang", language)}, text(sentence.substr(0, end)));
        sentence.remove_prefix(std::min(end + 1, sentence.size()));
    }
    return out;
}

} // namespace

std::vector<std::string>
sentences(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view) {
    return sentences(say, diff, view, {});
}

bool is_foreign(const i18n::Words& say, const DiffView& view) {
    return !view.text_language.empty() && view.text_language != say.code();
}

Html diff_text(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view) {
    CHECK(view.below.empty() || view.below.size() == diff.entries.size(), "one per entry");
    const bool is_marked = is_foreign(say, view);
    const auto said = sentences(say, diff, view, is_marked ? quoting : Signs{});
    Html items;
    for (std::size_t index = 0; index < said.size(); ++index) {
        if (said[index].empty()) continue;
        const Html sentence =
            is_marked ? with_language(said[index], view.text_language) : text(said[index]);
        items += el("li", {}, sentence, view.below.empty() ? Html() : view.below[index]);
    }
    return items.empty() ? Html() : el("ul", {cls("kern-list dk-changes")}, items);
}

Layout layout_from(std::string_view id) {
    if (id == "spalten") return Layout::SideBySide;
    return id == "text" ? Layout::Text : Layout::Inline;
}

Html layout_links(
    const i18n::Words& say,
    Layout here,
    const std::function<std::string(std::string_view id)>& address_of
) {
    struct Choice {
        std::string_view id;
        std::string label;
    };
    const std::array<Choice, 3> choices{
        {{"", say("Im Text")}, {"spalten", say("Nebeneinander")}, {"text", say("Als Text")}}
    };
    const Html items = html::each(choices, [&](const Choice& choice) {
        const bool is_here = layout_from(choice.id) == here;
        return el(
            "li",
            {},
            el("a",
               {cls("kern-link"),
                html::href(address_of(choice.id)),
                html::attr_if(is_here, "aria-current", "true")},
               text(choice.label))
        );
    });
    return el(
        "nav", {attr("aria-label", say("Darstellung"))}, el("ul", {cls("dk-diff__layouts")}, items)
    );
}

} // namespace denkraum::document::comparison
