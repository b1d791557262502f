// SPDX-License-Identifier: EUPL-1.2
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "engine/diff/plain.hpp"
#include "engine/diff/prose_diff.hpp"

/// Two texts from any bytes; the difference applied must give the second one.
///
///   input := text 0xff text            (without 0xff: an empty second text)
///   text  := *byte, each of them an order: see Reader::obey
namespace denkraum::diff {
namespace {

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    prose::Prose prose() {
        while (!bytes_.empty()) {
            const auto order = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            if (order == 0xff) break;
            obey(order);
        }
        return std::move(prose_);
    }

    [[nodiscard]] std::string_view rest() const { return bytes_; }

private:
    prose::Block& block() {
        if (prose_.blocks.empty()) prose_.blocks.emplace_back();
        return prose_.blocks.back();
    }

    /// Where words go: the last cell of a table, or the content.
    Content& content() {
        std::vector<prose::Row>& rows = block().table.rows;
        if (rows.empty()) return block().content;
        if (rows.back().empty()) rows.back().emplace_back();
        return rows.back().back();
    }

    unsigned char number() {
        if (bytes_.empty()) return 0;
        const auto value = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return value;
    }

    /// Letters, signs and broken UTF-8 are words as they are; what lies below the space is markup.
    void obey(unsigned char order) {
        switch (order) {
        case 0: prose_.blocks.emplace_back(); break;
        case 1: block().uid = std::string(1, static_cast<char>('a' + number() % 26)); break;
        case 2: block().kind = static_cast<prose::Kind>(number() % 11); break;
        case 3: block().level = number() % 6; break;
        case 4: block().list = static_cast<prose::ListStyle>(number() % 3); break;
        case 5: block().indent = number() % 10; break;
        case 6: marks_.strong = !marks_.strong; break;
        case 7: marks_.em = !marks_.em; break;
        case 8: marks_.link = marks_.link.empty() ? "https://amt.example/" : ""; break;
        case 9: block().table.rows.emplace_back(); break;
        case 11: cell(); break;
        case 12: block().table.header_column = !block().table.header_column; break;
        case 13: atom(); break;
        case 14: block().sources.push_back({.title = std::to_string(number())}); break;
        case 15: words(" ein Satz, der § 3 nennt. "); break;
        case 16: words("Artikel 5 "); break;
        default: {
            const char letter = static_cast<char>(order);
            words(std::string_view(&letter, 1));
        }
        }
    }

    void words(std::string_view text) { prose::append_run(content(), text, marks_); }

    void cell() {
        std::vector<prose::Row>& rows = block().table.rows;
        if (rows.empty()) rows.emplace_back();
        rows.back().emplace_back();
    }

    void atom() {
        content().push_back(prose::inline_of(prose::Note{std::to_string(number() % 3)}));
        content().back().marks = marks_;
    }

    std::string_view bytes_;
    prose::Prose prose_;
    prose::Marks marks_;
};

void try_both(std::string_view bytes) {
    Reader first(bytes);
    const prose::Prose before = first.prose();
    const prose::Prose after = Reader(first.rest()).prose();
    const ProseDiff diff = compare(before, after);
    const auto applied = apply(before, diff);
    CHECK(applied.has_value(), "a difference fits the text that it was made from");
    CHECK(*applied == prose::normalised(after), "applying a difference gives the newer text");
    const Wording wording{.changed = "{changes}", .words_added = "{words}"};
    CHECK(before != after || in_words(diff, wording).empty(), "equal texts leave nothing to say");
}

} // namespace
} // namespace denkraum::diff

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    denkraum::diff::try_both({reinterpret_cast<const char*>(data), size});
    return 0;
}
