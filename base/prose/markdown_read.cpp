// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/markdown_read.hpp"

#include <algorithm>
#include <vector>

#include "base/utf8.hpp"

namespace denkraum::prose {
namespace {

constexpr std::size_t marked_bytes_max = 4'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_punctuation(char c) {
    return std::string_view("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").contains(c);
}

/// Only what safe_address() lets pass later is worth being a link.
bool is_address(std::string_view text) {
    const bool has_scheme = text.starts_with("https://") || text.starts_with("http://")
                            || text.starts_with("mailto:") || text.starts_with("tel:")
                            || text.starts_with('/') || text.starts_with('#');
    return has_scheme && text.find_first_of(" \t\n<>") == std::string_view::npos;
}

/// One run of words with their marks; the recursion is as deep as marks nest, at most twice.
class Words {
public:
    explicit Words(std::vector<Inline>& out) : out_(out) {}

    void read(std::string_view text, Marks marks) {
        while (!text.empty()) {
            const std::size_t used = take_marked(text, marks);
            if (used == 0) {
                append_run(out_, text.substr(0, 1), marks);
                text.remove_prefix(1);
            } else {
                text.remove_prefix(used);
            }
        }
    }

private:
    /// How many bytes were markup and its words; 0: the first byte is a word's.
    std::size_t take_marked(std::string_view text, const Marks& marks) {
        // Nobody marks more than this at once; without a bound, openers without end are slow.
        text = text.substr(0, marked_bytes_max);
        switch (text.front()) {
        case '\\': return take_escape(text, marks);
        case '*': return take_stars(text, marks);
        case '`': return take_code(text, marks);
        case '[': return take_link(text, marks);
        case '<': return take_bare_address(text, marks);
        default: return 0;
        }
    }

    std::size_t take_escape(std::string_view text, const Marks& marks) {
        if (text.size() < 2 || !is_punctuation(text[1])) return 0;
        append_run(out_, text.substr(1, 1), marks);
        return 2;
    }

    std::size_t take_stars(std::string_view text, const Marks& marks) {
        const bool is_double = text.starts_with("**");
        const std::string_view star = is_double ? "**" : "*";
        if (is_double ? marks.strong : marks.em) return 0;
        const std::size_t end = closing(text, star);
        if (end == std::string_view::npos) return 0;
        Marks inner = marks;
        (is_double ? inner.strong : inner.em) = true;
        read(text.substr(star.size(), end - star.size()), inner);
        return end + star.size();
    }

    /// Where the marker ends words that neither begin nor end with white space.
    static std::size_t closing(std::string_view text, std::string_view star) {
        if (text.size() <= star.size() || text[star.size()] == ' ') return std::string_view::npos;
        for (std::size_t at = star.size() + 1; at + star.size() <= text.size(); ++at) {
            if (text[at - 1] == '\\') continue;
            const bool is_other = star.size() == 1 && (text.substr(at).starts_with("**"));
            if (is_other) {
                ++at;
                continue;
            }
            if (text.substr(at).starts_with(star) && text[at - 1] != ' ') return at;
        }
        return std::string_view::npos;
    }

    std::size_t take_code(std::string_view text, const Marks& marks) {
        const std::size_t end = text.find('`', 1);
        if (end == std::string_view::npos || end == 1) return 0;
        Marks inner = marks;
        inner.code = true;
        append_run(out_, text.substr(1, end - 1), inner);
        return end + 1;
    }

    std::size_t take_link(std::string_view text, const Marks& marks) {
        const std::size_t middle = text.find("](");
        if (middle == std::string_view::npos || middle == 1 || !marks.link.empty()) return 0;
        const std::size_t end = text.find(')', middle);
        if (end == std::string_view::npos) return 0;
        std::string_view address = text.substr(middle + 2, end - middle - 2);
        if (address.starts_with('<') && address.ends_with('>')) {
            address = address.substr(1, address.size() - 2);
        }
        if (!is_address(address)) return 0;
        Marks inner = marks;
        inner.link = std::string(address);
        read(text.substr(1, middle - 1), inner);
        return end + 1;
    }

