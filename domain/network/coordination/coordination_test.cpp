// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/testing/world.hpp"

namespace denkraum::network {
namespace {

class CoordinationTest : public World {};
DK_ON_BOTH_DATABASES(CoordinationTest);

TEST_P(CoordinationTest, the_page_does_not_wait_for_the_mail_and_shows_the_link) {
    std::vector<std::function<void()>> postponed;
    services->later = [&](std::function<void()> task) { postponed.push_back(std::move(task)); };
    post.is_ill = true;
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    (void)browser.get(address);
    const std::string page = body_of(browser.post(
        address + "/einladen",
        {{"name", "Nora"}, {"email", "neu@agentur.example"}, {"role", "expert"}}
    ));
    EXPECT_NE(page.find("ist an neu@agentur.example unterwegs"), std::string::npos);
    const std::string link = "/einladung/" + between(page, "https://netz.example/einladung/", "\"");
    EXPECT_EQ(Browser(router).get(link).status, 200);
    ASSERT_EQ(postponed.size(), 1U);
    postponed.front()();
    EXPECT_NE(log_lines.back().find("invitation not mailed"), std::string::npos);
}

TEST_P(CoordinationTest, without_a_mail_server_no_page_says_that_a_mail_is_on_its_way) {
    post.is_a_folder = true;
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    (void)browser.get(address);
    const std::string page = body_of(browser.post(
        address + "/einladen",
        {{"name", "Nora"}, {"email", "neu@agentur.example"}, {"role", "expert"}}
    ));
    EXPECT_NE(page.find("kein Mailserver eingestellt"), std::string::npos);
    EXPECT_EQ(page.find("unterwegs"), std::string::npos);
    const std::string link = "/einladung/" + between(page, "https://netz.example/einladung/", "\"");
    EXPECT_EQ(Browser(router).get(link).status, 200);
    Browser visitor(router);
    (void)visitor.get("/passwort-vergessen");
    const auto forgotten = visitor.post("/passwort-vergessen", {{"email", expert_email}});
    EXPECT_NE(body_of(forgotten).find("kein Mailserver eingestellt"), std::string::npos);
}

TEST_P(CoordinationTest, what_is_wrong_about_an_authority_is_corrected) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text() + "/angaben";
    EXPECT_NE(body_of(browser.get(address)).find("value=\"Musteragentur\""), std::string::npos);
    const auto send = [&](const char* name, const std::string& parent) {
        return browser.post(
            address,
            {{"name", name},
             {"short_name", "MAA"},
             {"kind", "employment"},
             {"staff", "1200"},
             {"parent", parent}}
        );
    };
    const auto refused = send("", "");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("value=\"MAA\""), std::string::npos) << "what was typed stays";
    EXPECT_EQ(send("Agentur für Muster", agency.text()).status, 422) << "no part of itself";
    EXPECT_EQ(send("Agentur für Muster", "").status, 303);
    EXPECT_NE(
        body_of(Browser(router).get("/ueber-das-netzwerk")).find("Agentur für Muster"),
        std::string::npos
    );
    const std::string changes =
        "SELECT count(*) FROM trail_entry WHERE action = 'network.authority_changed'";
    EXPECT_EQ(count(changes), 1);
    EXPECT_EQ(send("Agentur für Muster", "").status, 303);
    EXPECT_EQ(count(changes), 1) << "nothing new";
    EXPECT_EQ(send("Agentur für Muster", ministry.text()).status, 303);
    EXPECT_FALSE(door->authenticate(signed_in_as(expert_email).request("/"))->has_voice);
    // It has a part now and so cannot become one.
    const auto nested = commands::change_authority(
        *services,
        administrator,
        ministry,
        {.name = "Musterministerium", .short_name = "MM", .parent = agency}
    );
    EXPECT_EQ(nested.error().field, "parent");
}

TEST_P(CoordinationTest, nothing_becomes_part_of_an_authority_that_has_left) {
    ASSERT_TRUE(
        commands::change_authority_state(*services, administrator, agency, AuthorityState::Left)
    );
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + ministry.text() + "/angaben";
    const std::string option = "value=\"" + agency.text() + "\"";
    EXPECT_EQ(body_of(browser.get(address)).find(option), std::string::npos);
    const auto refused = browser.post(
        address, {{"name", "Musterministerium"}, {"short_name", "MM"}, {"parent", agency.text()}}
    );
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("aus dem Netzwerk ausgeschieden"), std::string::npos);
    EXPECT_EQ(browser.get("/konto").status, 200);
    const auto added = commands::add_authority(
        *services, administrator, {.key = "x", .name = "X", .short_name = "X", .parent = agency}
    );
    ASSERT_FALSE(added.has_value());
    EXPECT_EQ(added.error().field, "parent");
}

