// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/testing/small_site.hpp"

#include <utility>

#include "base/check.hpp"
#include "domain/network/sessions.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::guideline {

void SmallSite::SetUp() {
    SmallNetwork::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    auto loaded = i18n::Catalogues::load(DENKRAUM_LOCALES);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    catalogues_.emplace(*loaded);
    site_log_.emplace(clock_, log::Level::Error, log::Format::Text, [](std::string_view line) {
        ADD_FAILURE() << line;
    });
    network::Site site{.name = "Muster-Netzwerk", .base_url = "https://netz.example"};
    site.key = Bytes(32, 7);
    door_.emplace(
        network::Door::Parts{database(), clock_, randomness_, *catalogues_, *site_log_}, site
    );
    shelf_.emplace(clock_);
    reading_.emplace(*door_, database(), *shelf_, ReadingSlots{.claim = "Gemeinsam denken."});
    publishing_.emplace(*door_, services(), *shelf_);
    door_->add_routes(router_);
    reading_->add_routes(router_);
    publishing_->add_routes(router_);
}

network::Browser SmallSite::browser_of(const network::Viewer& viewer) {
    const auto token = secret::make_token(randomness_);
    const network::store::NewSession session{
        .id = network::SessionId::make(clock_.now(), randomness_),
        .member = viewer.member,
        .token_hash = token.hash,
        .user_agent = "test",
        .now = clock_.now()
    };
    auto transaction = begin(sql::Access::Write);
    CHECK(network::store::insert_session(transaction, session).has_value(), "a session begins");
    CHECK(std::move(transaction).commit().has_value(), "the test database can be written");
    network::Browser browser(router_);
    browser.set_cookie("dk_sitzung", token.text.reveal());
    return browser;
}

Guideline SmallSite::published() {
    Guideline guideline = begin_guideline(sample());
    const auto request = ask(anna_, guideline);
    CHECK(request.has_value(), "the sample can be laid before the network");
    const auto edition = commands::release(services(), berta_, *request);
    CHECK(edition.has_value(), "the sample can be released");
    return guideline;
}

void SmallSite::publish_next(const Guideline& guideline, prose::Prose prose) {
    const commands::ImportedEdition imported{
        .date = clock_.now(), .released_by = {"Haus B"}, .prose = std::move(prose)
    };
    const auto edition = commands::import_edition(services(), berta_.actor, guideline.id, imported);
    ASSERT_TRUE(edition) << edition.error().detail;
    shelf_->forget();
}

bool has(const http::Response& response, std::string_view words) {
    return as_text(response.body_bytes()).contains(words);
}

} // namespace denkraum::guideline
