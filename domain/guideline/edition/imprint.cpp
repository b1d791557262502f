// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/imprint.hpp"

#include <fmt/format.h>

#include <set>

#include "base/check.hpp"
#include "base/i18n/legal_time.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {
namespace {

bool is_english(std::string_view language) {
    return language == "en";
}

/// The few words of an imprint.
struct ImprintWords {
    std::string edition = "Ausgabe";
    std::string date = "Datum";
    std::string file_number = "Aktenzeichen";
    std::string based_on = "Beruht auf Ausgabe";
    std::string legal_state = "Rechtsstand";
    std::string released_by = "Freigegeben von";
    std::string hash = "Prüfsumme des Textes (SHA-256)";
    std::string redacted = "Hinweis";
    std::string about_redacted = "Nach der Veröffentlichung wurde etwas entfernt. Die Prüfsumme "
                                 "gilt für den Wortlaut davor.";
    std::string address = "Adresse";
};

ImprintWords imprint_words(std::string_view language) {
    if (!is_english(language)) return {};
    return {
        .edition = "Edition",
        .date = "Date",
        .file_number = "File number",
        .based_on = "Based on edition",
        .legal_state = "Legal state",
        .released_by = "Released by",
        .hash = "Hash of the text (SHA-256)",
        .redacted = "Note",
        .about_redacted = "Something was removed after the publication. The hash is that of the "
                          "text before.",
        .address = "Address"
    };
}

/// "2026-11-22" spoken; anything else as it stands.
std::string spoken(std::string_view iso, std::string_view language) {
    const auto digits = [&](std::size_t at, std::size_t count) {
        unsigned number = 0;
        for (const char c : iso.substr(at, count)) {
            if (c < '0' || c > '9') return 0U;
            number = number * 10 + static_cast<unsigned>(c - '0');
        }
        return number;
    };
    const bool is_day = iso.size() == 10 && iso[4] == '-' && iso[7] == '-';
    const unsigned month = is_day ? digits(5, 2) : 0;
    const unsigned day = is_day ? digits(8, 2) : 0;
    if (month < 1 || month > 12 || day == 0) return std::string(iso);
    const auto year = static_cast<int>(digits(0, 4));
    const auto in = is_english(language) ? i18n::Language::English : i18n::Language::German;
    return i18n::written_day(in, year, month, day);
}

Paragraph heading(std::string words) {
    Paragraph made{.block = prose::block_of(prose::Kind::Heading, std::move(words))};
    made.block.level = 1;
    return made;
}

Paragraph item() {
    Paragraph made;
    made.block.list = prose::ListStyle::Bullet;
    return made;
}

std::vector<Paragraph>
list_of_terms(const std::vector<Paragraph>& paragraphs, std::string_view language) {
    std::vector<Paragraph> list;
    for (const auto& [words, explanation] : terms_of(paragraphs)) {
        if (list.empty()) list.push_back(heading(is_english(language) ? "Terms" : "Begriffe"));
        Paragraph one = item();
        prose::append_run(one.block.content, words, {.strong = true});
        prose::append_run(one.block.content, ": " + explanation, {});
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace

std::vector<std::pair<std::string, std::string>>
imprint_of(const Edition& edition, std::string_view base_url) {
    const ImprintWords words = imprint_words(edition.language);
    std::vector<std::pair<std::string, std::string>> lines;
    lines.emplace_back(words.edition, std::to_string(edition.number));
    lines.emplace_back(words.date, iso_day(edition.date));
    if (!edition.file_number.empty()) lines.emplace_back(words.file_number, edition.file_number);
    if (edition.based_on) lines.emplace_back(words.based_on, std::to_string(*edition.based_on));
    if (!edition.legal_state.empty()) lines.emplace_back(words.legal_state, edition.legal_state);
    if (!edition.released_by.empty()) {
        lines.emplace_back(
            words.released_by, fmt::format("{}", fmt::join(edition.released_by, "; "))
        );
    }
    lines.emplace_back(words.hash, to_hex(edition.hash));
    if (edition.is_redacted) lines.emplace_back(words.redacted, words.about_redacted);
    lines.emplace_back(words.address, std::string(base_url) + address_of(edition));
    return lines;
}

std::string spoken_iso_day(std::string_view iso, std::string_view language) {
    return spoken(iso, language);
}

std::vector<std::pair<std::string, std::string>> terms_of(const std::vector<Paragraph>& paragraphs
) {
    std::vector<std::pair<std::string, std::string>> terms;
    std::set<std::pair<std::string, std::string>> known;
    for (const Paragraph& paragraph : paragraphs) {
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            if (run.marks.term.empty()) return;
            if (known.emplace(run.text, run.marks.term).second) {
                terms.emplace_back(run.text, run.marks.term);
            }
        });
    }
    return terms;
}

std::string spoken_day(Instant date, std::string_view language) {
    return spoken(iso_day(date), language);
}

std::string dated_name_of(const Edition& edition) {
    const std::string day = spoken_day(edition.date, edition.language);
    return is_english(edition.language) ? fmt::format("Edition {} of {}", edition.number, day)
                                        : fmt::format("{}. Ausgabe vom {}", edition.number, day);
}

std::string words_of(const prose::Source& source, std::string_view language) {
    std::string words = source.title;
    const auto append = [&](const std::string& part) {
        if (!words.empty()) words += ", ";
        words += part;
    };
    if (!source.file_number.empty()) append(source.file_number);
    if (!source.link.empty()) append(source.link);
    if (!source.looked_up.empty()) {
        const std::string_view lead = is_english(language) ? "looked up on " : "eingesehen am ";
        append(std::string(lead) + spoken(source.looked_up, language));
    }
    return words;
}

std::vector<Paragraph>
list_of_sources(const std::vector<Paragraph>& paragraphs, std::string_view language) {
    std::vector<Paragraph> list;
    for (const Paragraph& paragraph : paragraphs) {
        for (const prose::Source& source : paragraph.block.sources) {
            if (list.empty()) list.push_back(heading(is_english(language) ? "Sources" : "Quellen"));
            Paragraph one = item();
            const std::string number = shown_number(paragraph.number);
            const std::string_view lead = is_english(language) ? "No. " : "Nr. ";
            const std::string place = number.empty() ? "" : std::string(lead) + number + ": ";
            prose::append_run(one.block.content, place, {});
            prose::append_run(one.block.content, words_of(source, language), {.link = source.link});
            list.push_back(std::move(one));
        }
    }
    return list;
}

std::vector<Paragraph>
back_matter(const std::vector<Paragraph>& paragraphs, std::string_view language) {
    std::vector<Paragraph> all = list_of_terms(paragraphs, language);
    for (Paragraph& one : list_of_sources(paragraphs, language))
        all.push_back(std::move(one));
    return all;
}

} // namespace denkraum::guideline
