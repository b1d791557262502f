// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "base/prose/atoms.hpp"
#include "engine/diff/prose_diff.hpp"

/// Applying a difference gives the newer text exactly, whatever was edited.
namespace denkraum::diff {
namespace {

using prose::Block;
using prose::Prose;

constexpr std::array<std::string_view, 24> vocabulary{
    "Amt",      "prüft",  "das",   "KI-System", "nach",  "§ 3",    "Größe", "und",
    "Behörde",  "„soll“", "darf",  "Article 5", "nicht", "1.000",  "(a)",   "Risiko",
    "Menschen", "der",    "Daten", "schützt",   "Ziel,", "offen.", "immer", "\n",
};

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }

    prose::Marks marks() {
        if (!chance(6)) return {};
        return {
            .strong = chance(2),
            .em = chance(3),
            .code = chance(9),
            .link = chance(5) ? "https://amt.example/" : "",
            .term = chance(7) ? "Erklärung" : "",
        };
    }

    Content content(std::size_t words) {
        Content content;
        for (std::size_t i = 0; i < words; ++i) {
            if (chance(40)) {
                content.push_back(prose::inline_of(prose::Note{std::string(word())}));
                content.back().marks = marks();
                continue;
            }
            const prose::Marks here = marks();
            prose::append_run(content, word(), here);
            if (!chance(15)) prose::append_run(content, chance(20) ? "\u00a0" : " ", here);
        }
        return content;
    }

    Block block(bool with_uid) {
        Block block;
        if (with_uid) block.uid = "uid" + std::to_string(next_uid_++);
        if (chance(5)) {
            block.kind = prose::Kind::Heading;
            block.level = 1 + static_cast<int>(below(3));
        } else if (chance(4)) {
            block.list = chance(2) ? prose::ListStyle::Bullet : prose::ListStyle::Number;
            block.indent = static_cast<int>(below(3));
        }
        block.content = content(below(chance(4) ? 60 : 12));
        if (chance(8)) table(block);
        if (chance(10)) block.sources.push_back({.title = std::string(word())});
        return block;
    }

    void table(Block& block) {
        const std::size_t columns = 1 + below(4);
        block.table.header_column = chance(3);
        block.table.rows.resize(1 + below(6));
        for (prose::Row& row : block.table.rows) {
            for (std::size_t i = 0; i < columns; ++i)
                row.push_back(content(below(5)));
        }
    }

    Prose prose(std::size_t blocks, bool with_uids) {
        Prose prose;
        for (std::size_t i = 0; i < blocks; ++i)
            prose.blocks.push_back(block(with_uids));
        return prose;
    }

    void edit(Prose& prose, bool with_uids) {
        std::vector<Block>& blocks = prose.blocks;
        if (blocks.empty()) {
            blocks.push_back(block(with_uids));
            return;
        }
        const std::size_t at = below(blocks.size());
        const auto place = blocks.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(9)) {
        case 0: blocks.insert(place, block(with_uids)); break;
        case 1: blocks.erase(place); break;
        case 2: move(blocks, at); break;
        case 3: split(blocks, at, with_uids); break;
        case 4: join(blocks, at); break;
        case 5: blocks[at].content = content(below(20)); break;
        case 6: edit_table(blocks[at]); break;
        case 7: edit_frame(blocks[at]); break;
        default: edit_words(blocks[at].content); break;
        }
    }

