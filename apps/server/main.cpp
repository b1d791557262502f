// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "apps/server/addresses.hpp"
#include "apps/server/arguments.hpp"
#include "apps/server/config.hpp"
#include "apps/server/demo.hpp"
#include "apps/server/serving.hpp"
#include "apps/server/tools.hpp"
#include "apps/server/world.hpp"
#include "platform/http/server/server.hpp"

namespace denkraum::server {
namespace {

struct Command {
    CommandHelp help;
    std::function<Done(const tools::Context&)> run;
};

std::optional<std::string> from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
}

EnvironmentNames environment_names() {
    EnvironmentNames names;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
        const std::string_view text = *variable;
        names.emplace_back(text.substr(0, text.find('=')));
    }
    return names;
}

Done serve(const tools::Context& context) {
    // Every thread inherits the mask, so that only this one hears the signals.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    ::signal(SIGPIPE, SIG_IGN);

    Config config = context.config;
    if (config.port == 0) {
        // Links in mails and citations name the port, so it is chosen before anything else.
        DK_TRY(config.port, http::free_port(config.address, config.port));
    }
    DK_TRY(const auto world, World::open(config, context.environment, Hold::Alone));
    if (context.arguments.has("demo")) {
        DK_TRY(const bool empty, is_empty(*world));
        if (empty) {
            fmt::print("Das Demonstrationsnetzwerk wird geladen …\n");
            DK_DO(load_demo(*world));
        }
    }
    DK_TRY(auto serving, Serving::start(*world));
    fmt::print("Denkraum läuft: {}/\n", http_address(config.address, serving->port()));
    DK_TRY(const bool demo, has_demo(*world));
    if (demo) {
        fmt::print("Anmelden mit dem Passwort »{}«:\n", demo_password);
        DK_TRY(const auto logins, demo_logins(*world));
        for (const std::string& line : logins)
            fmt::print("  {}\n", line);
        fmt::print("Beenden mit Strg+C.\n");
    }
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    fmt::print("Denkraum wird beendet …\n");
    std::fflush(stdout);
    serving.reset();
    return {};
}

Done print_config(const tools::Context&) {
    fmt::print("{}", documented_defaults());
    return {};
}

const std::vector<OptionHelp>& common_options() {
    static const std::vector<OptionHelp> options{
        {"config", "DATEI", "Einstellungen (TOML); »denkraum config« zeigt alle Schlüssel"},
        {"data", "ORDNER", "Datenordner"},
    };
    return options;
}

Command command(
    std::string_view name,
    std::string_view places,
    std::string_view meaning,
    std::vector<OptionHelp> options,
    std::function<Done(const tools::Context&)> run
) {
    const auto& common = common_options();
    options.insert(options.end(), common.begin(), common.end());
    return {{name, places, meaning, std::move(options)}, std::move(run)};
}

