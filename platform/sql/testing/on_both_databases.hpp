// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/check.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::sql {

/// A folder that is gone with its guard.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Fixture of every store test: the same tests on SQLite, and on PostgreSQL when the variable
/// DENKRAUM_TEST_POSTGRES names a server (tests/postgres.sh starts one); else that half says that
/// it is skipped. Each test has an empty database of its own.
///
///     class MemberStore : public sql::OnBothDatabases {
///         void SetUp() override { open("migrations/main"); }
///     };
///     DK_ON_BOTH_DATABASES(MemberStore);
///     TEST_P(MemberStore, finds_a_member_by_id) { … database() … }
class OnBothDatabases : public testing::TestWithParam<Kind> {
protected:
    ~OnBothDatabases() override;
    /// Opens the database and applies the migrations of a folder (from the project's root), if one
    /// is named. Skips the test when there is no PostgreSQL.
    void open(const std::string& migrations = {});
    /// A SetUp that goes on after open() skipped the test ends here.
    [[nodiscard]] Database& database() {
        CHECK(database_ != nullptr, "SetUp returns where IsSkipped()");
        return *database_;
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
    /// A second opening of the same database, as another program would do it.
    [[nodiscard]] Result<std::unique_ptr<Database>> open_again() const;

private:
    TemporaryFolder folder_;
    std::string schema_;
    std::unique_ptr<Database> database_;
};

[[nodiscard]] std::string name_of(const testing::TestParamInfo<Kind>& kind);

} // namespace denkraum::sql

#define DK_ON_BOTH_DATABASES(Suite)                                                                \
    INSTANTIATE_TEST_SUITE_P(                                                                      \
        On,                                                                                        \
        Suite,                                                                                     \
        testing::Values(denkraum::sql::Kind::Sqlite, denkraum::sql::Kind::Postgres),               \
        denkraum::sql::name_of                                                                     \
    )
