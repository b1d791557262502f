// SPDX-License-Identifier: EUPL-1.2
#include "tests/intake/oracle.hpp"

#include <algorithm>

#include "base/prose/atoms.hpp"
#include "platform/convert/pandoc.hpp"
#include "platform/image/image.hpp"

namespace denkraum::intake::oracle {
namespace {

std::string unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t end = text.front() == '&' ? text.find(';') : text.npos;
        const std::string_view entity = end == text.npos ? "" : text.substr(1, end - 1);
        char c = text.front();
        if (entity == "amp") c = '&';
        if (entity == "lt") c = '<';
        if (entity == "gt") c = '>';
        if (entity == "quot") c = '"';
        if (entity == "apos") c = '\'';
        plain += c;
        text.remove_prefix(end == text.npos ? 1 : end + 1);
    }
    return plain;
}

/// Reads paragraphs recursively: a text box stands inside the paragraph that anchors it.
struct Story {
    std::string_view rest;

    /// The next tag without brackets; `before` gets the characters in front of it.
    std::string_view next_tag(std::string_view& before) {
        const std::size_t open = std::min(rest.find('<'), rest.size());
        before = rest.substr(0, open);
        rest.remove_prefix(open);
        const std::size_t close = rest.find('>');
        if (close == rest.npos) {
            rest = {};
            return {};
        }
        const std::string_view tag = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
        return tag;
    }

    std::string paragraph() {
        std::string own;
        std::string boxes;
        bool is_text = false;
        bool is_run = false;
        std::string_view before;
        while (!rest.empty()) {
            const std::string_view tag = next_tag(before);
            if (is_text) own += unescaped(before);
            is_text = (tag == "w:t" || tag.starts_with("w:t ")) && !tag.ends_with('/');
            if (tag == "w:r" || tag.starts_with("w:r ")) is_run = true;
            if (tag == "/w:r") is_run = false;
            const bool parts = tag.starts_with("w:tab/") || tag.starts_with("w:br");
            if (is_run && parts) own += ' ';
            if (tag == "w:txbxContent") boxes += story("/w:txbxContent");
            if (tag == "/w:p") break;
        }
        return own + "\n" + boxes;
    }

    std::string story(std::string_view end) {
        std::string text;
        std::string_view before;
        while (!rest.empty()) {
            const std::string_view tag = next_tag(before);
            if (tag == end) break;
            const bool is_empty = tag.ends_with('/');
            if ((tag == "w:p" || tag.starts_with("w:p ")) && !is_empty) text += paragraph();
        }
        return text;
    }
};

bool is_generated(std::string_view word) {
    const bool is_label = word.ends_with('.') || word.ends_with(')');
    return is_label && word.size() <= 12 && std::ranges::none_of(word, [](char c) {
               return static_cast<unsigned char>(c) >= 0x80;
           });
}

} // namespace

std::vector<std::string> words_of(std::string_view text) {
    constexpr std::string_view space = " \n\t\r";
    std::vector<std::string> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
        if (text.empty()) return words;
        const std::size_t end = std::min(text.find_first_of(space), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::vector<std::string> words_of(const prose::Prose& prose) {
    return words_of(prose::plain_text(prose));
}

std::vector<std::string> words_of_story(std::string_view part) {
    Story story{part};
    return words_of(story.story("/w:document"));
}

std::string
difference(const std::vector<std::string>& file, const std::vector<std::string>& prose) {
    std::size_t i = 0;
    for (std::size_t j = 0; j < prose.size(); ++j) {
        if (i < file.size() && file[i] == prose[j]) {
            ++i;
        } else if (!is_generated(prose[j])) {
            std::string around;
            for (std::size_t k = j < 8 ? 0 : j - 8; k < std::min(j + 8, prose.size()); ++k) {
                around += prose[k] + " ";
            }
            const std::string wanted = i < file.size() ? file[i] : "the end";
            return "wanted '" + wanted + "' (word " + std::to_string(i) + "), have: " + around;
        }
    }
    return i == file.size() ? "" : "lost after word " + std::to_string(i) + ": " + file[i];
}

std::vector<std::string> note_words_of(const prose::Prose& prose) {
    std::vector<std::string> words;
    for (const prose::Block& block : prose.blocks) {
        prose::each_run(block, [&](const prose::Inline& run) {
            const auto note = prose::note_of(run);
            if (!note) return;
            for (std::string& word : words_of(note->words))
                words.push_back(std::move(word));
        });
    }
    return words;
}

Result<Imported> import(ByteView bytes, std::string_view name, Changes changes) {
    const auto upload = read_upload(bytes, name);
    if (!upload) return fail(ErrorCode::Invalid, "refused");
    if (upload->format == Format::Text) return from_plain_text(*upload, {});
    if (upload->format == Format::Json) return from_our_json(*upload, {});
    if (upload->format == Format::Akn) return from_akn(*upload, {});
    DK_TRY(const auto words, read_words(*upload, {.changes = changes}));
    DK_TRY(const Bytes input, for_converter(bytes, *upload));
    convert::Order order{.bytes = input};
    if (changes == Changes::Rejected) order.changes = convert::Changes::Reject;
    if (upload->format == Format::Odt) order.source = convert::Source::Odt;
    if (upload->format == Format::Html) order.source = convert::Source::Html;
    if (upload->format == Format::Markdown) order.source = convert::Source::Markdown;
    DK_TRY(const std::string json, convert::to_pandoc_json(order));
    Options options;
    options.pictures.undescribed = "Bild ohne Beschreibung";
    options.pictures.find = [&](std::string_view picture) -> std::optional<prose::Image> {
        const auto stored = upload->picture(picture);
        if (!stored) return std::nullopt;
        const auto renewed = image::renewed(*stored);
        if (!renewed) return std::nullopt;
        return prose::Image{
            .hash = std::string(64, 'a'),
            .type = std::string(image::media_type(renewed->type)),
            .width = renewed->size.width,
            .height = renewed->size.height
        };
    };
    return from_pandoc(json, *upload, words, options);
}

} // namespace denkraum::intake::oracle
