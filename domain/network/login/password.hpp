// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/i18n/words.hpp"
#include "domain/network/network.hpp"

namespace denkraum::network {

enum class PasswordFault { None, TooShort, TooLong, TooCommon, OwnName };

/// What is wrong with a password somebody chose. Length counts, not kinds of characters; what
/// anybody would try first is refused, and so is the person's own name or address.
[[nodiscard]] PasswordFault fault_of(std::string_view password, const Person& person);

/// One sentence for people; empty for None.
[[nodiscard]] std::string sentence_for(PasswordFault fault, const i18n::Words& say);
/// Why a command refused this password, for the form in which it was typed.
[[nodiscard]] std::string why_refused(std::string_view password, const i18n::Words& say);

} // namespace denkraum::network
