// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/events.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/member/command_line.hpp"
#include "domain/network/member/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"

namespace denkraum::network {
namespace {

class MemberTest : public World {
protected:
    /// Invites somebody and returns the path of their link.
    std::string invite(const std::string& email, Role role = Role::Delegate) {
        const auto invited =
            commands::invite(*services, administrator, {agency, role, "Nora Neu", email});
        EXPECT_TRUE(invited.has_value()) << invited.error().detail;
        return last_link();
    }
    Member load(MemberId id) {
        auto transaction = database().begin(sql::Access::Read);
        return queries::member(*transaction, id)->member;
    }
    Viewer viewer_of(Browser& browser) { return *door->authenticate(browser.request("/")); }
};
DK_ON_BOTH_DATABASES(MemberTest);

TEST_P(MemberTest, an_invitation_makes_a_member_who_is_signed_in_at_once) {
    const std::string link = invite("neu@agentur.example");
    Browser browser(router);
    const std::string page = body_of(browser.get(link));
    EXPECT_NE(page.find("Nora Neu"), std::string::npos);
    EXPECT_NE(page.find("Musteragentur"), std::string::npos);
    const auto response = browser.post(
        link, {{"name", "Nora Neumann"}, {"job", "Referentin"}, {"password", good_password}}
    );
    EXPECT_EQ(location_of(response), "/uebersicht");
    EXPECT_NE(
        body_of(browser.get("/uebersicht")).find("Willkommen, Nora Neumann."), std::string::npos
    );
    EXPECT_EQ(viewer_of(browser).role, Role::Delegate);
    EXPECT_TRUE(viewer_of(browser).has_voice);
}

TEST_P(MemberTest, an_invitation_works_once) {
    const std::string link = invite("neu@agentur.example");
    Browser first(router);
    Browser second(router);
    (void)first.get(link);
    (void)second.get(link);
    EXPECT_EQ(first.post(link, {{"name", "Eins"}, {"password", good_password}}).status, 303);
    EXPECT_EQ(second.post(link, {{"name", "Zwei"}, {"password", good_password}}).status, 404);
    EXPECT_EQ(second.get(link).status, 404);
    EXPECT_EQ(count("SELECT count(*) FROM person WHERE name = 'Zwei'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM invitation WHERE email <> ''"), 0);
}

TEST_P(MemberTest, an_invitation_expires_after_fourteen_days) {
    const std::string link = invite("neu@agentur.example");
    clock.advance(invitation_lifetime - std::chrono::minutes(1));
    Browser browser(router);
    EXPECT_EQ(browser.get(link).status, 200);
    clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(browser.get(link).status, 404);
    EXPECT_EQ(browser.post(link, {{"name", "Spät"}, {"password", good_password}}).status, 404);
}

TEST_P(MemberTest, a_withdrawn_invitation_opens_nothing) {
    const auto invited = commands::invite(
        *services, administrator, {agency, Role::Guest, "Nora", "neu@agentur.example"}
    );
    const std::string link = last_link();
    ASSERT_TRUE(commands::withdraw_invitation(*services, administrator, invited->id).has_value());
    EXPECT_EQ(Browser(router).get(link).status, 404);
    EXPECT_EQ(
        commands::withdraw_invitation(*services, administrator, invited->id).error().code,
        ErrorCode::NotFound
    );
}

TEST_P(MemberTest, inviting_again_replaces_the_link) {
    const std::string first = invite("neu@agentur.example");
    const std::string second = invite("NEU@agentur.example");
    EXPECT_EQ(Browser(router).get(first).status, 404);
    EXPECT_EQ(Browser(router).get(second).status, 200);
}

TEST_P(MemberTest, a_refused_password_leaves_the_invitation_open_and_the_words_typed) {
    const std::string link = invite("neu@agentur.example");
    Browser browser(router);
    (void)browser.get(link);
    const auto refused = browser.post(
        link, {{"name", "Nora Neumann"}, {"job", "Leiterin"}, {"password", "Passwort12345"}}
    );
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("value=\"Leiterin\""), std::string::npos);
    EXPECT_EQ(body_of(refused).find("Passwort12345"), std::string::npos);
    EXPECT_EQ(browser.post(link, {{"name", "N"}, {"password", good_password}}).status, 303);
}

TEST_P(MemberTest, another_role_makes_another_actor_and_ends_the_sessions) {
    std::vector<std::string> told;
    const auto listening =
        bus->subscribe(topic::member, [&](ByteView id) { told.emplace_back(as_text(id)); });
    Browser browser = signed_in_as(expert_email);
    const Viewer before = viewer_of(browser);
    ASSERT_TRUE(
        commands::change_member(*services, administrator, expert, {agency, Role::Guest}).has_value()
    );
    EXPECT_EQ(browser.get("/konto").status, 303);
    EXPECT_EQ(told, std::vector<std::string>{expert.text()});
    EXPECT_NE(load(expert).actor, before.actor);
    auto transaction = database().begin(sql::Access::Read);
    const std::array ids{before.actor, load(expert).actor};
    const auto actors = queries::actors(*transaction, ids);
    ASSERT_EQ(actors->size(), 2U);
    for (const queries::ActorView& actor : *actors) {
        EXPECT_EQ(actor.role, actor.id == before.actor ? Role::Expert : Role::Guest);
        EXPECT_EQ(actor.name, "Frieda Fachfrau");
        EXPECT_EQ(actor.authority_name, "Musteragentur");
    }
}

TEST_P(MemberTest, the_same_role_again_changes_nothing) {
    const ActorId actor = load(expert).actor;
    Browser browser = signed_in_as(expert_email);
    ASSERT_TRUE(commands::change_member(*services, administrator, expert, {agency, Role::Expert})
                    .has_value());
    EXPECT_EQ(load(expert).actor, actor);
    EXPECT_EQ(browser.get("/konto").status, 200);
}

TEST_P(MemberTest, a_removed_member_is_out_at_once_and_their_name_stays_until_it_is_erased) {
    Browser browser = signed_in_as(expert_email);
    const ActorId actor = viewer_of(browser).actor;
    EXPECT_EQ(
        commands::erase_person(*services, administrator, expert).error().code, ErrorCode::Conflict
    );
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert).has_value());
    EXPECT_EQ(browser.get("/konto").status, 303);
    const auto name_of = [&] {
        auto transaction = database().begin(sql::Access::Read);
        return queries::actors(*transaction, std::array{actor})->at(0).name;
    };
    EXPECT_EQ(name_of(), "Frieda Fachfrau");
    ASSERT_TRUE(commands::erase_person(*services, administrator, expert).has_value());
    EXPECT_EQ(name_of(), "");
    EXPECT_EQ(count("SELECT count(*) FROM session WHERE user_agent <> ''"), 0);
    EXPECT_EQ(trail::verify(database())->first_fault, std::nullopt);
}