private:
    std::string_view word() { return vocabulary[below(vocabulary.size())]; }

    void move(std::vector<Block>& blocks, std::size_t from) {
        Block moved = std::move(blocks[from]);
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(from));
        const std::size_t to = below(blocks.size() + 1);
        blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    }

    void split(std::vector<Block>& blocks, std::size_t at, bool with_uids) {
        Block right = blocks[at];
        right.table = {};
        right.uid = with_uids ? "uid" + std::to_string(next_uid_++) : "";
        Content& left = blocks[at].content;
        const auto border = static_cast<std::ptrdiff_t>(below(left.size() + 1));
        right.content.assign(left.begin() + border, left.end());
        left.erase(left.begin() + border, left.end());
        blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(right));
    }

    static void join(std::vector<Block>& blocks, std::size_t at) {
        if (at + 1 >= blocks.size()) return;
        const Content& more = blocks[at + 1].content;
        blocks[at].content.insert(blocks[at].content.end(), more.begin(), more.end());
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }

    void edit_words(Content& content) {
        const std::size_t at = below(content.size() + 1);
        if (at < content.size() && chance(2)) {
            content[at].marks = marks();
            if (chance(3)) content.erase(content.begin() + static_cast<std::ptrdiff_t>(at));
            return;
        }
        const prose::Inline added{std::string(word()) + " ", marks(), {}};
        content.insert(content.begin() + static_cast<std::ptrdiff_t>(at), added);
    }

    void edit_table(Block& block) {
        std::vector<prose::Row>& rows = block.table.rows;
        if (rows.empty()) return table(block);
        const std::size_t at = below(rows.size());
        const auto row = rows.begin() + static_cast<std::ptrdiff_t>(at);
        const auto column = static_cast<std::ptrdiff_t>(below(rows[0].size()));
        switch (below(5)) {
        case 0: rows.insert(row, rows[below(rows.size())]); break;
        case 1: rows.erase(row); break;
        case 2:
            for (prose::Row& each : rows)
                each.insert(each.begin() + std::min(column, std::ssize(each)), content(2));
            break;
        case 3:
            for (prose::Row& each : rows)
                if (column < std::ssize(each)) each.erase(each.begin() + column);
            break;
        default: rows[at].front() = content(3); break;
        }
    }

    void edit_frame(Block& block) {
        block.kind = chance(2) ? prose::Kind::Principle : prose::Kind::Heading;
        block.level = static_cast<int>(below(5));
        block.indent = static_cast<int>(below(3));
        if (chance(2)) block.sources.push_back({.title = std::string(word())});
    }

    std::mt19937 random_;
    int next_uid_ = 0;
};

void expect_exact(const Prose& before, const Prose& after) {
    const ProseDiff diff = compare(before, after);
    const auto applied = apply(before, diff);
    ASSERT_TRUE(applied.has_value()) << applied.error().detail;
    ASSERT_EQ(*applied, prose::normalised(after));
}

TEST(Apply, random_edits_of_texts_with_uids_give_the_newer_text) {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        Writer writer(seed);
        const Prose before = writer.prose(writer.below(30), true);
        Prose after = before;
        for (std::size_t edits = writer.below(12); edits > 0; --edits)
            writer.edit(after, true);
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(expect_exact(before, after));
    }
}

TEST(Apply, random_edits_of_texts_without_uids_give_the_newer_text) {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        Writer writer(seed + 100'000);
        const Prose before = writer.prose(writer.below(30), false);
        Prose after = before;
        for (std::size_t edits = writer.below(12); edits > 0; --edits)
            writer.edit(after, false);
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(expect_exact(before, after));
    }
}

TEST(Apply, two_strangers_give_the_newer_text) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        Writer writer(seed + 200'000);
        const Prose before = writer.prose(writer.below(15), writer.chance(2));
        const Prose after = writer.prose(writer.below(15), writer.chance(2));
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(expect_exact(before, after));
    }
}

TEST(Apply, every_block_stands_in_one_entry_and_newer_ones_in_order) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        Writer writer(seed + 300'000);
        const Prose before = writer.prose(20, false);
        Prose after = before;
        for (int edits = 0; edits < 10; ++edits)
            writer.edit(after, false);
        std::size_t next = 0;
        std::size_t last_removed = 0;
        for (const Entry& entry : compare(before, after).entries) {
            for (const std::size_t index : entry.after)
                ASSERT_EQ(index, next++);
            if (entry.fate != Fate::Removed) continue;
            ASSERT_GE(entry.before.front(), last_removed);
            last_removed = entry.before.front();
        }
        ASSERT_EQ(next, after.blocks.size());
    }
}

TEST(Apply, another_older_text_is_refused) {
    const Prose before{{prose::block_of(prose::Kind::Paragraph, "Das Amt prüft.")}};
    const Prose after{{prose::block_of(prose::Kind::Paragraph, "Das Amt prüft immer.")}};
    const ProseDiff diff = compare(before, after);
    Prose other = before;
    other.blocks[0].content[0].text = "Das Amt prüfe.";
    EXPECT_EQ(apply(other, diff).error().code, ErrorCode::Conflict);
    other = before;
    other.blocks[0].kind = prose::Kind::Quote;
    EXPECT_EQ(apply(other, diff).error().code, ErrorCode::Conflict);
    other = before;
    other.blocks.push_back(other.blocks[0]);
    EXPECT_EQ(apply(other, diff).error().code, ErrorCode::Conflict);
    EXPECT_EQ(apply({}, diff).error().code, ErrorCode::Conflict);
}

} // namespace
} // namespace denkraum::diff
