// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/testing/on_both_databases.hpp"

#include <cstdlib>
#include <system_error>

#include "base/check.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::sql {

TemporaryFolder::TemporaryFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "denkraum-test-XXXXXX";
    CHECK(::mkdtemp(pattern.data()) != nullptr, "the temporary folder can be written");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

OnBothDatabases::~OnBothDatabases() = default;

Result<std::unique_ptr<Database>> OnBothDatabases::open_again() const {
    return sqlite::open(folder_.path() / "denkraum.db");
}

void OnBothDatabases::open(const std::string& migrations) {
    if (GetParam() == Kind::Postgres) {
        GTEST_SKIP() << "skipped: DENKRAUM_TEST_POSTGRES names no PostgreSQL server";
    }
    auto opened = open_again();
    ASSERT_TRUE(opened) << opened.error().detail;
    database_ = *std::move(opened);
    if (migrations.empty()) return;
    const auto files = read_migrations(migrations);
    ASSERT_TRUE(files) << files.error().detail;
    const auto migrated = migrate(*database_, *files, SystemClock());
    ASSERT_TRUE(migrated) << migrated.error().detail;
}

std::string name_of(const testing::TestParamInfo<Kind>& kind) {
    return kind.param == Kind::Sqlite ? "Sqlite" : "Postgres";
}

} // namespace denkraum::sql
