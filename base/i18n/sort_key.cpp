// SPDX-License-Identifier: EUPL-1.2
#include "base/i18n/sort_key.hpp"

#include <boost/locale.hpp>

#include "base/utf8.hpp"

namespace denkraum::i18n {

Bytes sort_key(std::string_view text) {
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("icu");
    const std::locale german = boost::locale::generator(backends)("de_DE.UTF-8");
    const auto& collator = std::use_facet<boost::locale::collator<char>>(german);
    const std::string key =
        collator.transform(boost::locale::collate_level::tertiary, utf8::replace_invalid(text));
    const ByteView bytes = as_bytes(key);
    return {bytes.begin(), bytes.end()};
}

} // namespace denkraum::i18n