TEST_P(MemberTest, whoever_comes_back_is_the_same_member_under_a_new_actor) {
    const ActorId before = load(expert).actor;
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert).has_value());
    const std::string link = invite("fachfrau@agentur.example", Role::Expert);
    Browser browser(router);
    (void)browser.get(link);
    EXPECT_EQ(browser.post(link, {{"name", "Frieda"}, {"password", good_password}}).status, 303);
    EXPECT_EQ(viewer_of(browser).member, expert);
    EXPECT_NE(viewer_of(browser).actor, before);
}

TEST_P(MemberTest, the_last_who_coordinates_cannot_be_lost) {
    const auto changed =
        commands::change_member(*services, administrator, coordinator, {ministry, Role::Guest});
    EXPECT_EQ(changed.error().field, "role");
    EXPECT_EQ(
        commands::remove_member(*services, administrator, coordinator).error().code,
        ErrorCode::Conflict
    );
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/mitglieder/" + coordinator.text();
    (void)browser.get(address);
    const auto page =
        browser.post(address + "/aendern", {{"role", "expert"}, {"authority", ministry.text()}});
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(body_of(page).find("niemand mehr koordinieren"), std::string::npos);
}

TEST_P(MemberTest, an_authority_that_leaves_takes_its_members_with_it) {
    Browser browser = signed_in_as(expert_email);
    ASSERT_TRUE(
        commands::change_authority_state(*services, administrator, agency, AuthorityState::Left)
            .has_value()
    );
    EXPECT_EQ(browser.get("/konto").status, 303);
    EXPECT_FALSE(commands::sign_in(*services, {expert_email, secret::SecretText(good_password), ""})
                     .has_value());
    const std::string page = body_of(Browser(router).get("/ueber-das-netzwerk"));
    EXPECT_NE(page.find("Musterministerium"), std::string::npos);
    EXPECT_EQ(page.find("Musteragentur"), std::string::npos);
}

