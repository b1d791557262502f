// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <limits>

#include "domain/document/comparison/diff_html.hpp"
#include "domain/document/history/restore.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/tables.hpp"
#include "domain/document/timeline/commands.hpp"
#include "domain/document/timeline/routes.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::timeline {
namespace {

using network::body_of;

class LookingBack : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_database_ = *std::move(opened);
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value());
        ASSERT_TRUE(sql::migrate(*log_database_, *migrations, clock).has_value());
        auto loops = run::Loops::start(1, [](std::string_view) {});
        ASSERT_TRUE(loops.has_value());
        loops_.emplace(*std::move(loops));
        auto workers = run::Workers::start({.threads = 1}, [](std::string_view) {});
        ASSERT_TRUE(workers.has_value());
        workers_.emplace(*std::move(workers));
        rooms_.emplace(room::Rooms::Parts{
            .main = database(),
            .log = *log_database_,
            .loops = *loops_,
            .workers = *workers_,
            .clock = clock,
            .randomness = randomness,
            .journal = *log
        });
        site_ = std::make_shared<Site>(*door, with(), *rooms_);
        add_routes(router, site_);
        begin_document();
    }

    void TearDown() override {
        if (rooms_) rooms_->close();
        if (workers_) workers_->stop();
        if (loops_) loops_->stop();
        network::World::TearDown();
    }

    document::commands::Services with() { return {database(), *log_database_, clock, randomness}; }

    void begin_document() {
        auto main = database().begin(sql::Access::Read);
        ASSERT_TRUE(main.has_value());
        const auto member = network::queries::member(*main, expert);
        ASSERT_TRUE(member.has_value());
        viewer_.member = expert;
        viewer_.actor = member->member.actor;
        viewer_.authority = member->member.authority;
        viewer_.role = network::Role::Expert;
        std::move(*main).commit().value();
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(prose::Kind::Heading, "Werte"));
        prose.blocks[0].level = 1;
        prose.blocks[0].uid = first_uid;
        prose.blocks.push_back(prose::block_of(prose::Kind::Principle, "Menschen entscheiden."));
        prose.blocks[1].uid = second_uid;
        auto made = document::commands::create(
            with(), viewer_.actor, {.title = "Entwurf", .prose = std::move(prose)}
        );
        ASSERT_TRUE(made.has_value()) << made.error().detail;
        id_ = *made;
    }

    /// Somebody changes the text, through the room like everybody.
    template <class Make>
    Seq write(Make make) {
        clock.advance(pause_);
        const auto seq = rooms_->change(
            id_,
            {.actor = writer_.value_or(viewer_.actor),
             .client = client_,
             .kind = RecordKind::Edit,
             .make = [&](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
                 crdt::Edit edit(doc, client);
                 make(edit, doc);
                 return edit.finish();
             }}
        );
        EXPECT_TRUE(seq.has_value()) << seq.error().detail;
        return seq.value_or(0);
    }
    Seq write_at_end(std::string_view words) {
        return write([&](crdt::Edit& edit, crdt::Doc& doc) {
            const crdt::Index end{doc.length(text::text_root)};
            EXPECT_TRUE(edit.insert_text(text::text_root, end, words));
        });
    }
    std::string words() {
        const auto reading = queries::current(*log_database_, id_);
        EXPECT_TRUE(reading.has_value());
        return prose::plain_text(reading->prose);
    }
    std::string address(std::string_view rest) {
        return "/dokumente/" + id_.text() + std::string(rest);
    }
    std::vector<std::string> actions() {
        auto main = database().begin(sql::Access::Read);
        std::vector<std::string> found;
        const auto entries = trail::entries_of(*main, {"document", trail::any(id_)});
        for (const auto& entry : *entries)
            found.push_back(entry.action);
        return found;
    }

    static constexpr const char* first_uid = "AZGJ8c3kcUqXr0iVYVn7Jg";
    static constexpr const char* second_uid = "AZGJ8c3kcUqXr0iVYVn7Jw";

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_database_;
    std::optional<run::Loops> loops_;
    std::optional<run::Workers> workers_;
    std::optional<room::Rooms> rooms_;
    std::shared_ptr<Site> site_;
    network::Viewer viewer_;
    std::chrono::seconds pause_ = std::chrono::minutes(30); ///< before each change
    std::optional<network::ActorId> writer_;                ///< somebody else than the expert
    crdt::ClientId client_ = 4711;
    DocumentId id_;
};
DK_ON_BOTH_DATABASES(LookingBack);

