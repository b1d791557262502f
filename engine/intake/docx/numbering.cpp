// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/docx/numbering.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

constexpr int levels_max = 9;
constexpr int number_max = 100'000;

int number_in(std::string_view text, int fallback) {
    int number = fallback;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc() ? std::clamp(number, 0, number_max) : fallback;
}

int level_in(std::string_view text) {
    return std::clamp(number_in(text, 0), 0, levels_max - 1);
}

std::string roman(int number) {
    constexpr std::array<std::pair<int, std::string_view>, 13> signs{{
        {1000, "m"},
        {900, "cm"},
        {500, "d"},
        {400, "cd"},
        {100, "c"},
        {90, "xc"},
        {50, "l"},
        {40, "xl"},
        {10, "x"},
        {9, "ix"},
        {5, "v"},
        {4, "iv"},
        {1, "i"},
    }};
    std::string text;
    for (const auto& [value, sign] : signs) {
        for (; number >= value; number -= value)
            text += sign;
    }
    return text;
}

/// Word goes a … z, aa, bb … zz, aaa.
std::string letters(int number) {
    if (number < 1) return "";
    const int repeats = (number - 1) / 26 + 1;
    return std::string(
        static_cast<std::size_t>(repeats), static_cast<char>('a' + (number - 1) % 26)
    );
}

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

struct StyleReader {
    ParagraphStyles styles;
    ParagraphStyle* current = nullptr;

    void open(const XmlElement& element) {
        if (!element.is_word()) return;
        if (element.name() == "style") {
            current = element.short_attribute("type") == "paragraph"
                          ? &styles[element.short_attribute("styleId")]
                          : nullptr;
        } else if (current == nullptr) {
            return;
        } else if (element.name() == "name") {
            current->name = element.short_attribute("val");
        } else if (element.name() == "basedOn") {
            current->based_on = element.short_attribute("val");
        } else if (element.name() == "numPr") {
            current->list.emplace();
        } else if (element.name() == "ilvl" && current->list) {
            current->list->level = level_in(element.short_attribute("val"));
        } else if (element.name() == "numId" && current->list) {
            current->list->number_id = element.short_attribute("val");
        }
    }
};

} // namespace

std::string number_shown(int number, std::string_view format) {
    if (format == "lowerLetter") return letters(number);
    if (format == "upperLetter") return upper(letters(number));
    if (format == "lowerRoman") return roman(std::min(number, 4000));
    if (format == "upperRoman") return upper(roman(std::min(number, 4000)));
    if (format == "decimalZero" && number < 10) return "0" + std::to_string(number);
    if (format == "none") return "";
    return std::to_string(number);
}

Result<ParagraphStyles> read_styles(ByteView xml) {
    StyleReader reader;
    if (xml.size() > style_parts_bytes_max) return fail(ErrorCode::TooLarge, "styles");
    DK_DO(walk_xml(
        xml,
        {.open = [&](const XmlElement& element) { reader.open(element); },
         .close = [](const XmlElement&) {},
         .text = [](std::string_view) {}}
    ));
    return std::move(reader.styles);
}

struct NumberingReader {
    Numbering numbering;
    Numbering::Abstract* abstract = nullptr;
    Numbering::Instance* instance = nullptr;
    NumberLevel* level = nullptr;
    int override_level = 0;

    void open(const XmlElement& element) {
        if (!element.is_word()) return;
        const std::string_view name = element.name();
        if (name == "abstractNum") {
            abstract = &numbering.abstracts_[element.short_attribute("abstractNumId")];
            instance = nullptr;
        } else if (name == "num") {
            instance = &numbering.instances_[element.short_attribute("numId")];
            abstract = nullptr;
        } else if (name == "numStyleLink" && abstract != nullptr) {
            abstract->style_link = element.short_attribute("val");
        } else if (name == "abstractNumId" && instance != nullptr) {
            instance->abstract_id = element.short_attribute("val");
        } else if (name == "lvlOverride") {
            override_level = level_in(element.short_attribute("ilvl"));
        } else if (name == "startOverride" && instance != nullptr) {
            instance->start_overrides[override_level] =
                number_in(element.short_attribute("val"), 1);
        } else if (name == "lvl") {
            open_level(level_in(element.short_attribute("ilvl")));
        } else if (level != nullptr) {
            open_in_level(element);
        }
    }