TEST_P(MemberTest, an_authority_that_leaves_takes_its_units_with_it) {
    const auto unit = commands::add_authority(
        *services,
        administrator,
        {.key = "it-haus",
         .name = "IT-Haus",
         .short_name = "IT",
         .state = AuthorityState::Member,
         .parent = agency}
    );
    ASSERT_TRUE(
        commands::change_member(*services, administrator, expert, {*unit, Role::Coordination})
    );
    Browser browser = signed_in_as(expert_email);
    EXPECT_TRUE(viewer_of(browser).takes_part);
    const auto move_to = [&](AuthorityState next) {
        return commands::change_authority_state(*services, administrator, agency, next);
    };
    ASSERT_TRUE(move_to(AuthorityState::Dormant));
    EXPECT_FALSE(viewer_of(browser).takes_part);
    ASSERT_TRUE(move_to(AuthorityState::Left));
    EXPECT_EQ(count("SELECT count(*) FROM session WHERE ended_at IS NULL"), 0);
    EXPECT_EQ(browser.get("/konto").status, 303);
    EXPECT_FALSE(commands::sign_in(*services, {expert_email, secret::SecretText(good_password), ""})
                     .has_value());
    // Whoever cannot sign in does not keep the network from being locked out.
    const auto last =
        commands::change_member(*services, administrator, coordinator, {ministry, Role::Guest});
    EXPECT_EQ(last.error().field, "role");
}

TEST_P(MemberTest, nobody_comes_into_an_authority_that_has_left) {
    const std::string link = invite("neu@agentur.example");
    ASSERT_TRUE(
        commands::change_authority_state(*services, administrator, agency, AuthorityState::Left)
    );
    const auto is_refused = [](const auto& result) {
        return !result && result.error().code == ErrorCode::Conflict
               && result.error().field == "authority";
    };
    EXPECT_TRUE(is_refused(
        commands::invite(*services, administrator, {agency, Role::Guest, "N", "n@x.example"})
    ));
    EXPECT_TRUE(is_refused(
        commands::change_member(*services, administrator, coordinator, {agency, Role::Coordination})
    ));
    const Person person{"Nora", "nora@agentur.example", ""};
    EXPECT_TRUE(is_refused(
        commands::add_member(*services, administrator, {agency, Role::Expert, person, {}})
    ));
    Browser browser(router);
    (void)browser.get(link);
    const auto page = browser.post(link, {{"name", "Nora"}, {"password", good_password}});
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(body_of(page).find("aus dem Netzwerk ausgeschieden"), std::string::npos);
}

TEST_P(MemberTest, the_coordination_cannot_leave_with_the_house_of_its_unit) {
    const auto unit = commands::add_authority(
        *services,
        administrator,
        {.key = "stab", .name = "Stab", .short_name = "Stab", .parent = ministry}
    );
    ASSERT_TRUE(
        commands::change_member(*services, administrator, coordinator, {*unit, Role::Coordination})
    );
    Browser browser = signed_in_as(coordinator_email);
    const Viewer by = viewer_of(browser);
    EXPECT_EQ(
        commands::change_authority_state(*services, by, ministry, AuthorityState::Left)
            .error()
            .code,
        ErrorCode::Conflict
    );
}

