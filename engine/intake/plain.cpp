// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/plain.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/profile/profile.hpp"

namespace denkraum::intake {
namespace {

/// A line that was broken because it was full is longer than this.
constexpr std::size_t full_line_bytes_min = 50;
/// A line longer than this is a paragraph: nobody breaks lines there.
constexpr std::size_t broken_line_bytes_max = 140;

struct Line {
    std::string_view text;
    std::size_t indent = 0;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view raw = text.substr(0, end);
        const std::string_view words = utf8::trim(raw);
        const std::size_t indent =
            words.empty() ? 0 : static_cast<std::size_t>(words.data() - raw.data());
        lines.push_back({words, indent});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::size_t bullet_bytes(std::string_view line) {
    constexpr std::array<std::string_view, 5> bullets{"- ", "* ", "• ", "– ", "· "};
    for (const std::string_view bullet : bullets) {
        if (line.starts_with(bullet)) return bullet.size();
    }
    return 0;
}

bool begins_paragraph(std::string_view line) {
    if (bullet_bytes(line) > 0 || !leading_label(line).empty()) return true;
    return std::ranges::any_of(profiles(), [&](const Profile& profile) {
        return part_line(profile, line).has_value();
    });
}

bool ends_paragraph(std::string_view line) {
    return std::ranges::any_of(profiles(), [&](const Profile& profile) {
        return part_line(profile, line).has_value();
    });
}

class PlainReader {
public:
    explicit PlainReader(std::string_view text) : lines_(lines_of(text)) {
        each_line_ = std::ranges::any_of(lines_, [](const Line& line) {
            return line.text.size() > broken_line_bytes_max;
        });
    }

    std::vector<Draft> run() {
        for (const Line& line : lines_) {
            const bool is_new = each_line_ || line.text.empty() || begins_paragraph(line.text)
                                || (!open_.empty() && ends_paragraph(open_.back().text));
            if (is_new) finish();
            if (!line.text.empty()) open_.push_back(line);
        }
        finish();
        return std::move(drafts_);
    }

private:
    /// All lines but the last are full: they were broken by a program, not by the author.
    [[nodiscard]] bool is_broken() const {
        return std::all_of(open_.begin(), open_.end() - 1, [](const Line& line) {
            return line.text.size() >= full_line_bytes_min;
        });
    }

    void finish() {
        if (open_.empty()) return;
        const std::string_view between = is_broken() ? " " : "\n";
        const std::size_t bullet = bullet_bytes(open_.front().text);
        std::string text(open_.front().text.substr(bullet));
        for (std::size_t i = 1; i < open_.size(); ++i) {
            text += between;
            text += open_[i].text;
        }
        Draft draft;
        draft.is_bullet = bullet > 0;
        draft.depth = draft.is_bullet ? static_cast<int>(open_.front().indent / 2) : 0;
        prose::append_run(draft.block.content, text, {});
        drafts_.push_back(std::move(draft));
        open_.clear();
    }

    std::vector<Line> lines_;
    std::vector<Line> open_;
    std::vector<Draft> drafts_;
    bool each_line_ = false;
};

} // namespace

std::vector<Draft> read_plain_text(std::string_view text) {
    return PlainReader(text).run();
}

} // namespace denkraum::intake
