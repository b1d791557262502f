// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/testing/words/exported_words.hpp"

#include <algorithm>
#include <cctype>

#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "platform/export/zip.hpp"

namespace denkraum::guideline::testing {
namespace {

bool is_word_byte(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0
           || static_cast<unsigned char>(c) >= 0xc3;
}

} // namespace

WordList words_in(std::string_view text) {
    std::string clean(text);
    // Signs that are no letters but lie beyond ASCII.
    for (const std::string_view sign :
         {"„", "“", "–", "…", "•", "◦", "▪", "‣", "\u00a0", "↩", "\ufe0e"}) {
        for (std::size_t at; (at = clean.find(sign)) != std::string::npos;)
            clean.replace(at, sign.size(), " ");
    }
    WordList all;
    std::string word;
    const auto end_word = [&] {
        const bool is_number =
            word.size() < 3
            && std::all_of(
                word.begin(),
                word.end(),
                [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
            );
        if (word.size() > 1 && !is_number) all.push_back(word);
        word.clear();
    };
    for (const char c : clean) {
        const bool is_inner = !word.empty() && (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
        if (is_word_byte(c) || is_inner) {
            word += c;
        } else {
            end_word();
        }
    }
    end_word();
    return all;
}

std::string lines(const WordList& words) {
    std::string all;
    for (const std::string& word : words)
        all += word + "\n";
    return all;
}

bool take_out(WordList& all, const WordList& part) {
    const auto found = std::search(all.begin(), all.end(), part.begin(), part.end());
    if (found == all.end()) return false;
    all.erase(found, found + static_cast<std::ptrdiff_t>(part.size()));
    return true;
}

Expected expected(bool has_labels) {
    Expected wanted;
    const auto append = [&](std::string_view text) {
        for (std::string& word : words_in(text))
            wanted.body.push_back(std::move(word));
    };
    const auto paragraphs = rich_paragraphs();
    for (const Paragraph& paragraph : paragraphs) {
        if (has_labels) append(kind_label(paragraph.block.kind, "de"));
        append(prose::plain_text(paragraph.block));
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            if (const auto note = prose::note_of(run)) wanted.elsewhere.push_back(note->words);
            if (const auto image = prose::image_of(run)) {
                wanted.elsewhere.push_back(image->alternative);
            }
        });
    }
    return wanted;
}

std::string imprint() {
    std::string all;
    for (const auto& [key, value] : imprint_of(rich_edition(), "https://netz.example"))
        all += key + ": " + value + "\n";
    return all;
}

std::string back() {
    std::string all;
    for (const Paragraph& one : back_matter(rich_paragraphs(), "de"))
        all += prose::plain_text(one.block) + "\n";
    return all;
}

const MadeFiles& ExportedWords::made() {
    static const MadeFiles files = make_all_files(
        rich_edition(),
        rich_paragraphs(),
        earlier_editions(),
        {.typst = DENKRAUM_TYPST,
         .pandoc = true,
         .base_url = "https://netz.example",
         .images = rich_images()}
    );
    return files;
}

std::string ExportedWords::file(std::string_view name) {
    for (const File& one : made().files) {
        if (one.name == name) return one.bytes;
    }
    ADD_FAILURE() << name << " was not made";
    return {};
}

void ExportedWords::expect_same(std::string_view read, const Says& says) {
    WordList all = words_in(read);
    const Expected wanted = expected(says.labels);
    std::vector<std::string> parts = wanted.elsewhere;
    if (!says.image) parts.pop_back();
    if (says.front) {
        parts.push_back(imprint());
        parts.push_back(rich_edition().title);
    }
    if (says.back) parts.push_back(back());
    for (const std::string& more : says.more)
        parts.push_back(more);
    for (const std::string& part : parts)
        EXPECT_TRUE(take_out(all, words_in(part))) << "not said whole: " << part;
    EXPECT_EQ(lines(all), lines(wanted.body));
}

const std::vector<Paragraph>& RenderedWords::paragraphs() {
    static const std::vector<Paragraph> all = [] {
        std::vector<Paragraph> made = rich_paragraphs();
        std::size_t at = 0;
        for (Paragraph& one : made) {
            if (one.number.empty() || ++at % 3 == 0) continue;
            const std::string number = std::to_string(at + 1000);
            one.renderings["de-simple"] =
                "Das ist Satz " + number + ".\n\nDas gehört dazu:\n- ein Punkt " + number;
            one.renderings["fr"] = "Voilà la phrase numéro " + number + " à lire.";
            one.renderings["ar"] = "هذه هي الجملة " + number;
        }
        return made;
    }();
    return all;
}

const MadeFiles& RenderedWords::made() {
    static const MadeFiles files = make_all_files(
        rich_edition(),
        paragraphs(),
        earlier_editions(),
        {.typst = DENKRAUM_TYPST, .pandoc = true, .base_url = "https://netz.example"}
    );
    return files;
}

std::string RenderedWords::file(const std::string& name) {
    for (const File& one : made().files) {
        if (one.name == name) return one.bytes;
    }
    ADD_FAILURE() << name << " was not made";
    return {};
}

std::string RenderedWords::entry(const std::string& name, std::string_view wanted) {
    const auto entries = exports::read_zip(file(name));
    EXPECT_TRUE(entries) << name;
    if (!entries) return {};
    for (const exports::Entry& one : *entries) {
        if (one.name == wanted) return one.bytes;
    }
    ADD_FAILURE() << name << " has no " << wanted;
    return {};
}

void RenderedWords::expect_rendered(std::string_view read, const Rendition& rendition) {
    WordList wanted;
    for (const Paragraph& one : rendition.paragraphs) {
        const std::string label = kind_label(one.block.kind, rendition.edition.language);
        for (std::string& word : words_in(label + " " + prose::plain_text(one.block)))
            wanted.push_back(std::move(word));
    }
    ASSERT_GT(wanted.size(), 20U);
    WordList all = words_in(read);
    EXPECT_TRUE(take_out(all, wanted)) << lines(all) << "-- instead of --\n" << lines(wanted);
    const auto& [key, note] = rendition.into.note;
    EXPECT_TRUE(take_out(all, words_in(key + ": " + note))) << note;
    const Paragraph& original = paragraphs()[2];
    EXPECT_FALSE(take_out(all, words_in(prose::plain_text(original.block))));
}

} // namespace denkraum::guideline::testing
