// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/network/coordination/routes.hpp"
#include "domain/network/door.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/login/routes.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/routes.hpp"
#include "domain/network/overview/overview.hpp"
#include "domain/network/testing/browser.hpp"
#include "platform/bus/memory/memory_bus.hpp"
#include "platform/secret/random.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::network {

/// A postman who keeps what he was given; `is_ill` refuses it.
class Postbox final : public mail::Mailer {
public:
    Done send(const mail::Message& message) override {
        if (is_ill) return fail(ErrorCode::Unavailable, "no mail today");
        letters.push_back(message);
        return {};
    }
    bool delivers() const override { return !is_a_folder; }
    std::vector<mail::Message> letters;
    bool is_a_folder = false;
    bool is_ill = false;
};

/// Fixture of this folder's tests: both databases, a clock that is moved, and a network with one
/// coordinating authority and one more, whose members sign in with `good_password`.
class World : public sql::OnBothDatabases {
protected:
    static constexpr const char* good_password = "vier kleine Enten baden";
    static constexpr const char* coordinator_email = "koordination@ministerium.example";
    static constexpr const char* expert_email = "Fachfrau@agentur.example";

    void SetUp() override;
    /// Makes one more member of the second authority.
    MemberId add(Role role, const std::string& email);
    /// A browser in which that member has signed in.
    Browser signed_in_as(const std::string& email);
    /// A number that a statement gives.
    [[nodiscard]] std::int64_t count(std::string_view sql);
    /// The link in the last letter, as a path on this site.
    [[nodiscard]] std::string last_link() const;

    ManualClock clock{*instant_from_iso("2026-11-22T09:00:00.000000Z")};
    secret::SystemRandomness randomness;
    std::unique_ptr<bus::Bus> bus = bus::make_memory_bus();
    Postbox post;
    secret::Passwords passwords{secret::cheap_password_cost};
    std::vector<std::string> log_lines;
    std::optional<log::Log> log;
    std::optional<i18n::Catalogues> catalogues;
    std::optional<Services> services;
    std::optional<Door> door;
    std::optional<Login> login;
    std::optional<Members> members;
    std::optional<Coordination> coordination;
    std::optional<Overview> overview;
    http::Router router;
    OverviewSlots slots;

    Viewer administrator; ///< the system's actor
    AuthorityId ministry;
    AuthorityId agency;
    MemberId coordinator;
    MemberId expert;

private:
    void open_house();
    void add_people();
};

} // namespace denkraum::network
