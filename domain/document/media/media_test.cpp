// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "base/json/json.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/limits.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/media/queries.hpp"
#include "domain/document/media/routes.hpp"
#include "domain/document/media/words.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"
#include "platform/image/testing/sample_png.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::media {
namespace {

class Images : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_ = *std::move(opened);
        ASSERT_TRUE(sql::migrate(*log_, *sql::read_migrations("migrations/log"), clock));
        add_routes(router, {*door, with()});
        auto main = database().begin(sql::Access::Read);
        actor_ = network::queries::member(*main, expert)->member.actor;
    }

    commands::Services with() { return {database(), *log_, clock, randomness}; }
    DocumentId make() {
        auto made = commands::create(with(), actor_, {.title = "Entwurf"});
        EXPECT_TRUE(made.has_value());
        return *made;
    }
    http::Response upload(network::Browser& browser, DocumentId document, ByteView bytes) {
        browser.get("/konto"); // any page with the token of the session
        return browser.upload("/dokumente/" + document.text() + "/bilder", "foto.png", bytes);
    }
    Done publish_now(const std::string& hash) {
        auto main = database().begin(sql::Access::Write);
        const std::array<std::string, 1> hashes{hash};
        DK_DO(publish(*main, hashes));
        return std::move(*main).commit();
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_;
    network::ActorId actor_;
};
DK_ON_BOTH_DATABASES(Images);

std::string hash_in(const http::Response& response) {
    const auto says = json::parse(network::body_of(response));
    return std::string(json::text_or(says->get_object(), "hash"));
}

TEST_P(Images, one_is_stored_once_and_seen_by_members_until_it_is_published) {
    auto browser = signed_in_as(expert_email);
    const DocumentId document = make();
    const auto taken = upload(browser, document, image::sample_png(30, 20));
    ASSERT_EQ(taken.status, 200) << network::body_of(taken);
    const std::string hash = hash_in(taken);
    EXPECT_EQ(hash_in(upload(browser, make(), image::sample_png(30, 20))), hash);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM document_image"), 2);
    EXPECT_NE(network::body_of(taken).find(R"("width":30,"height":20)"), std::string::npos);

    const std::string address = "/bilder/" + hash;
    const auto seen = browser.get(address);
    EXPECT_EQ(seen.status, 200);
    EXPECT_TRUE(image::renewed(seen.body_bytes()).has_value());
    EXPECT_EQ(to_hex(secret::sha256(seen.body_bytes())), hash);
    network::Browser stranger(router);
    EXPECT_EQ(stranger.get(address).status, 404);
    ASSERT_TRUE(publish_now(hash).has_value());
    EXPECT_EQ(stranger.get(address).status, 200);
    EXPECT_EQ(stranger.get("/bilder/" + std::string(64, '0')).status, 404);
    EXPECT_EQ(stranger.get("/bilder/kein-hash").status, 404);
}

TEST_P(Images, one_that_was_erased_is_gone_for_everybody_and_does_not_come_back) {
    auto browser = signed_in_as(expert_email);
    const DocumentId document = make();
    const std::string hash = hash_in(upload(browser, document, image::sample_png(30, 20)));
    ASSERT_TRUE(publish_now(hash).has_value());
    {
        auto main = database().begin(sql::Access::Write);
        const std::array<std::string, 2> hashes{hash, std::string(64, '0')};
        ASSERT_TRUE(erase(*main, hashes).has_value());
        ASSERT_TRUE(std::move(*main).commit().has_value());
    }
    network::Browser stranger(router);
    for (network::Browser* one : {&browser, &stranger}) {
        const auto gone = one->get("/bilder/" + hash);
        EXPECT_EQ(gone.status, 410);
        EXPECT_NE(network::body_of(gone).find("für immer entfernt"), std::string::npos);
    }
    const auto again = upload(browser, document, image::sample_png(30, 20));
    EXPECT_EQ(again.status, 409);
    EXPECT_NE(network::body_of(again).find("für immer entfernt"), std::string::npos);
    EXPECT_EQ(browser.get("/bilder/" + hash).status, 410);
    auto main = database().begin(sql::Access::Read);
    EXPECT_EQ(queries::file(*main, hash).error().code, ErrorCode::NotFound);
    EXPECT_EQ(count("SELECT length(bytes) FROM image"), 0);
}

