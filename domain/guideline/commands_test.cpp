// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "domain/guideline/commands.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/extract.hpp"
#include "domain/guideline/queries.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/store.hpp"
#include "domain/guideline/testing/small_network.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"
#include "domain/trail/limits.hpp"
#include "domain/trail/queries.hpp"

namespace denkraum::guideline {
namespace {

class GuidelineCommands : public SmallNetwork {
protected:
    ErrorCode code_of_release(const network::Viewer& viewer, RequestId id) {
        const auto edition = commands::release(services(), viewer, id);
        EXPECT_FALSE(edition);
        return edition.error().code;
    }
    std::vector<Edition> editions(const Guideline& guideline) {
        auto transaction = begin(sql::Access::Read);
        return *store::editions_of(transaction, guideline.id);
    }
};
DK_ON_BOTH_DATABASES(GuidelineCommands);

TEST_P(GuidelineCommands, an_edition_says_what_the_draft_said_when_it_was_frozen) {
    const Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    write_at_end(guideline, " Und was kam danach?");
    const auto edition = commands::release(services(), berta_, *request);
    ASSERT_TRUE(edition) << edition.error().detail;
    EXPECT_EQ(edition->number, 1);
    EXPECT_EQ(edition->released_by, (std::vector<std::string>{"Haus A", "Haus B"}));
    auto transaction = begin(sql::Access::Read);
    const auto paragraphs = store::paragraphs(transaction, guideline.id, 1);
    ASSERT_TRUE(paragraphs) << paragraphs.error().detail;
    EXPECT_EQ(prose_of(*paragraphs), sample());
    EXPECT_EQ(hash_of(prose_of(*paragraphs)), edition->hash);
    EXPECT_EQ((*paragraphs)[3].number, "1.3");
    ASSERT_EQ(store::editions_of(transaction, guideline.id)->size(), 1U);
    EXPECT_EQ(store::editions_of(transaction, guideline.id)->front(), *edition);
}

TEST_P(GuidelineCommands, the_files_are_stored_as_they_were_made) {
    const Guideline guideline = begin_guideline(sample());
    const auto edition = commands::release(services(), berta_, *ask(anna_, guideline));
    ASSERT_TRUE(edition) << edition.error().detail;
    auto transaction = begin(sql::Access::Read);
    for (const File& made : make_files(*edition, *paragraphs_of(sample()))) {
        const auto stored = store::file(transaction, guideline.id, 1, made.name);
        ASSERT_TRUE(stored) << made.name;
        EXPECT_EQ(as_text(stored->bytes), made.bytes);
        EXPECT_EQ(stored->type, made.type);
        EXPECT_EQ(stored->hash, secret::sha256(as_bytes(made.bytes)));
    }
    const auto missing = store::file(transaction, guideline.id, 2, "leitlinie.md");
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
}

TEST_P(GuidelineCommands, an_edition_keeps_its_file_number_and_names_the_files_it_lacks) {
    const Guideline guideline = begin_guideline(sample());
    commands::WantedRelease release = wanted(guideline);
    release.file_number = "  I-4711/26 ";
    const auto request = commands::request_release(services(), anna_, release);
    ASSERT_TRUE(request) << request.error().detail;
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    auto transaction = begin(sql::Access::Read);
    EXPECT_EQ(store::editions_of(transaction, guideline.id)->front().file_number, "I-4711/26");
    const auto files = store::files_of(transaction, guideline.id, 1);
    ASSERT_TRUE(files) << files.error().detail;
    std::map<std::string, bool> is_there;
    for (const store::ListedFile& file : *files)
        is_there[file.name] = file.why_missing.empty() && file.bytes > 0;
    EXPECT_FALSE(is_there.at("leitlinie.pdf")); // these tests have no tools
    EXPECT_TRUE(is_there.at("leitlinie.json"));
    EXPECT_TRUE(is_there.at("leitlinie-vorgang.zip"));
}

TEST_P(GuidelineCommands, nobody_publishes_alone_or_within_one_house) {
    const Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request);
    EXPECT_EQ(code_of_release(anna_, *request), ErrorCode::Forbidden);
    EXPECT_EQ(code_of_release(arne_, *request), ErrorCode::Forbidden);
    EXPECT_EQ(code_of_release(gesa_, *request), ErrorCode::Forbidden);
    EXPECT_EQ(count("edition"), 0);
    EXPECT_TRUE(commands::release(services(), cosmo_, *request));
    EXPECT_EQ(count("edition"), 1);
}

TEST_P(GuidelineCommands, a_release_happens_once) {
    const Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    EXPECT_EQ(code_of_release(carla_, *request), ErrorCode::Conflict);
    EXPECT_EQ(count("edition"), 1);
}

TEST_P(GuidelineCommands, the_unchanged_text_is_not_published_again) {
    const Guideline guideline = begin_guideline(sample());
    ASSERT_TRUE(commands::release(services(), berta_, *ask(anna_, guideline)));
    EXPECT_EQ(ask(anna_, guideline).error().code, ErrorCode::Conflict);
    write_at_end(guideline, " Neu.");
    const auto request = ask(bodo_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    const auto second = commands::release(services(), arne_, *request);
    ASSERT_TRUE(second) << second.error().detail;
    EXPECT_EQ(second->number, 2);
    EXPECT_EQ(second->based_on, 1);
    EXPECT_EQ(editions(guideline).size(), 2U);
}

TEST_P(GuidelineCommands, what_was_not_seen_is_not_laid_before_anybody) {
    const Guideline guideline = begin_guideline(sample());
    const auto seen = wanted(guideline);
    write_at_end(guideline, " Inzwischen geschrieben.");
    const auto request = commands::request_release(services(), anna_, seen);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().field, "seen");
    EXPECT_EQ(count("release_request"), 0);
}

TEST_P(GuidelineCommands, one_request_at_a_time_until_it_is_withdrawn_or_declined) {
    const Guideline guideline = begin_guideline(sample());
    const auto first = ask(anna_, guideline);
    ASSERT_TRUE(first);
    EXPECT_EQ(ask(berta_, guideline).error().code, ErrorCode::Conflict);
    EXPECT_EQ(commands::withdraw(services(), berta_, *first).error().code, ErrorCode::Forbidden);
    ASSERT_TRUE(commands::withdraw(services(), arne_, *first));
    const auto second = ask(berta_, guideline);
    ASSERT_TRUE(second);
    EXPECT_EQ(commands::decline(services(), anna_, *second, "").error().field, "reason");
    ASSERT_TRUE(commands::decline(services(), anna_, *second, "Kapitel 2 fehlt."));
    EXPECT_EQ(code_of_release(carla_, *second), ErrorCode::Conflict);
    EXPECT_TRUE(ask(anna_, guideline));
    EXPECT_EQ(count("edition"), 0);
}

TEST_P(GuidelineCommands, guests_and_empty_drafts_ask_in_vain) {
    const Guideline guideline = begin_guideline(sample());
    EXPECT_EQ(ask(gesa_, guideline).error().code, ErrorCode::Forbidden);
    const Guideline empty = begin_guideline({{block(9, prose::Kind::Paragraph, " ")}}, "leer");
    EXPECT_EQ(ask(anna_, empty).error().code, ErrorCode::Conflict);
}

TEST_P(GuidelineCommands, a_reason_waits_for_the_edition_and_stays_with_it) {
    const Guideline guideline = begin_guideline(sample());
    ASSERT_TRUE(commands::release(services(), berta_, *ask(anna_, guideline)));
    write_at_end(guideline, " Und wer nicht?");
    const commands::WantedReasons wanted{
        guideline.id, {{uid(4), " Es fehlte. "}, {uid(3), "Dieser Absatz bleibt, wie er ist."}}
    };
    EXPECT_EQ(commands::keep_reasons(services(), gesa_, wanted).error().code, ErrorCode::Forbidden);
    ASSERT_TRUE(commands::keep_reasons(services(), anna_, wanted));
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    EXPECT_EQ(commands::keep_reasons(services(), anna_, wanted).error().code, ErrorCode::Conflict);
    ASSERT_TRUE(commands::release(services(), berta_, *request));

    auto transaction = begin(sql::Access::Read);
    const auto kept = store::edition_reasons(transaction, guideline.id, 2);
    ASSERT_TRUE(kept) << kept.error().detail;
    EXPECT_EQ(*kept, (Reasons{{uid(4), "Es fehlte."}}));
    EXPECT_TRUE(store::reasons_of(transaction, guideline.id)->empty());
    for (const char* name : {"aenderungen.json", "aenderungen.html", "leitlinie-vorgang.zip"}) {
        const auto file = store::file(transaction, guideline.id, 2, name);
        ASSERT_TRUE(file) << name;
        EXPECT_TRUE(as_text(file->bytes).contains("Es fehlte.")) << name;
        EXPECT_FALSE(as_text(file->bytes).contains("bleibt, wie er ist")) << name;
    }
    const auto entries =
        trail::entries_of(transaction, {.kind = "guideline", .id = trail::any(guideline.id)});
    const auto given = std::ranges::count_if(*entries, [](const trail::Shown& entry) {
        return entry.action == "guideline.reasons_given"
               && !entry.payload.value_or("").contains("Es fehlte");
    });
    EXPECT_EQ(given, 1) << "the trail names the paragraphs, not the words";
}

TEST_P(GuidelineCommands, a_reason_has_a_length_and_goes_when_it_is_emptied) {
    const Guideline guideline = begin_guideline(sample());
    const auto give = [&](std::string words) {
        return commands::keep_reasons(
            services(), anna_, {.guideline = guideline.id, .reasons = {{uid(4), std::move(words)}}}
        );
    };
    EXPECT_EQ(give(std::string(1'001, 'x')).error().field, uid(4));
    EXPECT_EQ(count("change_reason"), 0);
    ASSERT_TRUE(give("Deshalb."));
    ASSERT_TRUE(give("Doch deshalb."));
    EXPECT_EQ(count("change_reason WHERE words = 'Doch deshalb.'"), 1);
    ASSERT_TRUE(give(" "));
    EXPECT_EQ(count("change_reason"), 0);
}

TEST_P(GuidelineCommands, a_date_before_the_newest_edition_is_wrong) {
    const Guideline guideline = begin_guideline(sample());
    ASSERT_TRUE(commands::release(services(), berta_, *ask(anna_, guideline)));
    write_at_end(guideline, " Neu.");
    auto earlier = wanted(guideline);
    earlier.date = earlier.date - std::chrono::days(1);
    const auto request = commands::request_release(services(), anna_, earlier);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().field, "date");
}

TEST_P(GuidelineCommands, every_command_is_in_the_trail_and_in_the_outbox) {
    const Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    auto transaction = begin(sql::Access::Read);
    const auto entries =
        trail::entries_of(transaction, {.kind = "guideline", .id = trail::any(guideline.id)});
    ASSERT_TRUE(entries);
    std::vector<std::string> actions;
    for (const auto& entry : *entries)
        actions.push_back(entry.action);
    EXPECT_EQ(
        actions,
        (std::vector<std::string>{
            "guideline.published", "guideline.release_requested", "guideline.created"
        })
    );
    EXPECT_EQ(entries->front().actor, trail::any(berta_.actor));
    EXPECT_EQ(entries->front().authority, trail::any(berta_.authority));
    const auto events = network::events_after(transaction, 0, 100);
    ASSERT_TRUE(events);
    EXPECT_EQ(events->back().event.kind, "guideline.published");
}

TEST_P(GuidelineCommands, what_became_part_of_another_house_is_no_second_one) {
    const Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    {
        auto transaction = begin(sql::Access::Write);
        ASSERT_TRUE(transaction.execute(
            "UPDATE authority SET parent = ? WHERE id = ?", berta_.authority, anna_.authority
        ));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    arne_.house = berta_.house;
    for (const network::Viewer& viewer : {arne_, berta_}) {
        const auto refused = commands::release(services(), viewer, *request);
        ASSERT_FALSE(refused) << viewer.name;
        EXPECT_EQ(refused.error().code, ErrorCode::Forbidden) << viewer.name;
    }
    EXPECT_TRUE(commands::withdraw(services(), arne_, *request)) << "it is still their request";
}

TEST_P(GuidelineCommands, nor_is_a_unit_that_left_its_house) {
    const Guideline guideline = begin_guideline(sample());
    // Anna's authority was a unit of Berta's when she asked, and is none any more.
    anna_.house = berta_.house;
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    for (const network::Viewer& viewer : {arne_, berta_}) {
        const auto refused = commands::release(services(), viewer, *request);
        ASSERT_FALSE(refused) << viewer.name;
        EXPECT_EQ(refused.error().code, ErrorCode::Forbidden) << viewer.name;
    }
    EXPECT_TRUE(commands::release(services(), carla_, *request));
}

TEST_P(GuidelineCommands, the_trail_of_a_much_rendered_guideline_still_begins_with_its_beginning) {
    const Guideline guideline = begin_guideline(sample());
    {
        auto transaction = begin(sql::Access::Write);
        const trail::Entry rendered = network::entry_by(
            arne_, clock_.now(), "guideline.rendered", {"guideline", trail::any(guideline.id)}
        );
        for (std::int64_t i = 0; i <= trail::page_entries_max; ++i)
            ASSERT_TRUE(trail::append(transaction, randomness_, rendered));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    const auto edition = commands::release(services(), berta_, *request);
    ASSERT_TRUE(edition) << edition.error().detail;
    auto transaction = begin(sql::Access::Read);
    const auto extract = trail_extract(transaction, *edition);
    ASSERT_TRUE(extract);
    EXPECT_TRUE(extract->contains("guideline.created"));
    EXPECT_TRUE(extract->contains("guideline.published"));
    const auto view = queries::edition(transaction, guideline.key, 1);
    ASSERT_TRUE(view);
    EXPECT_EQ(view->history.back().action, "guideline.created");
}

TEST_P(GuidelineCommands, a_key_and_a_draft_belong_to_one_guideline) {
    const Guideline guideline = begin_guideline(sample());
    const auto same_key =
        commands::create(services(), anna_.actor, {.title = "Andere", .key = guideline.key});
    EXPECT_EQ(same_key.error().field, "key");
    const auto same_draft =
        commands::create(services(), anna_.actor, {.title = "Andere", .draft = guideline.draft});
    EXPECT_EQ(same_draft.error().field, "draft");
    const auto fresh = commands::create(services(), anna_.actor, {.title = "Daten & Bias"});
    ASSERT_TRUE(fresh) << fresh.error().detail;
    EXPECT_EQ(fresh->key, "daten-bias");
    EXPECT_EQ(count("document"), 2);
}

TEST_P(GuidelineCommands, an_imported_edition_keeps_its_date_and_its_houses) {
    const Guideline guideline = begin_guideline(sample());
    prose::Prose old = sample();
    old.blocks.pop_back();
    old.blocks.back().uid.clear();
    const auto day = *instant_from_iso("2023-05-10");
    const commands::ImportedEdition imported{
        .date = day, .legal_state = "Mai 2023", .released_by = {"Haus X"}, .prose = old
    };
    const auto edition = commands::import_edition(services(), anna_.actor, guideline.id, imported);
    ASSERT_TRUE(edition) << edition.error().detail;
    EXPECT_EQ(editions(guideline).front(), *edition);
    EXPECT_EQ(edition->published_at, day);
    EXPECT_EQ(edition->released_by, std::vector<std::string>{"Haus X"});
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    EXPECT_EQ(commands::release(services(), berta_, *request)->number, 2);
}

/// Every source of the folder, so that no statement can hide in another file.
std::string sources_of_folder() {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("domain/guideline")) {
        // The one exception, by two persons and with a reason: domain/guideline/redaction.
        if (entry.path().string().contains("/redaction/")) continue;
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
        std::ifstream in(entry.path());
        std::ostringstream text;
        text << in.rdbuf();
        all += text.str();
    }
    return all;
}

TEST(Immutability, no_statement_changes_or_removes_what_was_published) {
    const std::string all = sources_of_folder();
    ASSERT_NE(all.find("INSERT INTO edition "), std::string::npos);
    const std::regex changing(
        R"((UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE|DROP TABLE)\s+)"
        R"((edition\w*|content|guideline)\b(?!\s+SET file_number\b))",
        std::regex::icase
    );
    std::smatch found;
    EXPECT_FALSE(std::regex_search(all, found, changing)) << found.str();
}

} // namespace
} // namespace denkraum::guideline
