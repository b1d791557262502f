// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/tools.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include "apps/server/demo.hpp"
#include "apps/server/world.hpp"
#include "base/bytes.hpp"
#include "domain/document/authorship.hpp"
#include "domain/document/importing/commands.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/document/importing/words.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "domain/network/member/command_line.hpp"
#include "domain/network/queries.hpp"
#include "domain/trail/queries.hpp"
#include "engine/intake/limits.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

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

Done verify_log(World& world) {
    DK_TRY(auto log, world.installation.log->begin(sql::Access::Read));
    DK_TRY(const auto documents, document::update_log::documents(log));
    std::int64_t records = 0;
    for (const document::DocumentId id : documents) {
        const auto count = document::update_log::verify(log, id);
        if (!count) {
            return say(
                ErrorCode::Corrupt, fmt::format("Dokument {}: {}", id.text(), count.error().detail)
            );
        }
        records += *count;
    }
    fmt::print(
        "Schreibverlauf: {} Dokumente, {} Einträge, alle unverändert.\n", documents.size(), records
    );
    return {};
}

Done need_sqlite(const Config& config) {
    if (config.database_url.empty()) return {};
    return say(
        ErrorCode::Invalid,
        "Diese Installation benutzt PostgreSQL. Sichern Sie sie mit pg_dump; docs/operating sagt "
        "wie."
    );
}

/// Commands refer to records of the log, never the other way round: the log is copied last, so that
/// everything the copied commands know of is in it.
Done copy_installation(const std::filesystem::path& from, const std::filesystem::path& to) {
    DK_DO(sql::sqlite::backup(from / "denkraum.db", to / "denkraum.db"));
    DK_DO(sql::sqlite::backup(from / "log.db", to / "log.db"));
    std::error_code error;
    std::filesystem::copy_file(from / "secret.key", to / "secret.key", error);
    if (!error) return {};
    return say(
        ErrorCode::Unavailable, "secret.key konnte nicht kopiert werden: " + error.message()
    );
}

} // namespace

Done demo(const Context& context) {
    DK_TRY(const auto world, World::open(context.config, context.environment));
    DK_TRY(const bool empty, is_empty(*world));
    if (!empty) {
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
    DK_TRY(const auto world, World::open(context.config, context.environment));
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

Done member(const Context& context) {
    DK_TRY(const std::string what, place(context, 0, "add, list oder reset"));
    DK_TRY(const auto world, World::open(context.config, context.environment));
    Result<std::string> told =
        say(ErrorCode::Invalid,
            fmt::format("»member {}« gibt es nicht: add, list oder reset.", what));
    if (what == "list") told = network::command_line::list_members(*world->installation.main);
    if (what == "reset") {
        DK_TRY(const std::string email, option(context, "email"));
        told = network::command_line::reset_member(*world->network, email);
    }
    if (what == "add") {
        DK_TRY(const std::string email, option(context, "email"));
        DK_TRY(const std::string name, option(context, "name"));
        told = network::command_line::add_member(
            *world->network,
            {.email = email,
             .name = name,
             .job = context.arguments.value("job").value_or(""),
             .role = context.arguments.value("role").value_or("expert"),
             .authority = context.arguments.value("authority").value_or(""),
             .authority_name = context.arguments.value("authority-name").value_or("")}
        );
    }
    if (!told) return std::unexpected(told.error());
    fmt::print("{}\n", *told);
    return {};
}

Done trail(const Context& context) {
    DK_TRY(const std::string what, place(context, 0, "verify"));
    if (what != "verify") {
        return say(ErrorCode::Invalid, fmt::format("»trail {}« gibt es nicht: verify.", what));
    }
    DK_TRY(const auto world, World::open(context.config, context.environment));
    DK_TRY(const auto report, trail::verify(*world->installation.main));
    if (report.first_fault) {
        return say(
            ErrorCode::Corrupt,
            fmt::format(
                "Das Protokoll ist ab Eintrag {} nicht mehr echt: {}",
                report.first_fault->sequence,
                report.first_fault->what
            )
        );
    }
    fmt::print(
        "Protokoll: {} Einträge, {} gelöschte Inhalte, alle Glieder passen.\nLetztes Glied: {}\n",
        report.entries,
        report.erased,
        to_hex(report.head)
    );
    return verify_log(*world);
}

Done backup(const Context& context) {
    DK_TRY(const std::string target, place(context, 0, "der Zielordner"));
    DK_DO(need_sqlite(context.config));
    const std::filesystem::path to(target);
    std::error_code error;
    if (std::filesystem::exists(to, error)) {
        return say(ErrorCode::Conflict, fmt::format("{} gibt es schon.", target));
    }
    std::filesystem::create_directories(to, error);
    if (error) {
        return say(
            ErrorCode::Unavailable,
            fmt::format("{} kann nicht angelegt werden: {}", target, error.message())
        );
    }
    const Done copied = copy_installation(context.config.data, to);
    if (!copied) {
        // A half-made backup would look like one.
        std::filesystem::remove_all(to, error);
        return copied;
    }
    fmt::print("Die Sicherung liegt in {} und ist geprüft.\n", target);
    return {};
}

Done restore(const Context& context) {
    DK_TRY(const std::string source, place(context, 0, "der Ordner der Sicherung"));
    DK_DO(need_sqlite(context.config));
    const std::filesystem::path from(source);
    const auto& to = context.config.data;
    std::error_code error;
    if (std::filesystem::exists(to / "denkraum.db", error)) {
        return say(
            ErrorCode::Conflict,
            fmt::format(
                "Im Ordner {} liegt schon eine Installation. Benennen Sie ihn um oder nehmen Sie "
                "mit --data einen anderen; überschrieben wird nichts.",
                to.string()
            )
        );
    }
    std::filesystem::create_directories(to, error);
    DK_DO(copy_installation(from, to));
    DK_TRY(const auto world, World::open(context.config, context.environment));
    DK_TRY(auto main, world->installation.main->begin(sql::Access::Write));
    DK_TRY(const auto epoch, document::raise_epoch(main));
    DK_DO(std::move(main).commit());
    DK_DO(verify_log(*world));
    fmt::print(
        "Zurückgespielt. Epoche {}: Wer noch Neueres auf seinem Gerät hat, überträgt es beim "
        "nächsten Öffnen.\n",
        epoch
    );
    return {};
}

} // namespace denkraum::server::tools
