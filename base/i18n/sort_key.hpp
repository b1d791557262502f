// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace denkraum::i18n {

/// Bytes that sort as a German reader expects ("Ärzte" beside "Arzt", upper case like lower case).
/// Stored beside a name, so that databases order lists without collations of their own. Costs about
/// a millisecond: for commands, not for pages.
[[nodiscard]] Bytes sort_key(std::string_view text);

} // namespace denkraum::i18n