TEST_P(LookingBack, the_time_line_says_who_wrote_how_much_where) {
    write_at_end(" Immer und überall.");
    auto browser = signed_in_as(expert_email);
    const std::string body = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(body.contains("3 Wörter dazu")) << body;
    EXPECT_TRUE(body.contains("Übernommen durch"));
    EXPECT_TRUE(body.contains("2 Sitzungen"));
    EXPECT_TRUE(body.contains("<td class=\"kern-table__cell\">Werte</td>"));
}

TEST_P(LookingBack, what_is_written_without_a_pause_of_ten_minutes_is_one_sitting) {
    auto browser = signed_in_as(expert_email);
    write_at_end(" Eins");
    pause_ = std::chrono::minutes(10);
    write_at_end(" zwei");
    write_at_end(" drei");
    const std::string one = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(one.contains("2 Sitzungen")) << "the import, and three records as one" << one;
    EXPECT_TRUE(one.contains("3 Wörter dazu"));
    EXPECT_TRUE(one.contains("von=1&amp;bis=4")) << "compared from its first record to its last";
    pause_ += std::chrono::seconds(1);
    write_at_end(" vier");
    const std::string two = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(two.contains("3 Sitzungen")) << two;
    EXPECT_TRUE(two.contains("3 Wörter dazu"));
    EXPECT_TRUE(two.contains("1 Wort dazu"));
}

TEST_P(LookingBack, two_who_write_at_the_same_time_have_a_sitting_each) {
    auto main = database().begin(sql::Access::Read);
    const auto other = network::queries::member(*main, coordinator);
    ASSERT_TRUE(std::move(*main).commit());
    auto browser = signed_in_as(expert_email);
    write_at_end(" Eins");
    pause_ = std::chrono::minutes(1);
    for (const char* words : {" zwei", " drei"}) {
        writer_ = other->member.actor;
        client_ = 4712;
        write_at_end(words);
        writer_.reset();
        client_ = 4711;
        write_at_end(words);
    }
    const std::string page = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(page.contains("3 Sitzungen")) << page;
    EXPECT_TRUE(page.contains("3 Wörter dazu")) << "the expert's";
    EXPECT_TRUE(page.contains("2 Wörter dazu")) << "the coordination's, between them";
    EXPECT_TRUE(page.contains("Musterministerium"));
}

TEST_P(LookingBack, words_in_cells_of_tables_are_counted_and_have_their_writer) {
    write([&](crdt::Edit& edit, crdt::Doc&) {
        const std::vector<prose::Row> rows{
            {{{.text = "Antrag prüfen"}}, {{.text = "drei Tage"}}},
            {{{.text = "Bescheid"}}, {}},
        };
        EXPECT_TRUE(text::write_rows(edit, second_uid, rows));
    });
    auto browser = signed_in_as(expert_email);
    EXPECT_TRUE(body_of(browser.get(address("/verlauf"))).contains("5 Wörter dazu"));
    const auto page = body_of(browser.get(address("/absatz/" + std::string(second_uid))));
    EXPECT_TRUE(page.contains("drei Tage")) << page;
}

TEST_P(LookingBack, words_of_a_table_that_is_deleted_as_a_whole_are_counted_as_removed) {
    constexpr const char* table_uid = "AZGJ8c3kcUqXr0iVYVn7KA";
    write([&](crdt::Edit& edit, crdt::Doc& doc) {
        const std::string marker = R"({"b":")" + std::string(table_uid) + R"(","kind":"table"})";
        const crdt::Index end{doc.length(text::text_root)};
        EXPECT_TRUE(edit.insert_embed(text::text_root, end, marker));
        EXPECT_TRUE(text::write_rows(
            edit, table_uid, {{{{.text = "Antrag prüfen"}}, {{.text = "drei Tage"}}}}
        ));
    });
    clock.advance(std::chrono::hours(1));
    write([&](crdt::Edit& edit, crdt::Doc& doc) {
        EXPECT_TRUE(edit.remove(text::text_root, crdt::Index{doc.length(text::text_root) - 1}, 1));
    });
    EXPECT_FALSE(words().contains("Antrag"));
    auto browser = signed_in_as(expert_email);
    const std::string body = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(body.contains("4 Wörter dazu")) << body;
    EXPECT_TRUE(body.contains("4 Wörter weg")) << body;
    const std::string compared = body_of(browser.get(address("/vergleich?von=2&bis=3")));
    EXPECT_TRUE(compared.contains("Gestrichen")) << compared;
    EXPECT_TRUE(compared.contains("gestrichen: </span>Antrag prüfen</del>")) << compared;
}

