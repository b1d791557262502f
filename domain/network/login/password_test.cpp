// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/network/login/password.hpp"

namespace denkraum::network {
namespace {

const Person anna{
    .name = "Anna Musterfrau", .email = "anna.musterfrau@behoerde.example", .job = {}
};

TEST(Password, what_is_shorter_than_twelve_characters_is_refused) {
    EXPECT_EQ(fault_of("elf Zeichen", anna), PasswordFault::TooShort);
    EXPECT_EQ(fault_of("zwölf Tönchn", anna), PasswordFault::None);
}

TEST(Password, what_anybody_would_try_first_is_refused) {
    for (const char* bad :
         {"aaaaaaaaaaaa",
          "123456789012",
          "abcdefghijkl",
          "987654321098",
          "Passwort12345",
          "PasswortPasswort",
          "Willkommen2026!",
          "qwertzuiopü12",
          "abc123abc123abc123",
          "1234567890!?1",
          "denkraum-2026"}) {
        EXPECT_EQ(fault_of(bad, anna), PasswordFault::TooCommon) << bad;
    }
}

TEST(Password, the_persons_own_name_and_address_are_refused) {
    EXPECT_EQ(fault_of("Anna Musterfrau", anna), PasswordFault::OwnName);
    EXPECT_EQ(fault_of("anna.musterfrau@behoerde.example", anna), PasswordFault::OwnName);
    EXPECT_EQ(fault_of("anna.musterfrau1", anna), PasswordFault::OwnName);
}

TEST(Password, words_without_a_connection_are_taken) {
    EXPECT_EQ(fault_of("vier kleine Enten baden", anna), PasswordFault::None);
    EXPECT_EQ(fault_of("k7#mQ2xv!9Tz", anna), PasswordFault::None);
}

TEST(Password, a_megabyte_is_no_password) {
    EXPECT_EQ(fault_of(std::string(1 << 20, 'x'), anna), PasswordFault::TooLong);
}

} // namespace
} // namespace denkraum::network
