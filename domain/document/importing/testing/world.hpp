// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "domain/document/importing/routes.hpp"
#include "domain/document/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::importing {

inline bool has(const std::string& page, std::string_view words) {
    return page.find(words) != std::string::npos;
}

/// Fixture of this folder's tests: the network, both databases, one worker and the routes.
class World : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_ = *std::move(opened);
        ASSERT_TRUE(sql::migrate(*log_, *sql::read_migrations("migrations/log"), clock));
        auto started = run::Workers::start({.threads = 1}, [](std::string_view) {});
        ASSERT_TRUE(started.has_value());
        workers_.emplace(*std::move(started));
        jobs_.emplace(Jobs::Parts{*workers_, clock, randomness, *log});
        add_routes(router, {*door, with(), *jobs_});
    }

    void TearDown() override {
        // A file that is still being read knows the imports.
        if (workers_) workers_->stop();
        network::World::TearDown();
    }

    /// Imports with workers and a converter of their own.
    std::unique_ptr<Jobs> jobs_with(const run::Workers& workers, convert::RunChild run_child) {
        return std::make_unique<Jobs>(
            Jobs::Parts{workers, clock, randomness, *log, std::move(run_child)}
        );
    }

    commands::Services with() { return {database(), *log_, clock, randomness}; }

    /// The address of a file that has been read.
    std::string imported(network::Browser& browser, const std::string& name, ByteView bytes) {
        browser.get("/entwuerfe/importieren");
        const auto answer = browser.upload("/entwuerfe/importieren", name, bytes);
        EXPECT_EQ(answer.status, 303) << network::body_of(answer);
        wait(browser, network::location_of(answer));
        return network::location_of(answer);
    }
    static void wait(network::Browser& browser, const std::string& address) {
        for (int i = 0; i < 600; ++i) {
            const std::string says = network::body_of(browser.get(address + "/stand"));
            if (says.find(R"("isOver":true)") != std::string::npos) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        FAIL() << "the import does not end";
    }
    Reading taken_over(network::Browser& browser, const std::string& address) {
        const auto answer = browser.post(address + "/uebernehmen", {{"title", "Entwurf"}});
        document_ = network::location_of(answer);
        const auto id = DocumentId::from_text(document_.substr(document_.rfind('/') + 1));
        EXPECT_TRUE(id.has_value()) << network::body_of(answer);
        return *queries::current(*log_, *id);
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_;
    std::optional<run::Workers> workers_;
    std::optional<Jobs> jobs_;
    std::string document_;
};

} // namespace denkraum::document::importing