TEST_P(LookingBack, nobody_is_named_before_they_agreed_and_again_nobody_after_they_withdrew) {
    write_at_end(" Immer.");
    auto browser = signed_in_as(coordinator_email);
    const std::string name = "Frieda Fachfrau";
    const std::string paragraph = "/absatz/" + std::string(second_uid);
    const auto is_named = [&](const std::string& rest) {
        return body_of(browser.get(address(rest))).contains(name);
    };
    const std::string person = "/verlauf?wer=person-" + expert.text();
    EXPECT_FALSE(is_named("/verlauf"));
    EXPECT_FALSE(is_named(paragraph));
    EXPECT_TRUE(body_of(browser.get(address(paragraph))).contains("Musteragentur"));
    EXPECT_TRUE(body_of(browser.get(address(person))).contains("0 Sitzungen"));

    auto own = signed_in_as(expert_email);
    (void)own.get("/konto");
    EXPECT_EQ(own.post("/konto/name", {{"named", "1"}}).status, 303);
    EXPECT_TRUE(is_named("/verlauf"));
    EXPECT_TRUE(is_named(paragraph));
    EXPECT_TRUE(body_of(browser.get(address(person))).contains("2 Sitzungen"));

    (void)own.get("/konto");
    EXPECT_EQ(own.post("/konto/name", {}).status, 303);
    EXPECT_FALSE(is_named("/verlauf"));
    EXPECT_FALSE(is_named(paragraph));
}

TEST_P(LookingBack, the_time_line_can_be_narrowed_to_a_house) {
    write_at_end(" Immer.");
    auto browser = signed_in_as(expert_email);
    const std::string house = "haus-" + viewer_.authority.text();
    EXPECT_TRUE(body_of(browser.get(address("/verlauf?wer=" + house))).contains("2 Sitzungen"));
    EXPECT_TRUE(body_of(browser.get(address("/verlauf?wer=haus-x"))).contains("0 Sitzungen"));
}

TEST_P(LookingBack, any_point_can_be_read_again) {
    const Seq seq = write_at_end(" Immer.");
    write_at_end(" Überall.");
    const auto then = site_->histories.reading(id_, seq);
    ASSERT_TRUE(then.has_value());
    EXPECT_EQ(prose::plain_text((*then)->prose), "Werte\nMenschen entscheiden. Immer.\n");
    EXPECT_EQ(site_->histories.reading(id_, 99).error().code, ErrorCode::NotFound);
    auto browser = signed_in_as(expert_email);
    const auto page = browser.get(address("/stand/" + std::to_string(seq)));
    EXPECT_TRUE(body_of(page).contains("Sie lesen einen früheren Stand."));
    EXPECT_FALSE(body_of(page).contains("Überall"));
    EXPECT_EQ(browser.get(address("/stand/99")).status, 404);
    EXPECT_EQ(browser.get(address("/stand/x")).status, 404);
}

TEST_P(LookingBack, two_points_are_compared_in_the_text_and_side_by_side) {
    write_at_end(" Immer.");
    auto browser = signed_in_as(expert_email);
    const std::string in_text = body_of(browser.get(address("/vergleich?von=1&bis=2")));
    EXPECT_TRUE(in_text.contains("<ins")) << in_text;
    EXPECT_TRUE(in_text.contains("Immer."));
    const auto beside = browser.get(address("/vergleich?von=1&bis=2&ansicht=spalten"));
    EXPECT_TRUE(body_of(beside).contains("dk-diff__side"));
    EXPECT_EQ(browser.get(address("/vergleich?von=1&bis=7")).status, 404);
}

/// What stands in the option that is chosen first in a select.
std::string chosen_in(const std::string& page, const std::string& select) {
    const std::string rest = network::between(page, "name=\"" + select + "\"", "</select>");
    const std::size_t chosen = rest.find("\" selected>");
    EXPECT_NE(chosen, std::string::npos) << page;
    const std::size_t begin = rest.rfind('"', chosen - 1) + 1;
    return rest.substr(begin, chosen - begin);
}

