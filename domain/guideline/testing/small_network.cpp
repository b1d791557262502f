// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/testing/small_network.hpp"

#include <utility>

#include "base/check.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/text/model.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::guideline {
namespace {

network::AuthorityId house_id(char house) {
    network::AuthorityId::Raw raw{};
    raw.fill(static_cast<std::uint8_t>(house));
    return network::AuthorityId(raw);
}

} // namespace

void SmallNetwork::execute(std::string_view statement, auto... values) {
    auto transaction = begin(sql::Access::Write);
    const auto done = transaction.execute(statement, values...);
    CHECK(done.has_value(), "the test's own statement works");
    CHECK(std::move(transaction).commit().has_value(), "the test database can be written");
}

sql::Transaction SmallNetwork::begin(sql::Access access) {
    auto transaction = database().begin(access);
    CHECK(transaction.has_value(), "the test database is free");
    return *std::move(transaction);
}

std::int64_t SmallNetwork::count(std::string_view table) {
    auto transaction = begin(sql::Access::Read);
    return transaction.query_value<std::int64_t>("SELECT count(*) FROM " + std::string(table))
        .value_or(-1);
}

void SmallNetwork::SetUp() {
    open("migrations/main");
    if (IsSkipped() || HasFatalFailure()) return;
    auto log = sql::sqlite::open(folder() / "log.db");
    ASSERT_TRUE(log) << log.error().detail;
    log_ = *std::move(log);
    const auto migrations = sql::read_migrations("migrations/log");
    ASSERT_TRUE(migrations) << migrations.error().detail;
    ASSERT_TRUE(sql::migrate(*log_, *migrations, SystemClock()));
    for (const char house : {'A', 'B', 'C'}) {
        const std::string name = std::string("Haus ") + house;
        execute(
            "INSERT INTO authority (id, key, name, short_name, kind, state, sort_key, created_at) "
            "VALUES (?, ?, ?, ?, 'other', 'member', ?, ?)",
            house_id(house),
            std::string("haus-") + house,
            name,
            std::string(1, house),
            as_bytes(name),
            clock_.now()
        );
    }
    anna_ = add_member("Anna", 'A', network::Role::Expert);
    arne_ = add_member("Arne", 'A', network::Role::Delegate);
    berta_ = add_member("Berta", 'B', network::Role::Expert);
    bodo_ = add_member("Bodo", 'B', network::Role::Deputy);
    gesa_ = add_member("Gesa", 'B', network::Role::Guest);
    carla_ = add_member("Carla", 'C', network::Role::Coordination);
    cosmo_ = add_member("Cosmo", 'A', network::Role::Coordination);
}

network::Viewer SmallNetwork::add_member(std::string name, char house, network::Role role) {
    const Instant now = clock_.now();
    network::Viewer viewer{
        .member = network::MemberId::make(now, randomness_),
        .actor = network::ActorId::make(now, randomness_),
        .authority = house_id(house),
        .house = house_id(house),
        .role = role,
        .name = std::move(name),
        .authority_name = std::string(1, house),
        .takes_part = true,
        .has_voice = true
    };
    execute(
        "INSERT INTO member (id, authority, role, state, actor, created_at) "
        "VALUES (?, ?, ?, 'active', ?, ?)",
        viewer.member,
        viewer.authority,
        network::code_of(role),
        viewer.actor,
        now
    );
    execute(
        "INSERT INTO person (member, name, email, email_key, job, sort_key) "
        "VALUES (?, ?, ?, ?, '', ?)",
        viewer.member,
        viewer.name,
        viewer.name + "@example.org",
        viewer.name + "@example.org",
        as_bytes(viewer.name)
    );
    execute(
        "INSERT INTO actor (id, kind, member, authority, role, since) "
        "VALUES (?, 'member', ?, ?, ?, ?)",
        viewer.actor,
        viewer.member,
        viewer.authority,
        network::code_of(role),
        now
    );
    return viewer;
}

Guideline SmallNetwork::begin_guideline(prose::Prose draft, std::string key) {
    const auto document = document::commands::create(
        services(), anna_.actor, {.title = "Leitlinie KI-Einsatz", .prose = std::move(draft)}
    );
    CHECK(document.has_value(), "a draft can be begun");
    const auto guideline = commands::create(
        services(),
        anna_.actor,
        {.title = "Leitlinie KI-Einsatz", .key = std::move(key), .draft = *document}
    );
    CHECK(guideline.has_value(), "a guideline can be begun");
    return *guideline;
}

void SmallNetwork::write_at_end(const Guideline& guideline, std::string_view words) {
    auto transaction = log_->begin(sql::Access::Write);
    ASSERT_TRUE(transaction);
    auto loaded = document::update_log::load(*transaction, guideline.draft);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    constexpr crdt::ClientId client = 77;
    crdt::Edit edit(loaded->doc, client);
    const crdt::Index end{loaded->doc.length(document::text::text_root)};
    ASSERT_TRUE(edit.insert_text(document::text::text_root, end, words));
    const document::Record record{
        .document = guideline.draft,
        .seq = loaded->seq + 1,
        .actor = berta_.actor,
        .at = clock_.now(),
        .update = edit.finish()
    };
    const auto seal = document::seal(loaded->chain, record, randomness_);
    ASSERT_TRUE(document::update_log::append(*transaction, record, seal));
    ASSERT_TRUE(std::move(*transaction).commit());
}

commands::WantedRelease SmallNetwork::wanted(const Guideline& guideline) {
    const auto reading = document::queries::current(*log_, guideline.draft);
    CHECK(reading.has_value(), "the draft can be read");
    return {
        .guideline = guideline.id,
        .date = clock_.now(),
        .legal_state = "Stand November 2026",
        .seen = hash_of(publishable(reading->prose, guideline.draft))
    };
}

std::string SmallNetwork::uid(std::uint8_t number) {
    ParagraphId::Raw raw{};
    raw[15] = number;
    return ParagraphId(raw).text();
}

prose::Block SmallNetwork::block(std::uint8_t number, prose::Kind kind, std::string words) {
    prose::Block made = prose::block_of(kind, std::move(words));
    made.uid = uid(number);
    return made;
}

prose::Prose SmallNetwork::sample() {
    return {
        {block(1, prose::Kind::Heading, "Werte"),
         block(2, prose::Kind::Principle, "Menschen entscheiden."),
         block(3, prose::Kind::CommitmentClause, "Wir prüfen vorher."),
         block(4, prose::Kind::CheckQuestion, "Wer wurde gehört?")}
    };
}

} // namespace denkraum::guideline
