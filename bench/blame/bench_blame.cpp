// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "domain/document/history/blame.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "engine/crdt/edit.hpp"

/// bench_blame: prints {"records", "words", "runs", "cpu_ms": [number…]}.
namespace {

using namespace denkraum;
using namespace denkraum::document;

constexpr std::size_t words_wanted = 50'000;
constexpr std::size_t people = 5;
constexpr std::size_t words_in_a_row = 200;
constexpr std::size_t words_of_a_paragraph = 25;
constexpr int rounds = 5;

network::ActorId actor_of(std::size_t person) {
    network::ActorId::Raw raw{};
    raw[15] = static_cast<std::uint8_t>(person + 1);
    return network::ActorId(raw);
}

struct Guideline {
    crdt::Doc doc;
    history::Arrivals arrivals;

    template <class Change>
    void record(std::size_t person, Change make) {
        crdt::Edit edit(doc, static_cast<crdt::ClientId>(10 + person));
        CHECK(make(edit).has_value(), "an edit of the text that stands there");
        const Bytes update = edit.finish();
        const auto at = Instant{arrivals.seq() * 60'000'000};
        const Done added =
            arrivals.add({arrivals.seq() + 1, RecordKind::Edit, actor_of(person), at}, update);
        CHECK(added.has_value(), "records come in order");
    }
    void type_word(std::size_t person, std::uint64_t at) {
        for (std::uint64_t key = 0; key < 7; ++key) {
            record(person, [&](crdt::Edit& edit) {
                return edit.insert_text(
                    text::text_root, crdt::Index{at + key}, key == 6 ? " " : "a"
                );
            });
        }
    }
    void begin_paragraph(std::size_t person, std::size_t number) {
        const std::uint64_t end = doc.length(text::text_root);
        const std::string marker = fmt::format(R"({{"b":"{:022}"}})", number);
        record(person, [&](crdt::Edit& edit) {
            return edit.insert_embed(text::text_root, crdt::Index{end}, marker);
        });
    }
};

Guideline written() {
    Guideline guideline;
    std::mt19937 random(1);
    for (std::size_t i = 0; i < words_wanted; ++i) {
        const std::size_t person = i / words_in_a_row % people;
        if (i % words_of_a_paragraph == 0) guideline.begin_paragraph(person, i + 1);
        const std::uint64_t length = guideline.doc.length(text::text_root);
        guideline.type_word(person, i % 10 == 9 ? 1 + random() % (length - 1) : length);
    }
    return guideline;
}

double cpu_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// A fast answer that is wrong is none.
std::size_t
checked_runs(const Guideline& guideline, const std::vector<history::BlockBlame>& blocks) {
    std::string words;
    std::set<network::ActorId> found;
    std::size_t runs = 0;
    for (const history::BlockBlame& block : blocks) {
        for (const history::CreditedRun& run : block.runs) {
            words += run.words;
            found.insert(run.credit.actor);
            ++runs;
        }
        words += '\n';
    }
    CHECK(words == prose::plain_text(text::project(guideline.doc).prose), "every word is in it");
    CHECK(found.size() == people, "everybody who wrote is in it");
    return runs;
}

} // namespace

int main() {
    const Guideline guideline = written();
    std::size_t runs = 0;
    json::array times;
    for (int round = 0; round <= rounds; ++round) {
        const double begin = cpu_ms();
        const auto blocks = history::blame(guideline.doc, guideline.arrivals, {});
        const double took = cpu_ms() - begin;
        runs = checked_runs(guideline, blocks);
        if (round > 0) times.emplace_back(took);
    }
    json::object out;
    out["records"] = guideline.arrivals.seq();
    out["words"] = prose::word_count(text::project(guideline.doc).prose);
    out["runs"] = runs;
    out["cpu_ms"] = std::move(times);
    std::puts(json::write(out).c_str());
    return 0;
}