TEST_P(LookingBack, any_two_points_are_offered_for_a_comparison_with_sensible_ones_chosen) {
    auto browser = signed_in_as(expert_email);
    EXPECT_FALSE(body_of(browser.get(address("/verlauf"))).contains("Zwei Stände vergleichen"))
        << "one state has nothing to be compared with";
    write_at_end(" Immer.");
    write_at_end(" Überall.");
    const std::string plain = body_of(browser.get(address("/verlauf")));
    EXPECT_EQ(chosen_in(plain, "von"), "2") << "before the newest sitting";
    EXPECT_EQ(chosen_in(plain, "bis"), "3");
    for (const char* value : {"value=\"1\"", "value=\"2\"", "value=\"3\""})
        EXPECT_TRUE(plain.contains(value)) << value;
    EXPECT_TRUE(plain.contains(">Heute: "));
    (void)browser.get(address("/stand/1"));
    (void)browser.post(address("/punkte"), {{"stand", "1"}, {"name", "Erste Fassung"}});
    const std::string named = body_of(browser.get(address("/verlauf")));
    EXPECT_TRUE(named.contains(">Benannt: Erste Fassung<"));
    EXPECT_EQ(chosen_in(named, "von"), "1") << "the newest named state";
    const std::string elsewhere = body_of(browser.get(address("/verlauf?wer=haus-x")));
    EXPECT_EQ(chosen_in(elsewhere, "bis"), "3") << "whatever the table is narrowed to";
    const std::string turned = body_of(browser.get(address("/vergleich?von=3&bis=1")));
    EXPECT_TRUE(turned.contains("<ins")) << "the older one comes first";
    EXPECT_FALSE(turned.contains("<del"));
}

TEST_P(LookingBack, a_named_point_stands_in_the_time_line_until_its_name_is_removed) {
    auto browser = signed_in_as(expert_email);
    (void)browser.get(address("/stand/1"));
    const auto named =
        browser.post(address("/punkte"), {{"stand", "1"}, {"name", "Erste Fassung"}});
    EXPECT_EQ(named.status, 303);
    EXPECT_TRUE(body_of(browser.get(address("/verlauf"))).contains("Erste Fassung"));
    (void)browser.get(address("/stand/1"));
    EXPECT_EQ(browser.post(address("/punkte"), {{"stand", "1"}, {"name", " "}}).status, 422);
    EXPECT_EQ(browser.post(address("/punkte"), {{"stand", "9"}, {"name", "Neun"}}).status, 404);
    auto main = database().begin(sql::Access::Read);
    const auto points = store::points(*main, id_);
    ASSERT_EQ(points->size(), 1U);
    std::move(*main).commit().value();
    ASSERT_TRUE(commands::remove_point(with(), viewer_, id_, points->front().id));
    EXPECT_FALSE(body_of(browser.get(address("/verlauf")))
                     .contains("<h2 class=\"kern-heading-medium\">Benannte"));
    const auto all = actions();
    EXPECT_EQ(std::count(all.begin(), all.end(), "document.point_named"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "document.point_removed"), 1);
}

TEST_P(LookingBack, a_point_is_brought_back_as_a_new_change_and_that_is_undone_the_same_way) {
    const std::string before = words();
    const Seq changed = write([&](crdt::Edit& edit, crdt::Doc&) {
        EXPECT_TRUE(edit.remove(text::text_root, crdt::Index{7}, 8));
    });
    const std::string after = words();
    ASSERT_NE(before, after);
    const auto done =
        commands::restore(with(), site_->histories, *rooms_, viewer_, {.document = id_, .seq = 1});
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(*done, changed + 1);
    EXPECT_EQ(words(), before);
    EXPECT_EQ(actions().front(), "document.restored");
    ASSERT_TRUE(commands::restore(
        with(), site_->histories, *rooms_, viewer_, {.document = id_, .seq = changed}
    ));
    EXPECT_EQ(words(), after);
    auto browser = signed_in_as(expert_email);
    EXPECT_TRUE(body_of(browser.get(address("/verlauf"))).contains("Zurückgeholt durch"));
    auto log_reading = log_database_->begin(sql::Access::Read);
    EXPECT_EQ(update_log::verify(*log_reading, id_).value_or(0), changed + 2);
}

