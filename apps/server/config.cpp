// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "apps/server/addresses.hpp"
#include "platform/mail/mail.hpp"

namespace denkraum::server {
namespace {

std::unexpected<Error> wrong(std::string sentence) {
    return fail(ErrorCode::Invalid, std::move(sentence));
}

Result<std::int64_t> number(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
        return wrong(fmt::format("Erlaubt ist eine ganze Zahl von {} bis {}.", least, most));
    }
    return value;
}

Result<std::string> one_of(std::string_view text, std::vector<std::string_view> allowed) {
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) {
        return wrong(fmt::format("Erlaubt sind: {}.", fmt::join(allowed, ", ")));
    }
    return std::string(text);
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        std::string_view item = text.substr(0, comma);
        while (item.starts_with(' '))
            item.remove_prefix(1);
        while (item.ends_with(' '))
            item.remove_suffix(1);
        if (!item.empty()) items.emplace_back(item);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return items;
}

std::string environment_name(std::string_view key) {
    std::string name = "DENKRAUM_";
    for (const char c : key) {
        const bool is_small = c >= 'a' && c <= 'z';
        name += c == '.' ? '_' : (is_small ? static_cast<char>(c - 32) : c);
    }
    return name;
}

const Key* find_key(std::string_view name) {
    const auto found = std::find_if(keys().begin(), keys().end(), [&](const Key& key) {
        return key.name == name;
    });
    return found == keys().end() ? nullptr : &*found;
}

/// The key somebody probably meant: the one with the most letters in common at both ends.
std::string_view nearest_key(std::string_view name) {
    std::string_view best;
    std::size_t best_score = 0;
    for (const Key& key : keys()) {
        const auto front =
            std::mismatch(name.begin(), name.end(), key.name.begin(), key.name.end());
        const auto back =
            std::mismatch(name.rbegin(), name.rend(), key.name.rbegin(), key.name.rend());
        const auto score = static_cast<std::size_t>(front.first - name.begin())
                           + static_cast<std::size_t>(back.first - name.rbegin());
        if (score > best_score) {
            best_score = score;
            best = key.name;
        }
    }
    return best;
}

/// How many letters have to be added, left out or exchanged (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t corner = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t exchanged = corner + (a[i] == b[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({exchanged, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// Whether a variable begins as those of the key's section do: "DENKRAUM_SERVER_".
bool is_of_section(std::string_view name, const Key& key) {
    return name.starts_with(environment_name(key.name.substr(0, key.name.find('.'))) + "_");
}

struct NearVariable {
    std::string name = {};
    std::size_t distance = 0;
    bool is_of_section = false;
};
/// Of the section it begins like, if there is one.
NearVariable nearest_variable(std::string_view name) {
    NearVariable best;
    for (const Key& key : keys()) {
        NearVariable one{.name = environment_name(key.name)};
        one.distance = distance(name, one.name);
        one.is_of_section = is_of_section(name, key);
        const bool is_nearer = one.is_of_section == best.is_of_section
                                   ? one.distance < best.distance
                                   : one.is_of_section;
        if (best.name.empty() || is_nearer) best = std::move(one);
    }
    return best;
}

Result<std::string> text_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
    if (const auto* list = node.as_array()) {
        std::string joined;
        for (const toml::node& item : *list) {
            if (!item.is_string()) return wrong("Die Liste darf nur Texte enthalten.");
            joined += (joined.empty() ? "" : ",") + item.as_string()->get();
        }
        return joined;
    }
    return wrong("Erlaubt sind Texte in Anführungszeichen, ganze Zahlen und Listen von Texten.");
}

class FileReader {
public:
    FileReader(Config& config, std::string file) : config_(config), file_(std::move(file)) {}

    Done read(const toml::table& table, const std::string& prefix) {
        for (const auto& [key, node] : table) {
            const std::string name = prefix + std::string(key.str());
            if (const auto* section = node.as_table()) {
                DK_DO(read(*section, name + "."));
                continue;
            }
            DK_DO(read_one(name, key.source().begin.line, node));
        }
        return {};
    }

private:
    Done read_one(const std::string& name, std::uint32_t line, const toml::node& node) {
        const Key* key = find_key(name);
        if (key == nullptr) {
            return wrong(fmt::format(
                "{}:{}: Den Schlüssel »{}« gibt es nicht. Meinten Sie »{}«? "
                "»denkraum config« zeigt alle Schlüssel.",
                file_,
                line,
                name,
                nearest_key(name)
            ));
        }
        const auto explain = [&](const Error& error) {
            return wrong(fmt::format(
                "{}:{}: Der Wert von »{}« passt nicht. {}", file_, line, name, error.detail
            ));
        };
        const auto text = text_of(node);
        if (!text) return explain(text.error());
        const Done done = key->set(config_, *text);
        if (!done) return explain(done.error());
        return {};
    }