    std::size_t take_bare_address(std::string_view text, const Marks& marks) {
        const std::size_t end = text.find('>');
        if (end == std::string_view::npos || !marks.link.empty()) return 0;
        const std::string_view address = text.substr(1, end - 1);
        if (!is_address(address) || !address.contains(':')) return 0;
        Marks inner = marks;
        inner.link = std::string(address);
        append_run(out_, address, inner);
        return end + 1;
    }

    std::vector<Inline>& out_;
};

/// What a line begins with.
struct Start {
    Block block = {};       ///< without words
    std::size_t marker = 0; ///< bytes before the words
    bool is_new = false;    ///< it begins a block whatever stood before it
};

std::size_t heading_level(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    const bool has_words = level < line.size() && line[level] == ' ';
    return has_words && level <= heading_level_max ? level : 0;
}

/// "- ", "* ", "12. ": how many bytes, 0 for none.
std::size_t item_marker(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ")) return 2;
    const std::size_t digits = static_cast<std::size_t>(
        std::find_if_not(line.begin(), line.end(), is_digit) - line.begin()
    );
    const bool is_number = digits > 0 && digits < 4 && line.substr(digits).starts_with(". ");
    return is_number ? digits + 2 : 0;
}

Start start_of(std::string_view line) {
    Start start;
    const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(spaces);
    if (const std::size_t level = heading_level(rest); level > 0) {
        start.block.kind = Kind::Heading;
        start.block.level = static_cast<int>(level);
        return {std::move(start.block), spaces + level + 1, true};
    }
    if (const std::size_t marker = item_marker(rest); marker > 0) {
        start.block.list = is_digit(rest.front()) ? ListStyle::Number : ListStyle::Bullet;
        start.block.indent = static_cast<int>(std::min<std::size_t>(spaces / 2, indent_max));
        return {std::move(start.block), spaces + marker, true};
    }
    if (rest.starts_with("> ")) {
        start.block.kind = Kind::Quote;
        return {std::move(start.block), spaces + 2, false};
    }
    start.marker = spaces;
    return start;
}

class Reader {
public:
    Done line(std::string_view line) {
        if (utf8::trim(line).empty()) return end_block();
        const Start start = start_of(line);
        const bool is_other_kind =
            is_open_ && start.block.kind == Kind::Quote && open_.kind != Kind::Quote;
        if (start.is_new || is_other_kind || (is_open_ && open_.kind == Kind::Heading)) {
            DK_DO(end_block());
        }
        if (!is_open_) open_ = start.block;
        is_open_ = true;
        add(utf8::trim(line.substr(start.marker)));
        return {};
    }

    Done end_block() {
        if (!is_open_) return {};
        Words(open_.content).read(words_, {});
        blocks_.push_back(std::move(open_));
        open_ = Block{};
        words_.clear();
        is_open_ = false;
        if (blocks_.size() <= markdown_blocks_max) return {};
        return fail(ErrorCode::TooLarge, "too many blocks of Markdown");
    }

    [[nodiscard]] Prose finish() && { return normalised({std::move(blocks_)}); }

private:
    void add(std::string_view words) {
        const bool is_break = words_.ends_with('\\');
        if (is_break) words_.back() = '\n';
        if (!words_.empty() && !is_break) words_ += ' ';
        words_ += words;
    }

    std::vector<Block> blocks_;
    Block open_;
    std::string words_;
    bool is_open_ = false;
};

} // namespace

Result<Prose> from_markdown(std::string_view markdown) {
    if (markdown.size() > markdown_bytes_max) {
        return fail(ErrorCode::TooLarge, "too many bytes of Markdown");
    }
    if (!utf8::is_valid(markdown)) return fail(ErrorCode::Invalid, "Markdown that is not UTF-8");
    Reader reader;
    while (!markdown.empty()) {
        const std::size_t end = std::min(markdown.find('\n'), markdown.size());
        std::string_view line = markdown.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        DK_DO(reader.line(line));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    DK_DO(reader.end_block());
    return std::move(reader).finish();
}

} // namespace denkraum::prose
