// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/access.hpp"

namespace denkraum::network {

bool everybody(const Viewer*) {
    return true;
}

bool signed_in(const Viewer* viewer) {
    return viewer != nullptr;
}

bool visitors_only(const Viewer* viewer) {
    return viewer == nullptr;
}

bool writes(const Viewer* viewer) {
    return viewer != nullptr && viewer->role != Role::Guest;
}

bool speaks_for_authority(const Viewer* viewer) {
    return viewer != nullptr && viewer->has_voice
           && (viewer->role == Role::Delegate || viewer->role == Role::Deputy);
}

bool coordinates(const Viewer* viewer) {
    return viewer != nullptr && viewer->role == Role::Coordination;
}

} // namespace denkraum::network