TEST_P(MemberTest, only_the_coordination_manages) {
    Browser browser = signed_in_as(expert_email);
    const Viewer by = viewer_of(browser);
    const Services& with = *services;
    const auto forbidden = [](const auto& result) {
        return !result && result.error().code == ErrorCode::Forbidden;
    };
    EXPECT_TRUE(forbidden(commands::add_authority(with, by, {"x", "X", "X"})));
    EXPECT_TRUE(
        forbidden(commands::change_authority_state(with, by, agency, AuthorityState::Dormant))
    );
    EXPECT_TRUE(forbidden(commands::change_authority(with, by, agency, {"X", "X"})));
    EXPECT_TRUE(forbidden(commands::invite(with, by, {agency, Role::Guest, "X", "x@y.example"})));
    EXPECT_TRUE(forbidden(commands::withdraw_invitation(with, by, InvitationId())));
    EXPECT_TRUE(forbidden(commands::add_member(with, by, {agency, Role::Guest, {}})));
    EXPECT_TRUE(forbidden(commands::change_member(with, by, expert, {agency, Role::Coordination})));
    EXPECT_TRUE(forbidden(commands::remove_member(with, by, coordinator)));
    EXPECT_TRUE(forbidden(commands::erase_person(with, by, coordinator)));
    for (const char* place : {"/koordination", "/koordination/behoerden/x"})
        EXPECT_EQ(browser.get(place).status, 403) << place;
}

TEST_P(MemberTest, a_unit_has_no_voice_and_no_units) {
    const auto unit = commands::add_authority(
        *services,
        administrator,
        {.key = "it-haus",
         .name = "IT-Haus",
         .short_name = "IT",
         .state = AuthorityState::Member,
         .parent = agency}
    );
    ASSERT_TRUE(unit.has_value());
    EXPECT_EQ(
        body_of(Browser(router).get("/ueber-das-netzwerk")).find("IT-Haus"), std::string::npos
    );
    const auto below = commands::add_authority(
        *services, administrator, {.key = "x", .name = "X", .short_name = "X", .parent = *unit}
    );
    EXPECT_EQ(below.error().field, "parent");
}

TEST_P(MemberTest, every_command_leaves_one_entry_in_a_trail_that_verifies) {
    const auto entries = [&] { return count("SELECT count(*) FROM trail_entry"); };
    std::int64_t before = entries();
    const auto one_more = [&](const char* what) {
        EXPECT_EQ(entries(), before + 1) << what;
        before = entries();
    };
    const Services& with = *services;
    ASSERT_TRUE(commands::add_authority(with, administrator, {"x", "X", "X"}));
    one_more("add_authority");
    ASSERT_TRUE(
        commands::change_authority_state(with, administrator, agency, AuthorityState::Dormant)
    );
    one_more("change_authority_state");
    const auto invited =
        commands::invite(with, administrator, {agency, Role::Guest, "N", "n@x.example"});
    one_more("invite");
    ASSERT_TRUE(commands::withdraw_invitation(with, administrator, invited->id));
    one_more("withdraw_invitation");
    ASSERT_TRUE(commands::change_member(with, administrator, expert, {agency, Role::Guest}));
    one_more("change_member");
    ASSERT_TRUE(commands::remove_member(with, administrator, expert));
    one_more("remove_member");
    ASSERT_TRUE(commands::erase_person(with, administrator, expert));
    one_more("erase_person");
    EXPECT_EQ(trail::verify(database())->first_fault, std::nullopt);
}

TEST_P(MemberTest, the_trail_names_actors_and_nobody_where_nobody_is_known) {
    const auto resets_by = [&](const std::string& who) {
        return count(
            "SELECT count(*) FROM trail_entry t LEFT JOIN actor a ON a.id = t.actor "
            "WHERE t.action = 'network.reset_requested' AND "
            + who
        );
    };
    const std::string unknown = "a.id IS NULL";
    ASSERT_TRUE(command_line::reset_member(*services, expert_email));
    EXPECT_EQ(resets_by("a.kind = 'system'"), 1);
    EXPECT_EQ(resets_by(unknown), 0);
    commands::request_reset(*services, expert_email);
    EXPECT_EQ(resets_by(unknown), 1);
    EXPECT_EQ(resets_by("a.kind = 'member'"), 0);
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/sprache/en");
    (void)browser.get("/konto");
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry t LEFT JOIN actor a ON a.id = t.actor "
              "WHERE a.id IS NULL AND t.action <> 'network.reset_requested'"),
        0
    );
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry t JOIN actor a ON a.id = t.actor "
              "WHERE t.action = 'member.language_set' AND a.authority = t.authority"),
        1
    );
}

