// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

/// The numbers that Word shows in front of paragraphs but does not store in them: '1.1.', '(a)',
/// 'Article 5'. Lawyers cite by them, so they are computed here as Word does and kept.
namespace denkraum::intake {

/// What a paragraph or its style says about its list.
struct ListRef {
    std::string number_id; ///< w:numId; "0" switches numbering off
    int level = 0;         ///< w:ilvl
};

struct ParagraphStyle {
    std::string name;
    std::string based_on;
    std::optional<ListRef> list;
};

/// Styles of paragraphs by their id.
using ParagraphStyles = std::map<std::string, ParagraphStyle, std::less<>>;

/// Fails: as walk_xml; TooLarge above `style_parts_bytes_max`.
[[nodiscard]] Result<ParagraphStyles> read_styles(ByteView xml);

struct NumberLevel {
    int start = 1;
    std::string format = "decimal"; ///< w:numFmt
    std::string text;               ///< w:lvlText, '%1.%2.'
    bool is_legal = false;          ///< all numbers in Arabic digits
};

struct ListLabel {
    std::string text = {}; ///< as shown, at most `label_bytes_max`; empty for bullets
    bool is_bullet = false;
    int level = 0;
};

class Numbering {
public:
    Numbering() = default;
    /// Fails: as read_styles.
    static Result<Numbering> read(ByteView xml, const ParagraphStyles& styles);

    /// The label of the next paragraph of the document that is in a list. To be called for each
    /// paragraph in order, also for empty ones.
    [[nodiscard]] std::optional<ListLabel> next(const ListRef& list);

private:
    struct Abstract {
        std::map<int, NumberLevel> levels;
        std::string style_link; ///< the style whose list is meant instead
    };
    struct Instance {
        std::string abstract_id;
        std::map<int, int> start_overrides;
        std::map<int, NumberLevel> levels; ///< replaced in this instance only
    };
    friend struct NumberingReader;

    [[nodiscard]] const NumberLevel* level_of(const Instance& instance, int level) const;
    [[nodiscard]] std::string
    shown(const Instance& instance, const NumberLevel& level, std::map<int, int>& counters) const;

    std::map<std::string, Abstract, std::less<>> abstracts_;
    std::map<std::string, Instance, std::less<>> instances_;
    std::map<std::string, std::map<int, int>, std::less<>> counters_; ///< by abstract id
    std::set<std::string, std::less<>> started_; ///< instances whose overrides were applied
};

/// 'iv', 'AB', '07' … for a w:numFmt; unknown formats give digits.
[[nodiscard]] std::string number_shown(int number, std::string_view format);

} // namespace denkraum::intake
