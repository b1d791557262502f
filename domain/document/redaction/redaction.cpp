// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/redaction.hpp"

namespace denkraum::document::redaction {

bool may_confirm(const network::Viewer& viewer, const Redaction& redaction) {
    if (!network::writes(&viewer) || viewer.member == redaction.requester) return false;
    return network::coordinates(&viewer) || viewer.house != redaction.requester_house;
}

bool may_decline(const network::Viewer& viewer, const Redaction& redaction) {
    return viewer.member == redaction.requester || may_confirm(viewer, redaction);
}

} // namespace denkraum::document::redaction