TEST_P(CoordinationTest, the_name_of_a_unit_is_corrected_though_its_house_has_left) {
    const auto unit = commands::add_authority(
        *services,
        administrator,
        {.key = "it-haus", .name = "IT-Haus", .short_name = "IT", .parent = agency}
    );
    ASSERT_TRUE(unit.has_value());
    ASSERT_TRUE(
        commands::change_authority_state(*services, administrator, agency, AuthorityState::Left)
    );
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + unit->text() + "/angaben";
    const std::string option = "value=\"" + agency.text() + "\"";
    EXPECT_NE(body_of(browser.get(address)).find(option), std::string::npos);
    const auto saved = browser.post(
        address, {{"name", "IT-Haus der Agentur"}, {"short_name", "IT"}, {"parent", agency.text()}}
    );
    EXPECT_EQ(saved.status, 303);
}

TEST_P(CoordinationTest, nobody_is_invited_twice_into_one_address) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    (void)browser.get(address);
    const auto refused = browser.post(
        address + "/einladen",
        {{"name", "Nora"}, {"email", "FACHFRAU@agentur.example"}, {"role", "expert"}}
    );
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("gibt es schon ein Mitglied"), std::string::npos);
    EXPECT_NE(body_of(refused).find("value=\"Nora\""), std::string::npos);
}

TEST_P(CoordinationTest, an_authority_is_added_by_form_and_wrong_fields_are_named) {
    Browser browser = signed_in_as(coordinator_email);
    (void)browser.get("/koordination");
    const auto refused = browser.post(
        "/koordination/behoerden",
        {{"name", "Neue Behörde"}, {"short_name", "NB"}, {"key", "Neue Behörde"}, {"staff", "viele"}
        }
    );
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("value=\"Neue Behörde\""), std::string::npos);
    EXPECT_NE(body_of(refused).find("id=\"f-key-error\""), std::string::npos);
    const auto taken = browser.post(
        "/koordination/behoerden",
        {{"name", "Neue Behörde"}, {"short_name", "NB"}, {"key", "agentur"}}
    );
    EXPECT_NE(body_of(taken).find("schon eine andere Behörde"), std::string::npos);
    const auto added = browser.post(
        "/koordination/behoerden",
        {{"name", "Ämter-Verband"}, {"short_name", "ÄV"}, {"key", "aev"}, {"staff", "120"}}
    );
    EXPECT_EQ(added.status, 303);
    const std::string page = body_of(browser.get("/koordination"));
    EXPECT_LT(page.find("Ämter-Verband"), page.find("Musteragentur")) << "sorted as Germans expect";
}

TEST_P(CoordinationTest, the_coordinations_page_costs_as_much_with_many_members_as_with_few) {
    Browser browser = signed_in_as(coordinator_email);
    const auto cost = [&] {
        const std::uint64_t before = database().statements();
        EXPECT_EQ(browser.get("/koordination").status, 200);
        return database().statements() - before;
    };
    const std::uint64_t few = cost();
    for (int i = 0; i < 20; ++i)
        add(Role::Guest, "gast" + std::to_string(i) + "@agentur.example");
    EXPECT_EQ(cost(), few);
}

TEST_P(CoordinationTest, an_authority_changes_its_state_at_one_press_and_no_further_than_allowed) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    (void)browser.get(address);
    EXPECT_EQ(browser.post(address + "/stand", {{"state", "dormant"}}).status, 303);
    EXPECT_NE(body_of(browser.get(address)).find("Nimmt wieder teil"), std::string::npos);
    EXPECT_EQ(browser.post(address + "/stand", {{"state", "invited"}}).status, 409);
}

TEST_P(CoordinationTest, a_member_is_removed_and_then_erased_on_their_page) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/mitglieder/" + expert.text();
    EXPECT_NE(body_of(browser.get(address)).find("Frieda Fachfrau"), std::string::npos);
    EXPECT_EQ(browser.post(address + "/beenden", {}).status, 303);
    EXPECT_NE(body_of(browser.get(address)).find("Kein Mitglied mehr"), std::string::npos);
    EXPECT_EQ(browser.post(address + "/loeschen", {}).status, 303);
    const std::string page = body_of(browser.get(address));
    EXPECT_NE(page.find("Gelöschte Person"), std::string::npos);
    EXPECT_EQ(page.find("Frieda Fachfrau"), std::string::npos);
}

std::size_t place_of(const std::string& page, std::string_view words) {
    const std::size_t at = page.find(words);
    EXPECT_NE(at, std::string::npos) << words << "\n" << page;
    return at;
}

