// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/redaction.hpp"

namespace denkraum::document::redaction {

std::vector<std::string> blocks_of(const Redaction& redaction) {
    std::vector<std::string> blocks{redaction.uid};
    blocks.insert(blocks.end(), redaction.joined.begin(), redaction.joined.end());
    return blocks;
}

bool may_confirm(const network::Viewer& viewer, const Redaction& redaction) {
    if (!network::writes(&viewer) || viewer.member == redaction.requester) return false;
    return network::coordinates(&viewer) || viewer.house != redaction.requester_house;
}

bool may_decline(const network::Viewer& viewer, const Redaction& redaction) {
    return viewer.member == redaction.requester || may_confirm(viewer, redaction);
}

} // namespace denkraum::document::redaction
