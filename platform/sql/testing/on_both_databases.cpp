// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/testing/on_both_databases.hpp"

#include <cstdlib>
#include <system_error>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/postgres/postgres.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::sql {
namespace {

std::string postgres_server() {
    const char* conninfo = std::getenv("DENKRAUM_TEST_POSTGRES");
    return conninfo == nullptr ? "" : conninfo;
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "denkraum-test-XXXXXX";
    CHECK(::mkdtemp(pattern.data()) != nullptr, "the temporary folder can be written");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

OnBothDatabases::~OnBothDatabases() {
    database_.reset();
    if (schema_.empty()) return;
    const Done dropped = postgres::drop_schema(postgres_server(), schema_);
    EXPECT_TRUE(dropped) << dropped.error().detail;
}

Result<std::unique_ptr<Database>> OnBothDatabases::open_again() const {
    if (GetParam() == Kind::Sqlite) return sqlite::open(folder_.path() / "denkraum.db");
    return postgres::open(postgres_server(), {.schema = schema_});
}

void OnBothDatabases::open(const std::string& migrations) {
    if (GetParam() == Kind::Postgres) {
        if (postgres_server().empty()) {
            GTEST_SKIP() << "skipped: DENKRAUM_TEST_POSTGRES names no PostgreSQL server";
        }
        // The folder's name is as unique as the schema must be.
        schema_ = "test_" + to_hex(as_bytes(folder_.path().filename().string()));
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