TEST_P(MemberTest, events_stand_in_the_outbox_in_their_order) {
    auto transaction = database().begin(sql::Access::Read);
    const auto all = events_after(*transaction, 0, 100);
    ASSERT_EQ(all->size(), 4U);
    EXPECT_EQ(all->at(0).event.kind, "network.authority_added");
    EXPECT_EQ(all->at(3).event.kind, "network.member_joined");
    EXPECT_EQ(all->at(3).event.subject, Bytes(expert.bytes().begin(), expert.bytes().end()));
    EXPECT_EQ(events_after(*transaction, all->at(2).seq, 100)->size(), 1U);
}

TEST_P(MemberTest, the_administrator_adds_lists_and_resets_at_the_machine) {
    const auto link = command_line::add_member(
        *services,
        {.email = "chefin@neu.example",
         .name = "Carla Chefin",
         .role = "coordination",
         .authority = "neu",
         .authority_name = "Neues Haus"}
    );
    ASSERT_TRUE(link.has_value()) << link.error().detail;
    const std::string path = link->substr(std::string("https://netz.example").size());
    Browser browser(router);
    (void)browser.get(path);
    EXPECT_EQ(browser.post(path, {{"password", good_password}}).status, 303);
    EXPECT_TRUE(signed_in_as("chefin@neu.example").has_cookie("dk_sitzung"));
    EXPECT_NE(
        command_line::list_members(services->database)
            ->find("chefin@neu.example\tCarla Chefin\tcoordination\tNeues Haus\n"),
        std::string::npos
    );
    EXPECT_TRUE(command_line::reset_member(*services, "chefin@neu.example").has_value());
    EXPECT_EQ(
        command_line::reset_member(*services, "niemand@neu.example").error().code,
        ErrorCode::NotFound
    );
}

TEST_P(MemberTest, the_machine_names_the_option_that_is_wrong) {
    const auto refused = [&](command_line::AddMember wanted, const std::string& sentence) {
        const auto added = command_line::add_member(*services, wanted);
        ASSERT_FALSE(added) << sentence;
        EXPECT_NE(added.error().detail.find(sentence), std::string::npos) << added.error().detail;
    };
    using Wanted = command_line::AddMember;
    const Wanted right{.email = "a@b.example", .name = "A", .authority = "agentur"};
    const auto but = [&](const std::function<void(Wanted&)>& change) {
        Wanted changed = right;
        change(changed);
        return changed;
    };
    refused(but([](Wanted& w) { w.role = "king"; }), "--role: Die Rolle »king« gibt es nicht.");
    refused(but([](Wanted& w) { w.authority = ""; }), "Es fehlt: --authority");
    refused(but([](Wanted& w) { w.authority = "fremd"; }), "Mit --authority-name NAME");
    refused(
        but([](Wanted& w) {
            w.authority = "Denkfabrik";
            w.authority_name = "Denkfabrik";
        }),
        "--authority: Nur Kleinbuchstaben"
    );
    refused(but([](Wanted& w) { w.email = "a"; }), "--email: Das ist keine vollständige");
    refused(but([](Wanted& w) { w.email = expert_email; }), "--email: Mit dieser Adresse");
    refused(but([](Wanted& w) { w.name = ""; }), "--name: Geben Sie einen Namen");
    const auto nobody = command_line::reset_member(*services, "niemand@neu.example");
    EXPECT_NE(nobody.error().detail.find("»denkraum member list«"), std::string::npos);
}

} // namespace
} // namespace denkraum::network