    void open_level(int index) {
        level = nullptr;
        if (abstract != nullptr) level = &abstract->levels[index];
        if (instance != nullptr) level = &instance->levels[index];
    }

    void open_in_level(const XmlElement& element) {
        if (element.name() == "start") level->start = number_in(element.short_attribute("val"), 1);
        if (element.name() == "numFmt") level->format = element.short_attribute("val");
        if (element.name() == "lvlText") level->text = element.short_attribute("val");
        if (element.name() == "isLgl") level->is_legal = element.short_attribute("val") != "0";
    }

    void close(const XmlElement& element) {
        if (element.is_word() && element.name() == "lvl") level = nullptr;
    }

    /// Lists that only point to a style take the list of that style.
    void follow_links(const ParagraphStyles& styles) {
        for (auto& [id, each] : numbering.instances_) {
            const auto found = numbering.abstracts_.find(each.abstract_id);
            if (found == numbering.abstracts_.end() || found->second.style_link.empty()) continue;
            const auto style = styles.find(found->second.style_link);
            if (style == styles.end() || !style->second.list) continue;
            const auto target = numbering.instances_.find(style->second.list->number_id);
            if (target != numbering.instances_.end()) each.abstract_id = target->second.abstract_id;
        }
    }
};

Result<Numbering> Numbering::read(ByteView xml, const ParagraphStyles& styles) {
    if (xml.size() > style_parts_bytes_max) return fail(ErrorCode::TooLarge, "lists");
    NumberingReader reader;
    DK_DO(walk_xml(
        xml,
        {.open = [&](const XmlElement& element) { reader.open(element); },
         .close = [&](const XmlElement& element) { reader.close(element); },
         .text = [](std::string_view) {}}
    ));
    reader.follow_links(styles);
    return std::move(reader.numbering);
}

const NumberLevel* Numbering::level_of(const Instance& instance, int level) const {
    if (const auto own = instance.levels.find(level); own != instance.levels.end()) {
        return &own->second;
    }
    const auto abstract = abstracts_.find(instance.abstract_id);
    if (abstract == abstracts_.end()) return nullptr;
    const auto found = abstract->second.levels.find(level);
    return found == abstract->second.levels.end() ? nullptr : &found->second;
}

std::string Numbering::shown(
    const Instance& instance, const NumberLevel& level, std::map<int, int>& counters
) const {
    std::string text;
    for (std::size_t i = 0; i < level.text.size() && text.size() < label_bytes_max; ++i) {
        const bool is_place = level.text[i] == '%' && i + 1 < level.text.size()
                              && level.text[i + 1] >= '1' && level.text[i + 1] <= '9';
        if (!is_place) {
            text += level.text[i];
            continue;
        }
        const int place = level.text[++i] - '1';
        const NumberLevel* shown_level = level_of(instance, place);
        if (shown_level == nullptr) continue;
        const auto counter = counters.try_emplace(place, shown_level->start).first;
        text += number_shown(counter->second, level.is_legal ? "decimal" : shown_level->format);
    }
    return std::string(utf8::truncate(text, label_bytes_max));
}

std::optional<ListLabel> Numbering::next(const ListRef& list) {
    const auto found = instances_.find(list.number_id);
    if (found == instances_.end()) return std::nullopt;
    const Instance& instance = found->second;
    const NumberLevel* level = level_of(instance, list.level);
    if (level == nullptr) return std::nullopt;
    if (level->format == "bullet") return ListLabel{.is_bullet = true, .level = list.level};

    std::map<int, int>& counters = counters_[instance.abstract_id];
    if (started_.insert(list.number_id).second) {
        for (const auto& [index, start] : instance.start_overrides)
            counters.erase(index);
    }
    const auto start = instance.start_overrides.find(list.level);
    const auto [counter, is_first] = counters.try_emplace(
        list.level, start == instance.start_overrides.end() ? level->start : start->second
    );
    if (!is_first) ++counter->second;
    counters.erase(std::next(counter), counters.end());
    return ListLabel{.text = shown(instance, *level, counters), .level = list.level};
}

} // namespace denkraum::intake
