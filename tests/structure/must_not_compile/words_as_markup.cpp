// SPDX-License-Identifier: EUPL-1.2
#include "base/html/html.hpp"

using namespace denkraum::html;

Html test(const std::string& typed) {
#ifdef BAD
    return el("p", {}, typed);
#else
    return el("p", {}, text(typed));
#endif
}