TEST_P(Images, the_answer_says_for_how_long_and_for_whom_it_holds) {
    const auto one = picture_response("image/png", {1, 2}, true);
    const auto& open = std::get<std::shared_ptr<const http::Content>>(one.body);
    EXPECT_NE(open->head().find("public, max-age=31536000, immutable"), std::string::npos);
    EXPECT_NE(open->head().find("Content-Type: image/png"), std::string::npos);
    const auto other = picture_response("image/png", {1, 2}, false);
    const auto& closed = std::get<std::shared_ptr<const http::Content>>(other.body);
    EXPECT_NE(closed->head().find("private, max-age"), std::string::npos);
}

TEST_P(Images, what_is_none_is_refused_with_a_sentence) {
    auto browser = signed_in_as(expert_email);
    const DocumentId document = make();
    const auto refused = upload(browser, document, as_bytes("GIF89a und so weiter"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(network::body_of(refused).find("PNG und JPEG"), std::string::npos);
    const auto nowhere =
        upload(browser, DocumentId::make(clock.now(), randomness), image::sample_png(3, 3));
    EXPECT_EQ(nowhere.status, 404);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 0) << "nothing is left behind";
}

TEST_P(Images, guests_and_foreign_pages_add_none) {
    const DocumentId document = make();
    add(network::Role::Guest, "gast@agentur.example");
    auto guest = signed_in_as("gast@agentur.example");
    EXPECT_EQ(upload(guest, document, image::sample_png(3, 3)).status, 403);
    auto browser = signed_in_as(expert_email);
    browser.get("/konto");
    browser.site = "cross-site";
    const std::string address = "/dokumente/" + document.text() + "/bilder";
    EXPECT_EQ(browser.upload(address, "x.png", image::sample_png(3, 3)).status, 403);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 0);
}

TEST_P(Images, many_at_once_have_to_wait) {
    auto browser = signed_in_as(expert_email);
    const DocumentId document = make();
    int taken = 0;
    for (std::size_t i = 0; i < uploads_burst + 3; ++i)
        taken += upload(browser, document, image::sample_png(2, 2)).status == 200 ? 1 : 0;
    EXPECT_EQ(taken, uploads_burst);
    clock.advance(upload_every);
    EXPECT_EQ(upload(browser, document, image::sample_png(2, 2)).status, 200);
}

TEST_P(Images, those_of_an_import_are_kept_before_their_document) {
    const auto picture = image::renewed(image::sample_png(5, 4));
    ASSERT_TRUE(picture.has_value());
    ASSERT_TRUE(keep(with(), *picture) && keep(with(), *picture));
    const std::array<std::string, 2> hashes{image_of(*picture).hash, std::string(64, '0')};
    const network::Viewer viewer{.member = expert, .actor = actor_, .authority = agency};
    const DocumentId document = make();
    auto main = database().begin(sql::Access::Write);
    ASSERT_TRUE(main.has_value());
    ASSERT_TRUE(adopt(with(), *main, viewer, document, hashes));
    ASSERT_TRUE(std::move(*main).commit());
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM document_image"), 1);
}

TEST(ImagesOfAText, are_found_in_tables_and_once) {
    const prose::Image image{
        .hash = std::string(64, 'a'),
        .type = "image/png",
        .width = 2,
        .height = 1,
        .alternative = "ein Strich"
    };
    prose::Block block = prose::block_of(prose::Kind::Paragraph, "Siehe ");
    block.content.push_back(prose::inline_of(image));
    prose::Block table{.kind = prose::Kind::Table};
    table.table.rows = {{{prose::inline_of(image)}}};
    EXPECT_EQ(hashes_in({{block, table}}), std::vector<std::string>{image.hash});
    EXPECT_EQ(addresses()(image), "/bilder/" + image.hash);
}

} // namespace
} // namespace denkraum::document::media
