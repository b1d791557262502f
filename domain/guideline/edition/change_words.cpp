// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/change_words.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "domain/guideline/edition/imprint.hpp"

namespace denkraum::guideline {
namespace {

const char* either(std::string_view language, const char* german, const char* english) {
    return language == "en" ? english : german;
}

std::string words_of_atom(const prose::Inline& run, std::string_view language) {
    if (const auto note = prose::note_of(run)) {
        return either(language, " [Anmerkung: ", " [Note: ") + note->words + "]";
    }
    if (const auto image = prose::image_of(run)) {
        return either(language, "[Bild: ", "[Image: ") + image->alternative + "]";
    }
    return "[…]";
}

std::string words_of(const prose::Cell& runs, const ShownBeside& shown) {
    std::string out;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const prose::Inline& run = runs[i];
        out += run.atom.empty() ? run.text : words_of_atom(run, shown.language);
        // Behind the last of the runs that share it.
        const prose::Marks next = i + 1 < runs.size() ? runs[i + 1].marks : prose::Marks{};
        if (shown.links && !run.marks.link.empty() && next.link != run.marks.link) {
            out += " <" + run.marks.link + ">";
        }
        if (shown.terms && !run.marks.term.empty() && next.term != run.marks.term) {
            out +=
                either(shown.language, " [Erklärung: ", " [Explanation: ") + run.marks.term + "]";
        }
    }
    return out;
}

/// Also of the kinds that need no name above them.
std::string name_of(prose::Kind kind, std::string_view language) {
    if (kind == prose::Kind::Heading) return either(language, "Überschrift", "heading");
    if (kind == prose::Kind::Quote) return either(language, "Zitat", "quotation");
    if (kind == prose::Kind::Table) return either(language, "Tabelle", "table");
    const std::string label = kind_label(kind, language);
    return label.empty() ? either(language, "ohne Art", "no kind") : label;
}

} // namespace

ShownBeside shown_beside(std::span<const diff::Aspect> aspects, std::string_view language) {
    const auto has = [&](diff::Aspect aspect) {
        return std::ranges::find(aspects, aspect) != aspects.end();
    };
    return {
        .links = has(diff::Aspect::Links),
        .terms = has(diff::Aspect::Terms),
        .sources = has(diff::Aspect::Sources),
        .language = language
    };
}

std::string changed_words(const prose::Block& block, const ShownBeside& shown) {
    std::string out = words_of(block.content, shown);
    for (const prose::Row& row : block.table.rows) {
        out += out.empty() ? "" : "\n";
        for (std::size_t column = 0; column < row.size(); ++column)
            out += (column == 0 ? "" : "\t") + words_of(row[column], shown);
    }
    if (shown.sources) {
        for (const prose::Source& source : block.sources) {
            out += out.empty() ? "" : "\n";
            out += either(shown.language, "Quelle: ", "Source: ");
            out += guideline::words_of(source, shown.language);
        }
    }
    return std::string(utf8::trim(out));
}

std::string aspect_in_words(
    diff::Aspect aspect, prose::Kind before, prose::Kind after, std::string_view language
) {
    const auto told = [&](const char* german, const char* english) {
        return std::string(either(language, german, english));
    };
    using diff::Aspect;
    switch (aspect) {
    case Aspect::Kind:
        return name_of(after, language) + told(" statt ", " instead of ")
               + name_of(before, language);
    case Aspect::Level: return told("andere Gliederungsebene", "another heading level");
    case Aspect::List: return told("andere Liste", "another list");
    case Aspect::Marks: return told("andere Auszeichnung", "other formatting");
    case Aspect::Links: return told("anderer Link", "another link");
    case Aspect::Terms: return told("andere Begriffserklärung", "another explanation of a term");
    case Aspect::Notes: return told("andere Anmerkung", "another note");
    case Aspect::Images:
        return told(
            "anderes Bild oder anderer Alternativtext", "another image or alternative text"
        );
    case Aspect::Heads: return told("andere Kopfzellen", "other header cells");
    case Aspect::Sources: return told("andere Quellen", "other sources");
    }
    CHECK(false, "every aspect has words");
}

} // namespace denkraum::guideline
