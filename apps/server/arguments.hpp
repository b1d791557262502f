// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace denkraum::server {

/// An option of a subcommand: "--port N" or a flag.
struct OptionHelp {
    std::string_view name;  ///< "port"
    std::string_view value; ///< "N"; empty for a flag
    std::string_view meaning;
};

/// One subcommand as people read it.
struct CommandHelp {
    std::string_view name;
    std::string_view places; ///< "DATEI" and the like
    std::string_view meaning;
    std::vector<OptionHelp> options;
};

/// What stands on the command line after the subcommand.
struct Arguments {
    std::vector<std::string> places;
    std::map<std::string, std::string, std::less<>> options; ///< flags have an empty value

    [[nodiscard]] bool has(std::string_view name) const { return options.contains(name); }
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
};

/// Fails: Invalid with a sentence, for an option that the subcommand does not know.
[[nodiscard]] Result<Arguments>
parse_arguments(const CommandHelp& command, const std::vector<std::string>& words);

[[nodiscard]] std::string help_for(const CommandHelp& command);

} // namespace denkraum::server