TEST_P(LookingBack, one_paragraph_comes_back_and_the_others_stay_as_they_are) {
    write([&](crdt::Edit& edit, crdt::Doc& doc) {
        EXPECT_TRUE(edit.insert_text(text::text_root, crdt::Index{6}, " von heute"));
        const std::uint64_t marker = 6 + 10;
        EXPECT_TRUE(
            edit.remove(text::text_root, crdt::Index{marker}, doc.length(text::text_root) - marker)
        );
    });
    EXPECT_EQ(words(), "Werte von heute\n");
    auto browser = signed_in_as(expert_email);
    (void)browser.get(address("/vergleich?von=1&bis=2"));
    const auto done =
        browser.post(address("/zurueckholen"), {{"stand", "1"}, {"absatz", second_uid}});
    EXPECT_EQ(done.status, 303) << body_of(done);
    EXPECT_EQ(words(), "Werte von heute\nMenschen entscheiden.\n");
    (void)browser.get(address("/vergleich?von=1&bis=2"));
    const auto none = browser.post(address("/zurueckholen"), {{"stand", "1"}, {"absatz", "x"}});
    EXPECT_EQ(none.status, 404);
}

TEST_P(LookingBack, a_paragraph_that_says_so_already_is_not_brought_back) {
    write_at_end(" Immer.");
    auto browser = signed_in_as(expert_email);
    const auto before = actions().size();
    const auto page = browser.get(address("/vergleich?von=1&bis=2"));
    EXPECT_FALSE(body_of(page).contains("value=\"" + std::string(first_uid) + "\""));
    const auto none =
        browser.post(address("/zurueckholen"), {{"stand", "1"}, {"absatz", first_uid}});
    EXPECT_EQ(none.status, 303);
    EXPECT_TRUE(body_of(browser.get(address("/verlauf"))).contains("lautet schon so"));
    EXPECT_EQ(actions().size(), before) << "nothing was done";
    EXPECT_EQ(
        commands::restore(with(), site_->histories, *rooms_, viewer_, {.document = id_, .seq = 2})
            .value(),
        std::nullopt
    );
}

TEST_P(LookingBack, what_only_moved_is_not_offered) {
    const auto moved = rooms_->change(
        id_,
        {.actor = viewer_.actor,
         .client = client_,
         .kind = RecordKind::Edit,
         .make =
             [](crdt::Doc& doc, crdt::ClientId client) {
                 prose::Prose swapped = text::project(doc).prose;
                 std::swap(swapped.blocks[0], swapped.blocks[1]);
                 return history::bring_back(doc, client, swapped);
             }}
    );
    ASSERT_TRUE(moved.has_value());
    ASSERT_EQ(words(), "Menschen entscheiden.\nWerte\n");
    auto browser = signed_in_as(expert_email);
    const std::string page = body_of(browser.get(address("/vergleich?von=1&bis=2")));
    EXPECT_FALSE(page.contains("Einzelne Absätze zurückholen"));
}

TEST_P(LookingBack, of_what_was_joined_every_paragraph_comes_back) {
    const Seq joined = write([&](crdt::Edit& edit, crdt::Doc&) {
        EXPECT_TRUE(edit.remove(text::text_root, crdt::Index{6}, 1)) << "the second marker";
    });
    ASSERT_EQ(words(), "WerteMenschen entscheiden.\n");
    auto browser = signed_in_as(expert_email);
    const std::string page = body_of(browser.get(address("/vergleich?von=1&bis=2")));
    for (const char* uid : {first_uid, second_uid})
        EXPECT_TRUE(page.contains("value=\"" + std::string(uid) + "\"")) << page;
    for (const char* uid : {first_uid, second_uid}) {
        ASSERT_TRUE(commands::restore(
                        with(),
                        site_->histories,
                        *rooms_,
                        viewer_,
                        {.document = id_, .seq = joined - 1, .uid = uid}
        )
                        .has_value());
    }
    EXPECT_EQ(words(), "Werte\nMenschen entscheiden.\n");
}

