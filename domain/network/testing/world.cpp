// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/testing/world.hpp"

namespace denkraum::network {

void World::SetUp() {
    open("migrations/main");
    if (IsSkipped()) return;
    log.emplace(clock, log::Level::Debug, log::Format::Text, [this](std::string_view line) {
        log_lines.emplace_back(line);
    });
    auto loaded = i18n::Catalogues::load(DENKRAUM_LOCALES);
    ASSERT_TRUE(loaded.has_value());
    catalogues.emplace(*loaded);
    services.emplace(Services{
        .database = database(),
        .clock = clock,
        .randomness = randomness,
        .bus = *bus,
        .mailer = post,
        .passwords = passwords,
        .log = *log,
        .catalogues = *catalogues,
        .later = [](const std::function<void()>& task) { task(); },
        .base_url = "https://netz.example",
        .site_name = "Muster-Netzwerk",
        .key = Bytes(32, 9)
    });
    open_house();
    add_people();
    post.letters.clear();
}

void World::open_house() {
    Site site{.name = "Muster-Netzwerk", .base_url = "https://netz.example"};
    site.places = {
        {"/ueber-das-netzwerk", "Über das Netzwerk", everybody},
        {"/uebersicht", "Übersicht", signed_in},
        {"/koordination", "Koordination", coordinates},
    };
    site.key = Bytes(32, 7);
    door.emplace(Door::Parts{database(), clock, randomness, *catalogues, *log}, site);
    login.emplace(*services, *door, Login::Rates{});
    members.emplace(*services, *door, [](const i18n::Words&) {
        return html::el("p", {}, html::text("Gemeinsam denken."));
    });
    coordination.emplace(*services, *door);
    overview.emplace(*door, slots);
    door->add_routes(router);
    login->add_routes(router);
    members->add_routes(router);
    coordination->add_routes(router);
    overview->add_routes(router);
}

void World::add_people() {
    administrator = *commands::administrator(*services);
    const auto authority = [&](std::string key, std::string name) {
        const auto added = commands::add_authority(
            *services,
            administrator,
            {.key = std::move(key),
             .name = name,
             .short_name = name,
             .kind = AuthorityKind::Ministry,
             .state = AuthorityState::Member}
        );
        EXPECT_TRUE(added.has_value()) << added.error().detail;
        return *added;
    };
    ministry = authority("ministerium", "Musterministerium");
    agency = authority("agentur", "Musteragentur");
    const auto first = commands::add_member(
        *services,
        administrator,
        {ministry,
         Role::Coordination,
         {"Karla Koordination", coordinator_email, "Leitung"},
         secret::SecretText(good_password)}
    );
    ASSERT_TRUE(first.has_value()) << first.error().detail;
    coordinator = *first;
    expert = add(Role::Expert, expert_email);
}

MemberId World::add(Role role, const std::string& email) {
    const auto added = commands::add_member(
        *services,
        administrator,
        {agency, role, {"Frieda Fachfrau", email, "Referentin"}, secret::SecretText(good_password)}
    );
    EXPECT_TRUE(added.has_value()) << added.error().detail;
    return added.value_or(MemberId());
}

Browser World::signed_in_as(const std::string& email) {
    Browser browser(router);
    (void)browser.get("/anmelden");
    const auto response =
        browser.post("/anmelden", {{"email", email}, {"password", good_password}});
    EXPECT_EQ(response.status, 303) << body_of(response);
    return browser;
}

std::int64_t World::count(std::string_view sql) {
    auto transaction = database().begin(sql::Access::Read);
    EXPECT_TRUE(transaction.has_value());
    const auto number = transaction->query_value<std::int64_t>(sql);
    EXPECT_TRUE(number.has_value());
    return number.value_or(-1);
}

std::string World::last_link() const {
    if (post.letters.empty()) return {};
    return between(post.letters.back().text, "https://netz.example", "\n");
}

} // namespace denkraum::network
