// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/tools.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include "apps/server/demo.hpp"
#include "apps/server/world.hpp"
#include "domain/document/importing/commands.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/document/importing/words.hpp"
#include "domain/network/member/command_line.hpp"
#include "domain/network/queries.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::server::tools {
namespace {

std::unexpected<Error> say(ErrorCode code, std::string sentence) {
    return fail(code, std::move(sentence));
}

Result<std::string> place(const Context& context, std::size_t index, std::string_view what) {
    if (context.arguments.places.size() <= index) {
        return say(ErrorCode::Invalid, fmt::format("Es fehlt: {}.", what));
    }
    return context.arguments.places[index];
}

Result<std::string> option(const Context& context, std::string_view name) {
    const auto value = context.arguments.value(name);
    if (!value) return say(ErrorCode::Invalid, fmt::format("Es fehlt: --{}.", name));
    return *value;
}

Result<Bytes> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return say(ErrorCode::NotFound, fmt::format("{} kann nicht gelesen werden.", path));
    std::ostringstream text;
    text << in.rdbuf();
    const std::string bytes = text.str();
    return Bytes(bytes.begin(), bytes.end());
}

Result<network::queries::MemberView> member_by_email(World& world, const std::string& email) {
    DK_TRY(auto main, world.installation.main->begin(sql::Access::Read));
    DK_TRY(const auto members, network::queries::members(main));
    for (const auto& one : members) {
        if (network::email_key(one.person.email) == network::email_key(email)) return one;
    }
    return say(
        ErrorCode::NotFound,
        fmt::format("Es gibt kein Mitglied {}. »denkraum member list« zeigt alle.", email)
    );
}

/// Waits for an import, telling its steps.
Result<document::importing::Job> finished(
    World& world,
    document::importing::Jobs& jobs,
    document::importing::JobId id,
    network::MemberId member
) {
    const i18n::Words& words = world.catalogues->of(i18n::Language::German);
    auto stage = document::importing::Stage::Waiting;
    for (;;) {
        DK_TRY(auto job, jobs.find(id, member));
        if (job.stage != stage) {
            stage = job.stage;
            fmt::print("{}\n", document::importing::words_for(words, stage));
        }
        if (job.is_over()) return job;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace

Done demo(const Context& context) {
    DK_TRY(const auto world, World::open(context.config, context.environment, Hold::Alone));
    DK_TRY(const bool empty, is_empty(*world));
    if (!empty) {
        DK_DO(refuse_cut_off_demo(*world));
        return say(
            ErrorCode::Conflict,
            fmt::format(
                "Im Ordner {} gibt es schon ein Netzwerk. Nehmen Sie mit --data einen leeren "
                "Ordner.",
                context.config.data.string()
            )
        );
    }
    DK_DO(load_demo(*world));
    fmt::print("Das Demonstrationsnetzwerk ist geladen. Passwort für alle: {}\n", demo_password);
    return {};
}

Done import(const Context& context) {
    DK_TRY(const std::string file, place(context, 0, "die Datei"));
    DK_TRY(const std::string email, option(context, "as"));
    DK_TRY(Bytes bytes, read_file(file));
    if (bytes.size() > intake::file_bytes_max) {
        return say(
            ErrorCode::TooLarge, "Die Datei ist größer als 50 MB. Teilen Sie das Dokument auf."
        );
    }
    DK_TRY(const auto world, World::open(context.config, context.environment, Hold::Beside));
    DK_TRY(const auto member, member_by_email(*world, email));
    document::importing::Jobs jobs(
        {*world->workers, world->clock, world->randomness, *world->journal}
    );
    const std::string name = std::filesystem::path(file).filename().string();
    const i18n::Words& words = world->catalogues->of(i18n::Language::German);
    DK_TRY(
        const auto id,
        jobs.begin(
            {.member = member.member.id,
             .file_name = name,
             .bytes = std::move(bytes),
             .undescribed = document::importing::undescribed_words(words, name)}
        )
    );
    DK_TRY(const auto job, finished(*world, jobs, id, member.member.id));
    if (job.stage != document::importing::Stage::Ready) {
        return say(ErrorCode::Invalid, document::importing::words_for(words, job));
    }
    for (const auto& remark : job.imported->report.remarks) {
        fmt::print("- {}\n", document::importing::words_for(words, remark));
    }
    const std::string title = context.arguments.value("title").value_or(
        job.imported->title.empty() ? name : job.imported->title
    );
    const network::Viewer viewer{
        .member = member.member.id,
        .actor = member.member.actor,
        .authority = member.member.authority
    };
    const auto made = document::importing::take_over(world->documents(), viewer, job, title);
    if (!made && made.error().field == "title") {
        return say(
            ErrorCode::Invalid, "--title: Ein Titel hat mindestens ein und höchstens 300 Zeichen."
        );
    }
    if (!made) return std::unexpected(made.error());
    fmt::print("Der Entwurf ist angelegt: /dokumente/{}\n", made->text());
    return {};
}

namespace {

Done list_members(const Context& context) {
    DK_TRY(const auto share, share_folder(context.environment));
    DK_TRY(const auto databases, open_for_reading(context.config, share));
    DK_TRY(const std::string lines, network::command_line::list_members(*databases.main));
    fmt::print("{}", lines);
    return {};
}

Done reset_member(const Context& context) {
    DK_TRY(const std::string email, option(context, "email"));
    DK_TRY(const auto world, World::open(context.config, context.environment, Hold::Beside));
    DK_TRY(const std::string link, network::command_line::reset_member(*world->network, email));
    fmt::print("{}\n", link);
    return {};
}

/// The first one makes the installation.
Done add_member(const Context& context) {
    DK_TRY(const std::string email, option(context, "email"));
    DK_TRY(const std::string name, option(context, "name"));
    DK_TRY(const bool is_there, is_installed(context.config));
    const Hold hold = is_there ? Hold::Beside : Hold::Alone;
    DK_TRY(const auto world, World::open(context.config, context.environment, hold));
    const auto value = [&](std::string_view named) {
        return context.arguments.value(named).value_or("");
    };
    DK_TRY(
        const std::string link,
        network::command_line::add_member(
            *world->network,
            {.email = email,
             .name = name,
             .job = value("job"),
             .role = context.arguments.value("role").value_or("expert"),
             .authority = value("authority"),
             .authority_name = value("authority-name")}
        )
    );
    fmt::print("{}\n", link);
    return {};
}

} // namespace

Done member(const Context& context) {
    DK_TRY(const std::string what, place(context, 0, "add, list oder reset"));
    if (what == "list") return list_members(context);
    if (what == "reset") return reset_member(context);
    if (what == "add") return add_member(context);
    return say(
        ErrorCode::Invalid, fmt::format("»member {}« gibt es nicht: add, list oder reset.", what)
    );
}

} // namespace denkraum::server::tools
