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
    if (network::coordinates(&viewer)) return true;
    // Their authority may have become part of another since it was asked for.
    const bool is_of_their_house =
        viewer.house == redaction.requester_house || viewer.authority == redaction.requester_house;
    return viewer.takes_part && !is_of_their_house;
}

bool may_decline(const network::Viewer& viewer, const Redaction& redaction) {
    return viewer.member == redaction.requester || may_confirm(viewer, redaction);
}

} // namespace denkraum::document::redaction