    Config& config_;
    std::string file_;
};

Done read_file(Config& config, const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return wrong(fmt::format(
            "{}: Diese Datei gibt es nicht. »denkraum config > {}« legt eine an.",
            file.string(),
            file.string()
        ));
    }
    try {
        const toml::table table = toml::parse_file(file.string());
        return FileReader(config, file.string()).read(table, "");
    } catch (const toml::parse_error& problem) {
        return wrong(fmt::format(
            "{}:{}: Das ist kein gültiges TOML: {}",
            file.string(),
            problem.source().begin.line,
            problem.description()
        ));
    }
}

template <class Field, class Read>
std::function<Done(Config&, std::string_view)> setter(Field Config::* field, Read read) {
    return [field, read](Config& config, std::string_view text) -> Done {
        DK_TRY(auto value, read(text));
        config.*field = static_cast<Field>(std::move(value));
        return {};
    };
}

Result<std::string> any_text(std::string_view text) {
    return std::string(text);
}
Result<std::vector<std::string>> ip_addresses(std::string_view text) {
    std::vector<std::string> addresses;
    for (const std::string& item : list_of(text)) {
        DK_TRY(auto address, ip_address(item));
        addresses.push_back(std::move(address));
    }
    return addresses;
}
Result<std::string> smtp_url(std::string_view text) {
    if (!text.empty()) DK_DO(smtp_address(text));
    return std::string(text);
}
Result<std::string> mail_address(std::string_view text) {
    if (mail::check_address(text)) return std::string(text);
    return wrong("Erlaubt ist eine E-Mail-Adresse ohne Namen, etwa denkraum@behoerde.example.");
}
Result<secret::SecretText> secret_text(std::string_view text) {
    return secret::SecretText(std::string(text));
}

std::vector<Key> server_keys() {
    return {
        {"server.address",
         "127.0.0.1",
         "IP-Adresse, auf der Denkraum lauscht. Nur 127.0.0.1 und ::1 sind ohne Weiteres erlaubt, "
         "solange es Demonstrationszugänge gibt; jede andere braucht eine base_url.",
         setter(&Config::address, ip_address)},
        {"server.port",
         "8080",
         "Port; 0 nimmt einen freien.",
         setter(&Config::port, [](std::string_view t) { return number(t, 0, 65535); })},
        {"server.base_url",
         "",
         "Öffentliche Adresse ohne Schrägstrich am Ende, etwa https://denkraum.example. Sie steht "
         "in E-Mails und Zitaten, und nur von ihr werden Formulare angenommen. Leer: E-Mails und "
         "Zitate nennen address und port, Formulare gelten dort, wo aufgerufen wurde.",
         setter(&Config::base_url, web_address)},
        {"server.threads",
         "0",
         "Threads für Netz und Schreibzimmer; 0: so viele wie Prozessorkerne.",
         setter(&Config::threads, [](std::string_view t) { return number(t, 0, 64); })},
        {"server.workers",
         "4",
         "Threads für Datenbank und Seiten.",
         setter(&Config::workers, [](std::string_view t) { return number(t, 1, 64); })},
        {"server.trusted_proxies",
         "",
         "IP-Adressen von Proxys, deren X-Forwarded-For und X-Forwarded-Proto gelten, durch Komma "
         "getrennt.",
         setter(&Config::trusted_proxies, ip_addresses)},
    };
}

std::vector<Key> data_and_mail_keys() {
    return {
        {"data.folder",
         "./data",
         "Ordner mit Datenbanken, Schlüssel und E-Mails.",
         setter(&Config::data, any_text)},
        {"database.url",
         "",
         "Leer: SQLite im Datenordner. Sonst die Verbindung zu PostgreSQL, "
         "etwa postgresql://denkraum@db/denkraum.",
         setter(&Config::database_url, secret_text)},
        {"mail.smtp_url",
         "",
         "Mailserver, etwa smtp://mail.example:587. Leer: E-Mails werden als .eml-Dateien in den "
         "Ordner mail/ des Datenordners geschrieben.",
         setter(&Config::mail_smtp_url, smtp_url)},
        {"mail.user", "", "Benutzername beim Mailserver.", setter(&Config::mail_user, any_text)},
        {"mail.password",
         "",
         "Passwort beim Mailserver; besser als DENKRAUM_MAIL_PASSWORD.",
         setter(&Config::mail_password, secret_text)},
        {"mail.from",
         "denkraum@localhost",
         "Absender der E-Mails.",
         setter(&Config::mail_from, mail_address)},
    };
}

