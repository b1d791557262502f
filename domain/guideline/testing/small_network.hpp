// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "domain/guideline/commands.hpp"
#include "platform/secret/random.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::guideline {

/// Two authorities and a coordination with a few members, on an empty database: what the tests of
/// this folder begin with.
class SmallNetwork : public sql::OnBothDatabases {
protected:
    void SetUp() override;

    [[nodiscard]] commands::Services services() {
        return {.main = database(), .log = *log_, .clock = clock_, .randomness = randomness_};
    }
    /// A guideline with this draft.
    [[nodiscard]] Guideline begin_guideline(prose::Prose draft, std::string key = "ki-einsatz");
    /// Somebody writes at the end of the draft.
    void write_at_end(const Guideline& guideline, std::string_view words);
    /// What the member would see before asking for the release.
    [[nodiscard]] commands::WantedRelease wanted(const Guideline& guideline);
    [[nodiscard]] Result<RequestId> ask(const network::Viewer& viewer, const Guideline& guideline) {
        return commands::request_release(services(), viewer, wanted(guideline));
    }
    [[nodiscard]] sql::Transaction begin(sql::Access access);
    [[nodiscard]] std::int64_t count(std::string_view table);

    /// A paragraph with a uid that ends in this number.
    [[nodiscard]] static prose::Block
    block(std::uint8_t number, prose::Kind kind, std::string words);
    [[nodiscard]] static std::string uid(std::uint8_t number);
    /// A chapter with a principle, a commitment and a check question, uids 1 to 4.
    [[nodiscard]] static prose::Prose sample();

    network::Viewer anna_;  ///< expert of house A
    network::Viewer arne_;  ///< delegate of house A
    network::Viewer berta_; ///< expert of house B
    network::Viewer bodo_;  ///< deputy of house B
    network::Viewer gesa_;  ///< guest of house B
    network::Viewer carla_; ///< coordination, of house C
    network::Viewer cosmo_; ///< coordination, of house A
    ManualClock clock_{*instant_from_iso("2026-11-22")};
    secret::SystemRandomness randomness_;

private:
    network::Viewer add_member(std::string name, char house, network::Role role);
    void execute(std::string_view statement, auto... values);

    std::unique_ptr<sql::Database> log_;
};

} // namespace denkraum::guideline
