// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "apps/server/config.hpp"
#include "apps/server/installation.hpp"
#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "domain/document/commands.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/network/services.hpp"
#include "platform/bus/bus.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"
#include "platform/run/workers.hpp"
#include "platform/secret/password.hpp"
#include "platform/secret/random.hpp"

namespace denkraum::server {

/// Everything the domain needs of the world, made once per program run: the ports with their
/// adapters. Subcommands use it as it is; serving adds loops, rooms and routes (wiring).
class World {
public:
    /// Fails with a sentence for the administrator.
    [[nodiscard]] static Result<std::unique_ptr<World>>
    open(const Config& config, const Environment& environment, Hold hold);
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    Config config;
    std::filesystem::path share;
    SystemClock clock;
    secret::SystemRandomness randomness;
    std::unique_ptr<log::Log> journal;
    Installation installation;
    std::unique_ptr<bus::Bus> bus;
    std::unique_ptr<mail::Mailer> mailer;
    secret::Passwords passwords;
    std::unique_ptr<i18n::Catalogues> catalogues;
    std::unique_ptr<run::Workers> workers;
    std::unique_ptr<network::Services> network;

    [[nodiscard]] document::commands::Services documents() {
        return {*installation.main, *installation.log, clock, randomness};
    }

    /// What makes the files of an edition.
    [[nodiscard]] guideline::ExportTools export_tools() const {
        return {.typst = share / "typst", .pandoc = true, .base_url = network->base_url};
    }

private:
    World();
};

} // namespace denkraum::server
