// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace denkraum::server {

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto found = options.find(name);
    if (found == options.end()) return std::nullopt;
    return found->second;
}

Result<Arguments>
parse_arguments(const CommandHelp& command, const std::vector<std::string>& words) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string_view word = words[i];
        if (!word.starts_with("--")) {
            arguments.places.emplace_back(word);
            continue;
        }
        word.remove_prefix(2);
        const std::size_t equals = word.find('=');
        const std::string name(word.substr(0, equals));
        const auto known =
            std::find_if(command.options.begin(), command.options.end(), [&](const OptionHelp& o) {
                return o.name == name;
            });
        if (known == command.options.end()) {
            return fail(
                ErrorCode::Invalid,
                fmt::format(
                    "»denkraum {}« kennt --{} nicht. »denkraum {} --help« zeigt, was möglich ist.",
                    command.name,
                    name,
                    command.name
                )
            );
        }
        if (known->value.empty()) {
            arguments.options[name] = "";
        } else if (equals != std::string_view::npos) {
            arguments.options[name] = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            arguments.options[name] = words[++i];
        } else {
            return fail(
                ErrorCode::Invalid, fmt::format("--{} braucht einen Wert: {}", name, known->value)
            );
        }
    }
    return arguments;
}

std::string help_for(const CommandHelp& command) {
    std::string text =
        fmt::format("denkraum {} {}\n\n{}\n", command.name, command.places, command.meaning);
    if (command.options.empty()) return text;
    text += "\nOptionen:\n";
    for (const OptionHelp& option : command.options) {
        const std::string left = fmt::format("--{} {}", option.name, option.value);
        text += fmt::format("  {:<18} {}\n", left, option.meaning);
    }
    return text;
}

} // namespace denkraum::server
