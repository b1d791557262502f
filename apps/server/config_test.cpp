// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <unistd.h>

#include <cctype>
#include <fstream>
#include <map>
#include <sstream>

#include "apps/server/addresses.hpp"
#include "apps/server/config.hpp"

namespace denkraum::server {
namespace {

std::optional<std::string> nothing(const std::string&) {
    return std::nullopt;
}

class ConfigFile : public testing::Test {
protected:
    void SetUp() override {
        // Tests run beside each other, each in a process of its own.
        const std::string name = "denkraum_config_test_" + std::to_string(::getpid()) + ".toml";
        path_ = std::filesystem::temp_directory_path() / name;
    }
    void TearDown() override { std::filesystem::remove(path_); }
    Result<Config> load(std::string_view text, const Environment& environment = nothing) {
        std::ofstream(path_) << text;
        return load_config(path_, environment);
    }

    std::filesystem::path path_;
};

/// Every setting as text, in the order of Config. Whoever adds one is told here, since the number
/// of names must fit.
std::vector<std::string> all_of(const Config& config) {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = config;
    std::vector<std::string> all{a, std::to_string(b), c, std::to_string(d), std::to_string(e)};
    all.insert(all.end(), {g.string(), h.reveal(), i, j, k.reveal(), l, m, n, o, p});
    all.insert(all.end(), f.begin(), f.end());
    return all;
}

TEST_F(ConfigFile, the_documented_defaults_are_the_defaults) {
    const auto written = load(documented_defaults());
    ASSERT_TRUE(written.has_value()) << written.error().detail;
    EXPECT_EQ(all_of(*written), all_of(Config{}));
}

TEST_F(ConfigFile, the_handbook_shows_what_the_program_prints) {
    std::ifstream in("docs/operating/installieren-sichern-zurueckspielen.md");
    std::ostringstream text;
    text << in.rdbuf();
    const std::string handbook = text.str();
    const std::size_t begin = handbook.find("# Einstellungen von Denkraum.");
    ASSERT_NE(begin, std::string::npos);
    const std::size_t end = handbook.find("```", begin);
    EXPECT_EQ(handbook.substr(begin, end - begin), documented_defaults());
}

/// A value for every key that is not its default.
const std::map<std::string, std::string, std::less<>> other_values{
    {"server.address", "::1"},
    {"server.port", "81"},
    {"server.base_url", "https://netz.example"},
    {"server.threads", "2"},
    {"server.workers", "3"},
    {"server.trusted_proxies", "10.0.0.1"},
    {"data.folder", "/srv/denkraum"},
    {"database.url", "postgresql://db/netz"},
    {"mail.smtp_url", "smtp://mail.example"},
    {"mail.user", "netz"},
    {"mail.password", "geheim"},
    {"mail.from", "netz@netz.example"},
    {"log.level", "debug"},
    {"log.format", "json"},
    {"login.second_factor", "all"},
    {"site.name", "Netz"},
};

std::string variable_of(std::string_view key) {
    std::string name = "DENKRAUM_";
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

TEST_F(ConfigFile, every_key_is_read_from_the_file_and_from_its_variable_and_changes_one_setting) {
    ASSERT_EQ(keys().size(), other_values.size());
    const auto plain = all_of(Config{});
    for (const Key& key : keys()) {
        const std::string& value = other_values.at(std::string(key.name));
        const auto from_variable = load("", [&](const std::string& name) {
            return name == variable_of(key.name) ? std::optional(value) : std::nullopt;
        });
        ASSERT_TRUE(from_variable.has_value()) << key.name;
        const auto all = all_of(*from_variable);
        std::size_t same = 0;
        for (std::size_t i = 0; i < plain.size(); ++i)
            same += all[i] == plain[i] ? 1 : 0;
        EXPECT_EQ(same + 1, all.size()) << key.name;
        const std::size_t dot = key.name.find('.');
        const std::string section(key.name.substr(0, dot));
        const bool is_number = value.find_first_not_of("0123456789") == std::string::npos;
        const std::string quote = is_number ? "" : "\"";
        const std::string line = std::string(key.name.substr(dot + 1)) + " = " + quote + value;
        const auto from_file = load("[" + section + "]\n" + line + quote + "\n");
        ASSERT_TRUE(from_file.has_value()) << key.name << ": " << from_file.error().detail;
        EXPECT_EQ(all_of(*from_file), all) << key.name;
    }
}

TEST_F(ConfigFile, an_unknown_key_is_named_with_file_line_and_the_likely_one) {
    const auto config = load("[server]\naddress = \"::1\"\nprot = 80\n");
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find(path_.string() + ":3:"), std::string::npos);
    EXPECT_NE(config.error().detail.find("»server.port«"), std::string::npos);
}

TEST_F(ConfigFile, a_wrong_value_is_named_with_what_would_be_right) {
    const auto config = load("[server]\nport = 99999\n");
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find(":2:"), std::string::npos);
    EXPECT_NE(config.error().detail.find("von 0 bis 65535"), std::string::npos);
    EXPECT_FALSE(load("[log]\nlevel = true\n").has_value());
    EXPECT_FALSE(load("[server\n").has_value());
}

TEST_F(ConfigFile, a_value_that_could_never_work_is_refused_at_its_line) {
    const std::map<std::string, std::string> wrong{
        {"[server]\naddress = \"localhost\"\n", "keine IP-Adresse"},
        {"[server]\naddress = \"127.0.0.1:80\"\n", "keine IP-Adresse"},
        {"[server]\nbase_url = \"denkraum.example\"\n", "https://"},
        {"[server]\nbase_url = \"https://\"\n", "Name des Servers"},
        {"[server]\nbase_url = \"https://a.example/pfad\"\n", "kein Pfad"},
        {"[server]\ntrusted_proxies = \"127.0.0.1, 10.0.0.0/8\"\n", "»10.0.0.0/8«"},
        {"[server]\ntrusted_proxies = \"proxy\"\n", "kein Name"},
        {"[mail]\nfrom = \"Denkraum <a@b.example>\"\n", "ohne Namen"},
        {"[mail]\nsmtp_url = \"mail.example\"\n", "smtp://"},
        {"[mail]\nsmtp_url = \"smtp://mail.example:99999\"\n", "kein Port"},
        {"[mail]\nsmtp_url = \"smtp://[::1:25\"\n", "eckigen Klammern"},
    };
    for (const auto& [text, remedy] : wrong) {
        const auto config = load(text);
        ASSERT_FALSE(config.has_value()) << text;
        const std::string& said = config.error().detail;
        EXPECT_NE(said.find(path_.string() + ":2:"), std::string::npos) << said;
        EXPECT_NE(said.find(remedy), std::string::npos) << said;
    }
}

TEST_F(ConfigFile, beyond_this_machine_a_base_url_is_needed) {
    for (const char* address : {"0.0.0.0", "::", "192.0.2.7"}) {
        const std::string text = std::string("[server]\naddress = \"") + address + "\"\n";
        const auto config = load(text);
        ASSERT_FALSE(config.has_value()) << address;
        EXPECT_NE(config.error().detail.find("server.base_url"), std::string::npos);
        EXPECT_TRUE(load(text + "base_url = \"https://a.example\"\n").has_value()) << address;
    }
    for (const char* address : {"127.0.0.1", "127.0.0.2", "::1"})
        EXPECT_TRUE(load(std::string("[server]\naddress = \"") + address + "\"\n")) << address;
}

TEST(Addresses, an_ipv6_address_stands_in_brackets_where_a_port_follows) {
    EXPECT_EQ(http_address("::1", 8080), "http://[::1]:8080");
    EXPECT_EQ(http_address("127.0.0.1", 80), "http://127.0.0.1:80");
    EXPECT_EQ(ip_address("0:0::01").value(), "::1") << "as a connection calls it";
    const auto six = smtp_address("smtp://[::1]");
    ASSERT_TRUE(six.has_value()) << six.error().detail;
    EXPECT_EQ(six->host, "[::1]");
    EXPECT_EQ(six->port, 587);
    EXPECT_EQ(smtp_address("smtps://[::1]:2465")->port, 2465);
    EXPECT_EQ(smtp_address("smtps://mail.example")->port, 465);
    EXPECT_TRUE(smtp_address("smtp://127.0.0.1:25")->is_plain);
    EXPECT_FALSE(smtp_address("smtp://mail.example:587")->is_plain);
    EXPECT_FALSE(smtp_address("smtps://mail.example:25")->is_plain) << "encrypted on any port";
    EXPECT_EQ(web_address("https://a.example:8443/").value(), "https://a.example:8443");
}

TEST_F(ConfigFile, the_environment_wins_over_the_file) {
    const auto config = load("[server]\nport = 1\n", [](const std::string& name) {
        return name == "DENKRAUM_SERVER_PORT" ? std::optional<std::string>("81") : std::nullopt;
    });
    ASSERT_TRUE(config.has_value());
    EXPECT_EQ(config->port, 81);
}

TEST(Config, a_misspelt_variable_is_named_with_the_likely_one) {
    const std::map<std::string, std::string> meant{
        {"DENKRAUM_SERVER_PROT", "DENKRAUM_SERVER_PORT"},
        {"DENKRAUM_SEVER_PORT", "DENKRAUM_SERVER_PORT"},
        {"DENKRAUM_MAIL_PASSWORT", "DENKRAUM_MAIL_PASSWORD"},
        {"DENKRAUM_LOGIN_FACTOR", "DENKRAUM_LOGIN_SECOND_FACTOR"},
        {"DENKRAUM_DATA_FOLDERS", "DENKRAUM_DATA_FOLDER"},
    };
    for (const auto& [typed, near] : meant) {
        const Done checked = check_environment({"PATH", typed});
        ASSERT_FALSE(checked.has_value()) << typed;
        EXPECT_NE(checked.error().detail.find(typed), std::string::npos);
        EXPECT_NE(checked.error().detail.find("Meinten Sie " + near), std::string::npos)
            << checked.error().detail;
    }
}

TEST(Config, the_variables_of_keys_tests_and_others_are_left_alone) {
    EnvironmentNames names{
        "PATH",
        "HOME",
        "DENKRAUM_SHARE",
        "DENKRAUM_BIN",
        "DENKRAUM_TEST_POSTGRES",
        "DENKRAUM_CHROMIUM",
        "DENKRAUM_SHOTS",
        "DENKRAUM_RUNS",
        "DENKRAUM_SEED",
        "DENKRAUM_CLOCK",
        "DENKRAUM_DISK",
        "DENKRAUM_STORM_CLIENTS",
        "DENKRAUM_FAULT_ROUNDS",
        "DENKRAUM_PUBLISH_ROUNDS",
        "DENKRAUM_WEB_FILES",
        "DENKRAUM_WEB_HOME"
    };
    for (const Key& key : keys())
        names.push_back(variable_of(key.name));
    const Done checked = check_environment(names);
    EXPECT_TRUE(checked.has_value()) << checked.error().detail;
}

TEST(Config, a_missing_file_says_how_to_make_one) {
    const auto config = load_config("/nowhere/denkraum.toml", nothing);
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find("denkraum config"), std::string::npos);
}

} // namespace
} // namespace denkraum::server