TEST_P(
    CoordinationTest, authorities_are_sorted_and_filtered_by_address_and_the_file_says_the_same
) {
    for (const char* name : {"Alpha", "Beta", "Gamma", "Zeta"}) {
        const std::string key = "haus-" + std::string(1, static_cast<char>(name[0] + 32));
        ASSERT_TRUE(commands::add_authority(
            *services,
            administrator,
            {.key = key, .name = name, .short_name = name, .kind = AuthorityKind::Court}
        ));
    }
    Browser browser = signed_in_as(coordinator_email);
    const std::string plain = body_of(browser.get("/koordination"));
    EXPECT_LT(place_of(plain, ">Alpha<"), place_of(plain, ">Zeta<"));
    EXPECT_NE(plain.find("6 Behörden"), std::string::npos);
    const std::string turned = body_of(browser.get("/koordination?behoerden-nach=-name"));
    EXPECT_LT(place_of(turned, ">Zeta<"), place_of(turned, ">Alpha<"));
    EXPECT_NE(turned.find("aria-sort=\"descending\""), std::string::npos);
    const std::string some = body_of(browser.get("/koordination?behoerden-suche=ZETA"));
    EXPECT_NE(some.find("1 Zeile passt zu „ZETA“."), std::string::npos) << some;
    EXPECT_EQ(some.find(">Alpha</a>"), std::string::npos);
    const auto file = browser.get("/koordination/behoerden.csv?behoerden-suche=musteragentur");
    EXPECT_EQ(file.headers.find("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_EQ(
        body_of(file),
        "\xEF\xBB\xBFName;Art;Stand;Mitglieder;Delegation benannt\r\n"
        "Musteragentur;Ministerium;Nimmt teil;1;Noch niemand\r\n"
    );
}

TEST_P(CoordinationTest, members_are_sorted_and_taken_away_as_a_file_without_formulas) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    ASSERT_TRUE(commands::add_member(
        *services,
        administrator,
        {agency,
         Role::Delegate,
         {"=HYPERLINK(1)", "formel@agentur.example", "Referat"},
         secret::SecretText(good_password)}
    ));
    const std::string page = body_of(browser.get(address + "?mitglieder-nach=email"));
    EXPECT_LT(place_of(page, ">Fachfrau@"), place_of(page, ">formel@"));
    const std::string down = body_of(browser.get(address + "?mitglieder-nach=-email"));
    EXPECT_LT(place_of(down, ">formel@"), place_of(down, ">Fachfrau@"));
    const std::string file =
        body_of(browser.get(address + "/mitglieder.csv?mitglieder-nach=email"));
    EXPECT_LT(place_of(file, "Frieda Fachfrau;"), place_of(file, "\r\n'=HYPERLINK(1);"));
}

TEST_P(CoordinationTest, invitations_are_taken_away_without_their_links) {
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/behoerden/" + agency.text();
    (void)browser.get(address);
    for (const char* name : {"Nora", "Anna"}) {
        const std::string email = std::string(name) + "@agentur.example";
        (void)browser.post(
            address + "/einladen", {{"name", name}, {"email", email}, {"role", "expert"}}
        );
    }
    const std::string page = body_of(browser.get("/koordination?einladungen-nach=name"));
    EXPECT_LT(place_of(page, ">Anna<"), place_of(page, ">Nora<"));
    EXPECT_NE(page.find("2 offene Einladungen"), std::string::npos);
    EXPECT_NE(
        page.find("?einladungen-nach=name&amp;behoerden-nach=name#behoerden"), std::string::npos
    ) << "sorting one list keeps the other";
    for (const std::string where : {"/koordination", address.c_str()}) {
        const auto file = browser.get(where + "/einladungen.csv?einladungen-nach=name");
        EXPECT_EQ(file.status, 200);
        const std::string rows = body_of(file);
        EXPECT_LT(place_of(rows, "Anna;Anna@agentur.example;"), place_of(rows, "Nora;"));
        EXPECT_NE(rows.find("Name;E-Mail-Adresse;Rolle;Gilt bis\r\n"), std::string::npos);
    }
    EXPECT_EQ(signed_in_as(expert_email).get("/koordination/einladungen.csv").status, 403);
}

TEST_P(CoordinationTest, ids_that_are_none_are_not_found) {
    Browser browser = signed_in_as(coordinator_email);
    for (const char* place : {"/koordination/behoerden/x", "/koordination/mitglieder/x"})
        EXPECT_EQ(browser.get(place).status, 404) << place;
    EXPECT_EQ(browser.get("/koordination/behoerden/" + AuthorityId().text()).status, 404);
}

} // namespace
} // namespace denkraum::network
