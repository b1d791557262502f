// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "domain/network/access.hpp"
#include "domain/network/network.hpp"

namespace denkraum::network {
namespace {

constexpr std::array all_states{
    AuthorityState::Invited, AuthorityState::Member, AuthorityState::Dormant, AuthorityState::Left
};
constexpr std::array all_roles{
    Role::Coordination, Role::Delegate, Role::Deputy, Role::Expert, Role::Guest
};

TEST(Network, an_authority_moves_between_states_only_along_the_arrows) {
    std::string table;
    for (const AuthorityState from : all_states) {
        for (const AuthorityState to : all_states) {
            Authority authority;
            authority.state = from;
            const auto moved = with_state(authority, to);
            table += moved ? (moved->state == to ? '+' : '!') : '-';
        }
        table += ' ';
    }
    // To: invited, member, dormant, left.
    EXPECT_EQ(table, "-+-+ --++ -+-+ +--- ");
}

TEST(Network, only_authorities_that_take_part_and_are_no_units_have_a_voice) {
    Authority authority;
    authority.state = AuthorityState::Member;
    EXPECT_TRUE(has_voice(authority));
    authority.parent = AuthorityId();
    EXPECT_FALSE(has_voice(authority));
    authority.parent.reset();
    authority.state = AuthorityState::Dormant;
    EXPECT_FALSE(has_voice(authority));
}

TEST(Network, what_is_written_to_the_database_is_read_back) {
    for (const Role role : all_roles)
        EXPECT_EQ(*role_from(code_of(role)), role);
    for (const AuthorityState state : all_states)
        EXPECT_EQ(*authority_state_from(code_of(state)), state);
    for (const ActorKind kind : {ActorKind::Member, ActorKind::Import, ActorKind::System})
        EXPECT_EQ(*actor_kind_from(code_of(kind)), kind);
    EXPECT_EQ(role_from("chief").error().code, ErrorCode::Corrupt);
}

TEST(Network, addresses_are_trimmed_and_their_host_is_in_lower_case) {
    EXPECT_EQ(*valid_email("  Anna.Muster@Behoerde.EXAMPLE "), "Anna.Muster@behoerde.example");
    EXPECT_EQ(email_key("Anna.Muster@behoerde.example"), "anna.muster@behoerde.example");
}

TEST(Network, what_no_mail_server_takes_is_no_address) {
    for (const char* bad :
         {"",
          "anna",
          "@behoerde.example",
          "anna@",
          "anna@behoerde",
          "anna@.example",
          "anna@behoerde.",
          "an na@behoerde.example",
          "anna@behoerde.example\r\nBcc: x@y.example",
          "a,b@behoerde.example",
          "<anna@behoerde.example>",
          "änna@behoerde.example"}) {
        EXPECT_FALSE(valid_email(bad).has_value()) << bad;
    }
}

TEST(Access, the_table_of_who_may_enter) {
    struct Row {
        const char* name;
        Needs needs;
        const char* expected; ///< visitor, then coordination, delegate, deputy, expert, guest
    };
    const std::array rows{
        Row{"everybody", everybody, "++++++"},
        Row{"signed_in", signed_in, "-+++++"},
        Row{"visitors_only", visitors_only, "+-----"},
        Row{"writes", writes, "-++++-"},
        Row{"speaks_for_authority", speaks_for_authority, "--++--"},
        Row{"coordinates", coordinates, "-+----"},
    };
    for (const Row& row : rows) {
        std::string found(1, row.needs(nullptr) ? '+' : '-');
        for (const Role role : all_roles) {
            Viewer viewer;
            viewer.role = role;
            viewer.has_voice = true;
            found += row.needs(&viewer) ? '+' : '-';
        }
        EXPECT_EQ(found, row.expected) << row.name;
    }
}

TEST(Access, nobody_speaks_for_an_authority_without_a_voice) {
    Viewer viewer;
    viewer.role = Role::Delegate;
    viewer.has_voice = false;
    EXPECT_FALSE(speaks_for_authority(&viewer));
}

} // namespace
} // namespace denkraum::network
