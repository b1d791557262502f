// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/rendering.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"

namespace denkraum::guideline {
namespace {

constexpr std::array<RenderingLanguage, 10> all_languages{{
    {.id = "de-simple", .name = "Leichte Sprache", .locale = "de-DE", .of = "de"},
    {.id = "en-simple", .name = "Easy English", .locale = "en-GB", .of = "en"},
    {.id = "de", .name = "Deutsch", .locale = "de-DE"},
    {.id = "en", .name = "English", .locale = "en-GB"},
    {.id = "fr", .name = "Français", .locale = "fr-FR"},
    {.id = "pl", .name = "Polski", .locale = "pl-PL"},
    {.id = "tr", .name = "Türkçe", .locale = "tr-TR"},
    {.id = "ru", .name = "Русский", .locale = "ru-RU"},
    {.id = "uk", .name = "Українська", .locale = "uk-UA"},
    {.id = "ar", .name = "العربية", .locale = "ar-SA", .is_right_to_left = true},
}};

class Lines {
public:
    explicit Lines(const prose::Block& of) {
        first_.kind = of.kind == prose::Kind::Table ? prose::Kind::Paragraph : of.kind;
        first_.level = of.level;
    }

    void take(std::string_view line) {
        constexpr std::array<std::string_view, 3> leads{"- ", "* ", "• "};
        const auto lead = std::ranges::find_if(leads, [&](std::string_view one) {
            return line.starts_with(one);
        });
        if (line.empty()) {
            is_open_ = false;
        } else if (lead != leads.end()) {
            begin();
            blocks_.back().list = prose::ListStyle::Bullet;
            add(utf8::trim(line.substr(lead->size())));
            is_open_ = false;
        } else if (is_open_) {
            prose::append_run(blocks_.back().content, "\n", {});
            add(line);
        } else {
            begin();
            add(line);
            is_open_ = true;
        }
    }

    prose::Prose finish() { return prose::normalised({std::move(blocks_)}); }

private:
    void begin() { blocks_.push_back(std::exchange(first_, {})); }
    void add(std::string_view words) { prose::append_run(blocks_.back().content, words, {}); }

    prose::Block first_;
    std::vector<prose::Block> blocks_;
    bool is_open_ = false;
};

} // namespace

std::vector<RenderingLanguage> rendering_languages(std::string_view of_text) {
    std::vector<RenderingLanguage> fitting;
    for (const RenderingLanguage& one : all_languages) {
        const bool fits = one.of.empty() ? one.id != of_text : one.of == of_text;
        if (fits) fitting.push_back(one);
    }
    return fitting;
}

const RenderingLanguage* rendering_language(std::string_view id) {
    const auto found = std::ranges::find(all_languages, id, &RenderingLanguage::id);
    return found == all_languages.end() ? nullptr : &*found;
}

std::string_view language_of_labels(std::string_view language) {
    for (const std::string_view known : {"de", "en"}) {
        if (language == known || language == std::string(known) + "-simple") return known;
    }
    return {};
}

secret::Digest source_of(const prose::Block& block) {
    std::string words = prose::plain_text(block);
    prose::each_run(block, [&](const prose::Inline& run) {
        if (const auto note = prose::note_of(run)) words += "\n" + note->words;
    });
    return secret::sha256(as_bytes(words));
}

prose::Prose prose_of_rendering(const prose::Block& block, std::string_view words) {
    Lines lines(block);
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find('\n', at), words.size());
        lines.take(utf8::trim(words.substr(at, end - at)));
        at = end + 1;
    }
    return lines.finish();
}

void attach(std::vector<Paragraph>& paragraphs, std::span<const Rendering> renderings) {
    std::multimap<std::string_view, const Rendering*> by_uid;
    for (const Rendering& one : renderings)
        by_uid.emplace(one.uid, &one);
    for (Paragraph& paragraph : paragraphs) {
        const auto [begin, end] = by_uid.equal_range(paragraph.block.uid);
        if (begin == end) continue;
        const secret::Digest source = source_of(paragraph.block);
        for (auto one = begin; one != end; ++one) {
            const Rendering& rendering = *one->second;
            if (rendering.source != source) continue;
            paragraph.renderings[rendering.language] = rendering.words;
        }
    }
}

std::vector<RenderingLanguage>
languages_in(const std::vector<Paragraph>& paragraphs, std::string_view of_text) {
    std::vector<RenderingLanguage> found;
    for (const RenderingLanguage& language : rendering_languages(of_text)) {
        const bool is_there = std::ranges::any_of(paragraphs, [&](const Paragraph& one) {
            return one.renderings.contains(std::string(language.id));
        });
        if (is_there) found.push_back(language);
    }
    return found;
}

} // namespace denkraum::guideline
