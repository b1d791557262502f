// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/services.hpp"

/// `denkraum member add|list|reset`: what the administrator does at the machine, as the actor of
/// kind System. The program parses the arguments and prints what these return.
namespace denkraum::network::command_line {

struct AddMember {
    std::string email = {};
    std::string name = {};
    std::string job = {};
    std::string role = "expert";     ///< a code: coordination, delegate, deputy, expert, guest
    std::string authority = {};      ///< its key
    std::string authority_name = {}; ///< given: the authority is made when the key is unknown
};
/// Makes the member and returns what to print: the address under which they set their password.
/// Fails: Invalid, Conflict, NotFound with a detail that names the option and says, in German, what
/// to change.
[[nodiscard]] Result<std::string> add_member(const Services& services, const AddMember& wanted);

/// One line per member: address, name, role, authority. Reads only.
[[nodiscard]] Result<std::string> list_members(sql::Database& database);

/// The address under which the member sets a new password, for an hour. Fails: NotFound
/// with such a sentence.
[[nodiscard]] Result<std::string> reset_member(const Services& services, const std::string& email);

} // namespace denkraum::network::command_line
