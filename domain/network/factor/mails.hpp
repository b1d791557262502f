// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/i18n/words.hpp"
#include "domain/network/network.hpp"
#include "domain/network/services.hpp"

namespace denkraum::network::factor {

enum class Happening { SetUp, Removed, Reset };

/// Writes to the member, after the fact and in the background, so that a thief is noticed. What
/// cannot be sent stands in the log.
void tell_of(const Services& services, MemberId member, Happening happening);

} // namespace denkraum::network::factor
