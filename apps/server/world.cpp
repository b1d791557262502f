// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/world.hpp"

#include "apps/server/addresses.hpp"
#include "base/check.hpp"
#include "platform/bus/memory/memory_bus.hpp"
#include "platform/mail/folder/folder_mailer.hpp"
#include "platform/mail/smtp/smtp_mailer.hpp"

namespace denkraum::server {
namespace {

Result<mail::SmtpServer> smtp_server(const Config& config) {
    DK_TRY(const SmtpAddress address, smtp_address(config.mail_smtp_url));
    mail::SmtpServer server;
    server.host = address.host;
    server.port = address.port;
    server.encryption = address.is_tls ? mail::Encryption::Tls : mail::Encryption::StartTls;
    if (address.is_plain) server.encryption = mail::Encryption::None;
    server.user = config.mail_user;
    server.password = config.mail_password;
    return server;
}

Result<std::unique_ptr<mail::Mailer>> make_mailer(World& world) {
    const mail::Sender sender{.address = world.config.mail_from, .name = world.config.site_name};
    if (world.config.mail_smtp_url.empty()) {
        return mail::open_folder_mailer(
            world.installation.folder / "mail",
            sender,
            world.clock,
            world.randomness,
            *world.journal
        );
    }
    DK_TRY(mail::SmtpServer server, smtp_server(world.config));
    return mail::open_smtp_mailer(std::move(server), sender, world.clock, world.randomness);
}

Done make_network_services(World& world) {
    DK_TRY(world.mailer, make_mailer(world));
    world.network = std::make_unique<network::Services>(network::Services{
        .database = *world.installation.main,
        .clock = world.clock,
        .randomness = world.randomness,
        .bus = *world.bus,
        .mailer = *world.mailer,
        .passwords = world.passwords,
        .log = *world.journal,
        .catalogues = *world.catalogues,
        .later =
            [workers = world.workers.get(),
             journal = world.journal.get()](std::function<void()> task) {
                if (!workers->try_post(std::move(task))) journal->warning("a task was dropped");
            },
        .base_url = world.config.base_url.empty()
                        ? http_address(world.config.address, world.config.port)
                        : world.config.base_url,
        .site_name = world.config.site_name,
        .key = world.installation.key
    });
    return {};
}

} // namespace

World::World() : passwords(secret::PasswordCost{}) {}

World::~World() {
    // Tasks on the workers use everything else.
    if (workers) workers->stop();
}

Result<std::unique_ptr<World>>
World::open(const Config& config, const Environment& environment, Hold hold) {
    std::unique_ptr<World> world(new World());
    world->config = config;
    DK_TRY(world->share, share_folder(environment));
    DK_TRY(const auto level, log::level_from(config.log_level));
    DK_TRY(const auto format, log::format_from(config.log_format));
    world->journal = std::make_unique<log::Log>(world->clock, level, format, log::standard_error());
    DK_TRY(
        world->installation,
        open_installation(config, world->share, hold, world->clock, world->randomness)
    );
    DK_TRY(auto catalogues, i18n::Catalogues::load((world->share / "locale").string()));
    world->catalogues = std::make_unique<i18n::Catalogues>(std::move(catalogues));
    world->bus = bus::make_memory_bus();
    DK_TRY(
        auto workers,
        run::Workers::start(
            {.threads = static_cast<std::size_t>(config.workers)},
            [journal = world->journal.get()](std::string_view what) {
                journal->error("a task failed", {{"what", what}});
            }
        )
    );
    world->workers = std::make_unique<run::Workers>(std::move(workers));
    DK_DO(make_network_services(*world));
    return world;
}

} // namespace denkraum::server