std::vector<Key> log_and_site_keys() {
    return {
        {"log.level",
         "info",
         "Ab welcher Stufe protokolliert wird: debug, info, warning, error.",
         setter(
             &Config::log_level,
             [](std::string_view t) { return one_of(t, {"debug", "info", "warning", "error"}); }
         )},
        {"log.format",
         "text",
         "Form der Protokollzeilen: text oder json.",
         setter(&Config::log_format, [](std::string_view t) { return one_of(t, {"text", "json"}); })
        },
        {"login.second_factor",
         "optional",
         "Wer einen zweiten Faktor einrichten muss: optional (niemand), coordination (wer "
         "koordiniert), all (alle Mitglieder).",
         setter(
             &Config::second_factor,
             [](std::string_view t) { return one_of(t, {"optional", "coordination", "all"}); }
         )},
        {"site.name",
         "Denkraum",
         "Name des Netzwerks, wie er oben auf jeder Seite steht.",
         setter(&Config::site_name, any_text)},
    };
}

std::vector<Key> make_keys() {
    std::vector<Key> all = server_keys();
    for (Key& key : data_and_mail_keys())
        all.push_back(std::move(key));
    for (Key& key : log_and_site_keys())
        all.push_back(std::move(key));
    return all;
}

} // namespace

const std::vector<Key>& keys() {
    static const std::vector<Key> all = make_keys();
    return all;
}

Result<Config>
load_config(const std::optional<std::filesystem::path>& file, const Environment& environment) {
    Config config;
    if (file) DK_DO(read_file(config, *file));
    for (const Key& key : keys()) {
        const std::string name = environment_name(key.name);
        const auto value = environment(name);
        if (!value) continue;
        const Done done = key.set(config, *value);
        if (!done) {
            return wrong(fmt::format(
                "Umgebungsvariable {}: Der Wert passt nicht. {}", name, done.error().detail
            ));
        }
    }
    // Nobody could follow a link to 0.0.0.0.
    if (!is_loopback(config.address) && config.base_url.empty()) {
        return wrong(fmt::format(
            "{}Denkraum soll auf {} lauschen; dann braucht es server.base_url, etwa "
            "https://denkraum.example, denn diese Adresse steht in E-Mails und Zitaten.",
            file ? file->string() + ": " : std::string(),
            config.address
        ));
    }
    return config;
}

Done check_environment(const EnvironmentNames& names) {
    constexpr std::size_t slips_max = 2;
    for (const std::string& name : names) {
        if (!name.starts_with("DENKRAUM_")) continue;
        const NearVariable near = nearest_variable(name);
        if (near.distance == 0) continue;
        if (near.distance > slips_max && !near.is_of_section) continue;
        return wrong(fmt::format(
            "Umgebungsvariable {}: Diese Einstellung gibt es nicht. Meinten Sie {}? "
            "»denkraum config« zeigt alle Schlüssel.",
            name,
            near.name
        ));
    }
    return {};
}

std::string documented_defaults() {
    std::string text =
        "# Einstellungen von Denkraum. Jeder Schlüssel hat auch eine Umgebungsvariable:\n"
        "# server.port ist DENKRAUM_SERVER_PORT.\n";
    std::string_view section;
    for (const Key& key : keys()) {
        const std::string_view its_section = key.name.substr(0, key.name.find('.'));
        if (its_section != section) text += fmt::format("\n[{}]\n", its_section);
        section = its_section;
        const bool is_number =
            !key.default_text.empty()
            && std::all_of(key.default_text.begin(), key.default_text.end(), [](char c) {
                   return c >= '0' && c <= '9';
               });
        const std::string_view quote = is_number ? "" : "\"";
        text += fmt::format(
            "# {}\n{} = {}{}{}\n",
            key.meaning,
            key.name.substr(section.size() + 1),
            quote,
            key.default_text,
            quote
        );
    }
    return text;
}

} // namespace denkraum::server