std::vector<Command> commands() {
    return {
        command(
            "serve",
            "",
            "Stellt Denkraum im Netz bereit, bis es beendet wird.",
            {{"port", "N", "Port statt des eingestellten"},
             {"demo", "", "lädt das Demonstrationsnetzwerk, wenn der Datenordner leer ist"}},
            serve
        ),
        command(
            "demo",
            "",
            "Lädt das Demonstrationsnetzwerk in einen leeren Datenordner.",
            {},
            tools::demo
        ),
        command(
            "import",
            "DATEI",
            "Macht aus einem Dokument (.docx, .odt, .html, .md, .txt) einen Entwurf.",
            {{"as", "EMAIL", "Mitglied, das importiert"}, {"title", "TITEL", "Titel des Entwurfs"}},
            tools::import
        ),
        command(
            "member",
            "add | list | reset",
            "Mitglieder an der Maschine anlegen, zeigen, Passwort neu setzen.",
            {{"email", "EMAIL", "des Mitglieds"},
             {"name", "NAME", "für add"},
             {"job", "FUNKTION", "für add"},
             {"role", "ROLLE", "für add: coordination, delegate, deputy, expert, guest"},
             {"authority", "KÜRZEL", "für add: die Behörde"},
             {"authority-name", "NAME", "für add: legt die Behörde an, wenn es sie nicht gibt"}},
            tools::member
        ),
        command(
            "trail",
            "verify",
            "Prüft Protokoll und Schreibverlauf, ohne dass etwas läuft.",
            {},
            tools::trail
        ),
        command(
            "document",
            "verify [NUMMER]",
            "Liest jeden Eintrag des Schreibverlaufs wieder und nennt alle Schäden.",
            {},
            tools::document
        ),
        command(
            "edition",
            "verify DATEI",
            "Rechnet die Prüfsumme einer Ausgabe aus ihrer leitlinie.json nach, ohne Netz.",
            {},
            tools::edition
        ),
        command(
            "backup",
            "ZIELORDNER",
            "Sichert eine Installation, auch im laufenden Betrieb, und prüft die Sicherung.",
            {},
            tools::backup
        ),
        command(
            "restore",
            "[ORDNER]",
            "Macht aus einer Sicherung einen Datenordner; mit PostgreSQL nach pg_restore, ohne "
            "Ordner.",
            {{"damaged", "", "auch eine Sicherung, deren Prüfung Schäden findet"}},
            tools::restore
        ),
        command("config", "", "Zeigt alle Einstellungen mit ihren Vorgaben.", {}, print_config),
    };
}

std::string overview(const std::vector<Command>& all) {
    std::string text =
        "Denkraum " DENKRAUM_VERSION
        ": Behörden schreiben gemeinsam Leitlinien für KI und veröffentlichen sie.\n\n";
    for (const Command& one : all) {
        text += fmt::format("  denkraum {:<8} {}\n", one.help.name, one.help.meaning);
    }
    return text + "\n»denkraum BEFEHL --help« erklärt jeden Befehl.\n";
}

Done apply_options(Config& config, const Arguments& arguments) {
    if (const auto data = arguments.value("data")) config.data = *data;
    const auto port = arguments.value("port");
    if (!port) return {};
    for (const Key& key : keys()) {
        if (key.name != "server.port") continue;
        const Done done = key.set(config, *port);
        if (!done) return fail(ErrorCode::Invalid, "--port: " + done.error().detail);
    }
    return {};
}

Done run_command(const Command& command, const std::vector<std::string>& words) {
    DK_TRY(const Arguments arguments, parse_arguments(command.help, words));
    std::optional<std::filesystem::path> file;
    if (const auto named = arguments.value("config")) file = *named;
    DK_DO(check_environment(environment_names()));
    DK_TRY(Config config, load_config(file, from_environment));
    DK_DO(apply_options(config, arguments));
    const Environment environment = from_environment;
    return command.run({config, environment, arguments});
}

int run(const std::vector<std::string>& words) {
    const auto all = commands();
    if (words.empty() || words[0] == "--help" || words[0] == "help") {
        fmt::print("{}", overview(all));
        return words.empty() ? 2 : 0;
    }
    if (words[0] == "--version") {
        fmt::print("denkraum " DENKRAUM_VERSION "\n");
        return 0;
    }
    for (const Command& one : all) {
        if (one.help.name != words[0]) continue;
        const std::vector<std::string> rest(words.begin() + 1, words.end());
        for (const std::string& word : rest) {
            if (word == "--help") {
                fmt::print("{}", help_for(one.help));
                return 0;
            }
        }
        const Done done = run_command(one, rest);
        if (done) return 0;
        fmt::print(stderr, "denkraum: {}\n", done.error().detail);
        return 1;
    }
    fmt::print(stderr, "Den Befehl »{}« gibt es nicht.\n\n{}", words[0], overview(all));
    return 2;
}

} // namespace
} // namespace denkraum::server

int main(int count, char** words) {
    // Drafts, addresses and one-time links are nobody else's on the machine.
    ::umask(0077);
    try {
        return denkraum::server::run({words + 1, words + count});
    } catch (const std::exception& problem) {
        fmt::print(stderr, "denkraum: {}\n", problem.what());
        return 1;
    }
}