TEST_P(LookingBack, a_comparison_says_who_wrote_in_between) {
    auto main = database().begin(sql::Access::Read);
    const auto other = network::queries::member(*main, coordinator);
    ASSERT_TRUE(std::move(*main).commit());
    write_at_end(" Eins");
    writer_ = other->member.actor;
    client_ = 4712;
    write_at_end(" zwei");
    auto browser = signed_in_as(expert_email);
    const std::string both = body_of(browser.get(address("/vergleich?von=1&bis=3")));
    EXPECT_TRUE(both.contains("Wer in dieser Zeit schrieb: ")) << both;
    EXPECT_TRUE(both.contains("Musterministerium"));
    const std::string one = body_of(browser.get(address("/vergleich?von=1&bis=2")));
    EXPECT_TRUE(one.contains("Wer in dieser Zeit schrieb: "));
    EXPECT_FALSE(one.contains("Musterministerium"));
}

TEST_P(LookingBack, ones_own_words_are_no_news_and_those_of_others_are) {
    ASSERT_TRUE(commands::note_read(with(), expert, id_, 1));
    const auto is_news = [&] {
        return has_news(database(), *log_database_, expert, {id_, 1}).value();
    };
    EXPECT_FALSE(is_news());
    write_at_end(" Von mir.");
    EXPECT_FALSE(is_news()) << "one writes alone";
    auto main = database().begin(sql::Access::Read);
    writer_ = network::queries::member(*main, coordinator)->member.actor;
    ASSERT_TRUE(std::move(*main).commit());
    client_ = 4712;
    write_at_end(" Von anderen.");
    EXPECT_TRUE(is_news());
}

TEST_P(LookingBack, what_changed_since_somebody_last_read_is_one_link_away) {
    ASSERT_TRUE(commands::note_read(with(), expert, id_, 1));
    const Seq seq = write_at_end(" Immer.");
    const auto mark = commands::note_read(with(), expert, id_, seq);
    ASSERT_TRUE(mark.has_value());
    EXPECT_EQ(mark->before, 1) << "half an hour has passed";
    clock.advance(std::chrono::minutes(5));
    EXPECT_EQ(commands::note_read(with(), expert, id_, seq)->before, 1) << "the same visit";
    auto browser = signed_in_as(expert_email);
    const std::string body = body_of(browser.get(address("/vergleich?von=zuletzt")));
    EXPECT_TRUE(body.contains("seit Sie zuletzt hier lasen"));
    EXPECT_TRUE(body.contains("Immer."));
}

TEST_P(LookingBack, a_paragraph_says_who_wrote_which_words) {
    write_at_end(" Immer.");
    auto browser = signed_in_as(expert_email);
    const auto page = browser.get(address("/absatz/" + std::string(second_uid)));
    EXPECT_TRUE(body_of(page).contains("Wie dieser Absatz entstand"));
    EXPECT_TRUE(body_of(page).contains("Übernommen durch"));
    EXPECT_TRUE(body_of(page).contains(" Immer."));
    EXPECT_EQ(browser.get(address("/absatz/gibt-es-nicht")).status, 404);
    site_->in_editions = [](const network::Visit&, std::string_view uid) -> Result<html::Html> {
        return html::text("In den Ausgaben: " + std::string(uid));
    };
    const auto again = browser.get(address("/absatz/" + std::string(second_uid)));
    EXPECT_TRUE(body_of(again).contains("In den Ausgaben: " + std::string(second_uid)));
}

TEST_P(LookingBack, the_time_line_takes_the_same_number_of_statements_however_much_was_written) {
    write_at_end(" eins");
    const auto statements = [&] {
        auto browser = signed_in_as(expert_email);
        (void)browser.get(address("/verlauf"));
        // What a room does behind them only adds to it.
        auto least = std::numeric_limits<std::uint64_t>::max();
        for (int i = 0; i < 5; ++i) {
            const auto before = database().statements() + log_database_->statements();
            (void)browser.get(address("/verlauf"));
            least = std::min<std::uint64_t>(
                least, database().statements() + log_database_->statements() - before
            );
        }
        return least;
    };
    const auto few = statements();
    for (int i = 0; i < 40; ++i)
        write_at_end(" und");
    EXPECT_EQ(statements(), few);
}

TEST_P(LookingBack, who_is_not_signed_in_sees_nothing_of_a_draft) {
    network::Browser visitor(router);
    for (const auto* rest : {"/verlauf", "/stand/1", "/vergleich?von=1&bis=1", "/absatz/x"})
        EXPECT_EQ(visitor.get(address(rest)).status, 303) << rest;
}

} // namespace
} // namespace denkraum::document::timeline
