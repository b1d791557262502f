// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "base/prose/atoms.hpp"
#include "engine/diff/script.hpp"
#include "engine/diff/words.hpp"

namespace denkraum::diff {
namespace {

Content content_of(std::string_view text) {
    Content content;
    prose::append_run(content, text, {});
    return content;
}

std::string plain(const Content& content) {
    std::string text;
    for (const prose::Inline& run : content)
        text += run.atom.empty() ? run.text : "#";
    return text;
}

/// "[-removed-]", "[+added+]", "[~formatted~]" around the pieces.
std::string shown(const BlockDiff& diff) {
    std::string out;
    for (const Piece& piece : diff.pieces) {
        const std::string words = plain(piece.runs);
        switch (piece.kind) {
        case PieceKind::Kept: out += words; break;
        case PieceKind::Added: out += "[+" + words + "+]"; break;
        case PieceKind::Removed: out += "[-" + words + "-]"; break;
        case PieceKind::Formatted: out += "[~" + words + "~]"; break;
        }
    }
    return out;
}

std::string compared(std::string_view before, std::string_view after) {
    return shown(compare_words(content_of(before), content_of(after)));
}

std::string cut(std::string_view text) {
    Dictionary dictionary;
    const Content content = content_of(text);
    const Text cut = text_of(content, dictionary);
    std::string out;
    for (const Token& token : cut.tokens)
        out += (out.empty() ? "" : "|") + std::string(cut.word(token));
    return out;
}

TEST(Tokens, words_keep_their_hyphens_numbers_and_gender_signs) {
    EXPECT_EQ(cut("KI-Systeme für Bürger:innen"), "KI-Systeme| |für| |Bürger:innen");
    EXPECT_EQ(cut("Arbeits- und Sozialverwaltung"), "Arbeits-| |und| |Sozialverwaltung");
    EXPECT_EQ(cut("1.000,50 Euro, 2016/679."), "1.000,50| |Euro|,| |2016/679|.");
    EXPECT_EQ(cut("ab 3. Mai 14:30"), "ab| |3|.| |Mai| |14:30");
    EXPECT_EQ(cut("nach Maß – größer"), "nach| |Maß| |–| |größer");
}

TEST(Tokens, a_number_belongs_to_its_paragraph_sign) {
    EXPECT_EQ(cut("nach § 52a Abs. 1"), "nach| |§ 52a| |Abs|.| |1");
    EXPECT_EQ(cut("§§\u00a03 bis 5"), "§§\u00a03| |bis| |5");
    EXPECT_EQ(cut("das § allein"), "das| |§| |allein");
}

TEST(Tokens, signs_stand_alone_and_repeated_ones_together) {
    EXPECT_EQ(cut("„Ja“, sagte"), "„|Ja|“|,| |sagte");
    EXPECT_EQ(cut("Halt... (so)"), "Halt|...| |(|so|)");
    EXPECT_EQ(cut("eins\nzwei"), "eins|\n|zwei");
    EXPECT_EQ(cut("it’s don't"), "it’s| |don't");
}

TEST(Tokens, broken_bytes_are_kept) {
    EXPECT_EQ(cut("a\xff\xfe b\xc3"), "a\xff\xfe| |b\xc3");
}

TEST(Words, whole_words_change_not_letters) {
    EXPECT_EQ(
        compared("Die Behörde prüft das System.", "Die Behörde prüfte das System."),
        "Die Behörde [-prüft-][+prüfte+] das System."
    );
    EXPECT_EQ(
        compared("ein KI-System nach § 3", "ein KI-Modell nach § 4"),
        "ein [-KI-System-][+KI-Modell+] nach [-§ 3-][+§ 4+]"
    );
}

TEST(Words, an_added_word_takes_the_space_after_it) {
    EXPECT_EQ(compared("ein System", "ein neues System"), "ein [+neues +]System");
    EXPECT_EQ(compared("ein neues System", "ein System"), "ein [-neues -]System");
    EXPECT_EQ(compared("Schluss", "Schluss jetzt"), "Schluss[+ jetzt+]");
}

TEST(Words, neighbouring_changes_are_read_as_one) {
    EXPECT_EQ(
        compared("Es gilt die alte Regel.", "Es gilt die neue Ordnung."),
        "Es gilt die [-alte Regel-][+neue Ordnung+]."
    );
    EXPECT_EQ(
        compared("wo Anfang ist ein Ende", "wo Beginn ist kein Schluss"),
        "wo [-Anfang ist ein Ende-][+Beginn ist kein Schluss+]"
    );
}

TEST(Words, a_long_passage_between_changes_is_kept) {
    EXPECT_EQ(
        compared(
            "alt und dies bleibt hier ganz stehen alt", "neu und dies bleibt hier ganz stehen neu"
        ),
        "[-alt-][+neu+] und dies bleibt hier ganz stehen [-alt-][+neu+]"
    );
}

TEST(Words, an_added_sentence_is_shown_from_its_beginning) {
    EXPECT_EQ(
        compared("Wir prüfen A. Wir prüfen C.", "Wir prüfen A. Wir prüfen B. Wir prüfen C."),
        "Wir prüfen A. [+Wir prüfen B. +]Wir prüfen C."
    );
}

TEST(Words, other_marks_alone_are_formatted_not_replaced) {
    const Content before = content_of("Das gilt immer.");
    Content after;
    prose::append_run(after, "Das ", {});
    prose::append_run(after, "gilt", {.strong = true});
    prose::append_run(after, " immer.", {});
    const BlockDiff diff = compare_words(before, after);
    EXPECT_EQ(shown(diff), "Das [~gilt~] immer.");
    EXPECT_EQ(diff.pieces[1].runs_before, content_of("gilt"));
    EXPECT_FALSE(diff.has_other_words());
    EXPECT_TRUE(diff.has_other_marks());
}

TEST(Words, a_mark_on_half_a_word_is_seen) {
    Content before;
    prose::append_run(before, "Vor", {.em = true});
    prose::append_run(before, "teil", {});
    const BlockDiff diff = compare_words(before, content_of("Vorteil"));
    EXPECT_EQ(shown(diff), "[~Vorteil~]");
    const std::array parts{diff};
    EXPECT_EQ(before_side(parts), before);
}

TEST(Words, notes_are_atoms_compared_by_what_they_say) {
    Content before = content_of("Wort");
    before.push_back(prose::inline_of(prose::Note{"alt"}));
    Content after = content_of("Wort");
    after.push_back(prose::inline_of(prose::Note{"neu"}));
    const BlockDiff diff = compare_words(before, after);
    EXPECT_EQ(shown(diff), "Wort[-#-][+#+]");
    EXPECT_EQ(shown(compare_words(before, before)), "Wort#");
}

TEST(Words, a_split_is_read_part_by_part) {
    Dictionary dictionary;
    const Content before = content_of("Erster Satz. Zweiter Satz.");
    const Content left = content_of("Erster Satz.");
    const Content right = content_of("Zweiter neuer Satz.");
    const std::array<const Content*, 1> one{&before};
    const std::array<const Content*, 2> two{&left, &right};
    const auto parts = compare_parts(one, two, dictionary);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(shown(parts[0]), "Erster Satz.[- -]");
    EXPECT_EQ(shown(parts[1]), "Zweiter [+neuer +]Satz.");
    const auto joined = compare_parts(two, one, dictionary);
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_EQ(after_side(joined), before);
}

/// Quadratic, by the textbook.
std::size_t edits_needed(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::vector<std::size_t> common(b.size() + 1, 0);
    for (const std::uint32_t x : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = common[j + 1];
            common[j + 1] = x == b[j] ? diagonal + 1 : std::max(above, common[j]);
            diagonal = above;
        }
    }
    return a.size() + b.size() - 2 * common.back();
}

std::size_t edits_in(const Script& script) {
    std::size_t edits = 0;
    for (const Edit& edit : script)
        edits += edit.before_last - edit.before_first + edit.after_last - edit.after_first;
    return edits;
}

TEST(Script, random_sequences_get_a_shortest_script) {
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        const std::uint32_t letters = 1 + static_cast<std::uint32_t>(random()) % 6;
        std::vector<std::uint32_t> a(random() % 30);
        std::vector<std::uint32_t> b(random() % 30);
        for (auto& x : a)
            x = static_cast<std::uint32_t>(random()) % letters;
        for (auto& x : b)
            x = static_cast<std::uint32_t>(random()) % letters;
        const Script script = script_of(a, b);
        ASSERT_EQ(edits_in(script), edits_needed(a, b));
        std::vector<std::uint32_t> made;
        std::size_t done = 0;
        for (const Edit& edit : script) {
            made.insert(
                made.end(),
                a.begin() + static_cast<long>(done),
                a.begin() + static_cast<long>(edit.before_first)
            );
            made.insert(
                made.end(),
                b.begin() + static_cast<long>(edit.after_first),
                b.begin() + static_cast<long>(edit.after_last)
            );
            done = edit.before_last;
        }
        made.insert(made.end(), a.begin() + static_cast<long>(done), a.end());
        ASSERT_EQ(made, b);
    }
}

