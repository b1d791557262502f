// SPDX-License-Identifier: EUPL-1.2
// Compares two drafts of a law, or two generated texts, and writes what it cost; see README.md.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diff/prose_diff.hpp"
#include "tests/intake/oracle.hpp"

namespace denkraum::bench {
namespace {

constexpr std::size_t generated_words = 50'000;
constexpr std::size_t vocabulary_words = 6000;

struct Texts {
    std::string name = {};
    prose::Prose before = {};
    prose::Prose after = {};
};

prose::Prose imported(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".docx") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const Bytes bytes(std::istreambuf_iterator<char>(file), {});
        auto result = intake::oracle::import(bytes, "x.docx");
        if (result) return prose::normalised(std::move(result->prose));
    }
    return {};
}

/// Paragraphs of words that are frequent or rare as in a language (Zipf), under numbered headings.
class Generator {
public:
    Texts texts() {
        Texts texts{.name = "generated"};
        for (std::size_t words = 0; words < generated_words;) {
            if (texts.before.blocks.size() % 8 == 0) texts.before.blocks.push_back(heading());
            const std::size_t length = 20 + random_() % 120;
            texts.before.blocks.push_back(paragraph(length));
            words += length;
        }
        texts.after = edited(texts.before);
        return texts;
    }

private:
    std::string word() {
        const double share = std::uniform_real_distribution<double>(0, 1)(random_);
        const double rank = std::pow(static_cast<double>(vocabulary_words), share);
        return "wort" + std::to_string(static_cast<int>(rank));
    }

    std::string words(std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += (i == 0 ? "" : " ") + word();
        return text;
    }

    prose::Block heading() {
        return prose::block_of(
            prose::Kind::Heading, "Artikel " + std::to_string(++articles_) + " " + words(4)
        );
    }

    prose::Block paragraph(std::size_t length) {
        return prose::block_of(prose::Kind::Paragraph, words(length) + ".");
    }

    /// One paragraph in ten goes, one in ten comes, one in twenty moves; of the others every
    /// second one loses or gains some words.
    prose::Prose edited(const prose::Prose& before) {
        prose::Prose after;
        for (const prose::Block& block : before.blocks) {
            const auto chance = random_() % 20;
            if (chance < 2) continue;
            if (chance < 4) after.blocks.push_back(paragraph(60));
            const std::size_t place =
                chance == 4 ? random_() % (after.blocks.size() + 1) : after.blocks.size();
            const auto at = after.blocks.begin() + static_cast<std::ptrdiff_t>(place);
            after.blocks.insert(at, block);
            if (chance > 11) change(after.blocks[place]);
        }
        return after;
    }

    void change(prose::Block& block) {
        std::string& text = block.content.front().text;
        for (int edits = 0; edits < 5; ++edits) {
            const std::size_t space = text.find(' ', random_() % text.size());
            if (space == std::string::npos) continue;
            const std::size_t next = text.find(' ', space + 1);
            const bool removes = random_() % 2 == 0 && next != std::string::npos;
            text.replace(space, removes ? next - space : 0, removes ? "" : " " + word());
        }
    }

    std::mt19937 random_{7};
    int articles_ = 0;
};

Texts texts_from(const std::filesystem::path& data) {
    Texts texts{
        .name = "AI Act: proposal of 2021, general approach of 2022",
        .before = imported(data / "proposal-2021-en"),
        .after = imported(data / "general-approach-2022-en"),
    };
    return texts;
}

struct Cost {
    double cpu_ms = 0;
    double wall_ms = 0;
};

double cpu_now_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Cost measured(const Texts& texts, diff::ProseDiff& difference) {
    const double cpu = cpu_now_ms();
    const auto wall = std::chrono::steady_clock::now();
    difference = diff::compare(texts.before, texts.after);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - wall;
    return {cpu_now_ms() - cpu, took.count()};
}

std::string counts_of(const diff::ProseDiff& difference) {
    std::map<diff::Fate, int> counts;
    int moved = 0;
    for (const diff::Entry& entry : difference.entries) {
        ++counts[entry.fate];
        moved += entry.moved ? 1 : 0;
    }
    return fmt::format(
        R"({{"kept":{},"changed":{},"added":{},"removed":{},"split":{},"joined":{},"moved":{}}})",
        counts[diff::Fate::Kept],
        counts[diff::Fate::Changed],
        counts[diff::Fate::Added],
        counts[diff::Fate::Removed],
        counts[diff::Fate::Split],
        counts[diff::Fate::Joined],
        moved
    );
}

void write_text(const std::filesystem::path& path, const prose::Prose& prose) {
    std::ofstream(path, std::ios::binary) << prose::plain_text(prose);
}

/// bench_diff <data folder> <runs> <folder for the plain texts>
int run(const std::vector<std::string>& arguments) {
    if (arguments.size() != 3) {
        fmt::print(stderr, "bench_diff <data folder> <runs> <folder for the plain texts>\n");
        return 1;
    }
    const bool has_data = std::filesystem::exists(arguments[0]);
    const Texts texts = has_data ? texts_from(arguments[0]) : Generator().texts();
    const std::filesystem::path folder = arguments[2];
    write_text(folder / "before.txt", texts.before);
    write_text(folder / "after.txt", texts.after);

    diff::ProseDiff difference;
    measured(texts, difference);
    std::string cpu;
    std::string wall;
    for (int i = 0; i < std::stoi(arguments[1]); ++i) {
        const Cost cost = measured(texts, difference);
        cpu += fmt::format("{}{:.2f}", i == 0 ? "" : ",", cost.cpu_ms);
        wall += fmt::format("{}{:.2f}", i == 0 ? "" : ",", cost.wall_ms);
    }
    const auto applied = diff::apply(texts.before, difference);
    if (!applied || *applied != prose::normalised(texts.after)) {
        fmt::print(stderr, "applying the difference does not give the newer text\n");
        return 1;
    }
    fmt::print(
        R"({{"texts":"{}","words":[{},{}],"blocks":[{},{}],"entries":{},)"
        R"("cpu_ms":[{}],"wall_ms":[{}]}})"
        "\n",
        texts.name,
        prose::word_count(texts.before),
        prose::word_count(texts.after),
        texts.before.blocks.size(),
        texts.after.blocks.size(),
        counts_of(difference),
        cpu,
        wall
    );
    return 0;
}

} // namespace
} // namespace denkraum::bench

int main(int count, char** values) {
    return denkraum::bench::run({values + 1, values + count});
}
