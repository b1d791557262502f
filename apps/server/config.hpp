// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/secret/secret.hpp"

namespace denkraum::server {

/// One installation's settings: from a TOML file, then environment variables, then the command
/// line, each overriding the one before. `denkraum config` prints every key with its default.
struct Config {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string base_url = {};
    std::int64_t threads = 0;
    std::int64_t workers = 4;
    std::vector<std::string> trusted_proxies = {};
    std::filesystem::path data = "./data";
    secret::SecretText database_url = {};
    std::string mail_smtp_url = {};
    std::string mail_user = {};
    secret::SecretText mail_password = {};
    std::string mail_from = "denkraum@localhost";
    std::string second_factor = "optional";
    std::string log_level = "info";
    std::string log_format = "text";
    std::string site_name = "Denkraum";
};

/// One key: its name in the file ("server.port"), which is DENKRAUM_SERVER_PORT in the environment.
struct Key {
    std::string_view name;
    std::string_view default_text;
    std::string_view meaning; ///< German, one or two sentences for administrators
    /// Fails: Invalid with a sentence that says what would be right.
    std::function<Done(Config&, std::string_view)> set;
};
[[nodiscard]] const std::vector<Key>& keys();

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The file may be missing when no path was given. Beyond this machine there must be a base_url.
/// The error's detail is the sentence for the
/// administrator: file, line, what is wrong, and the remedy.
[[nodiscard]] Result<Config>
load_config(const std::optional<std::filesystem::path>& file, const Environment& environment);

/// Names of environment variables, such as those of `environ`.
using EnvironmentNames = std::vector<std::string>;

/// Fails: Invalid for a name that means a key and is none: one that begins like a section
/// ("DENKRAUM_SERVER_…"), or that differs from a key's variable by at most two letters. Others that
/// begin with DENKRAUM_ belong to tests and are left alone.
[[nodiscard]] Done check_environment(const EnvironmentNames& names);

/// A file with every key, its meaning and its default, ready to be edited.
[[nodiscard]] std::string documented_defaults();

} // namespace denkraum::server