TEST(Script, two_long_strangers_are_compared_within_the_bound) {
    std::mt19937 random(5);
    std::vector<std::uint32_t> a(60'000);
    std::vector<std::uint32_t> b(60'000);
    for (auto& x : a)
        x = static_cast<std::uint32_t>(random()) % 5000;
    for (auto& x : b)
        x = static_cast<std::uint32_t>(random()) % 5000;
    const Script script = script_of(a, b);
    std::size_t before = 0;
    std::size_t after = 0;
    for (const Edit& edit : script) {
        ASSERT_EQ(edit.before_first - before, edit.after_first - after);
        for (std::size_t i = before; i < edit.before_first; ++i)
            ASSERT_EQ(a[i], b[after + i - before]);
        before = edit.before_last;
        after = edit.after_last;
    }
    EXPECT_GT(edits_in(script), 50'000U);
}

TEST(Words, both_sides_of_random_changes_are_exact) {
    std::mt19937 random(11);
    const std::array<std::string, 8> vocabulary{
        "Amt", " ", "§ 3", ", ", "prüft", ". ", "KI-", "\n"
    };
    const auto any = [&] {
        Content content;
        const std::size_t runs = random() % 12;
        for (std::size_t i = 0; i < runs; ++i) {
            if (random() % 10 == 0) {
                content.push_back(prose::inline_of(prose::Note{vocabulary[random() % 2]}));
                continue;
            }
            const prose::Marks marks{.strong = random() % 4 == 0, .em = random() % 6 == 0};
            prose::append_run(content, vocabulary[random() % vocabulary.size()], marks);
        }
        return content;
    };
    for (int round = 0; round < 5000; ++round) {
        const Content before = any();
        const Content after = any();
        const std::array parts{compare_words(before, after)};
        ASSERT_EQ(before_side(parts), before);
        ASSERT_EQ(after_side(parts), after);
        for (const Piece& piece : parts[0].pieces)
            ASSERT_FALSE(piece.runs.empty());
    }
}

} // namespace
} // namespace denkraum::diff
