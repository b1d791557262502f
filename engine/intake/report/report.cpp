// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/report/report.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {

void Report::add(RemarkKind kind, std::int64_t count, std::string_view example) {
    if (count == 0) return;
    auto place = std::ranges::lower_bound(remarks, kind, {}, &Remark::kind);
    if (place == remarks.end() || place->kind != kind) place = remarks.insert(place, Remark{kind});
    place->count += count;
    if (!example.empty() && place->examples.size() < examples_max) {
        place->examples.emplace_back(utf8::truncate(example, example_bytes_max));
    }
}

std::int64_t Report::count_of(RemarkKind kind) const {
    const auto place = std::ranges::find(remarks, kind, &Remark::kind);
    return place == remarks.end() ? 0 : place->count;
}

} // namespace denkraum::intake
