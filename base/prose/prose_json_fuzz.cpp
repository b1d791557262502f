// SPDX-License-Identifier: EUPL-1.2
// Whatever JSON comes in: what is read as prose and written again reads the same, and every
// renderer of base/ takes it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "base/prose/canonical.hpp"
#include "base/prose/markdown.hpp"
#include "base/prose/prose_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace denkraum;
    const auto json = json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!json) return 0;
    const auto prose = prose::from_json(*json);
    if (!prose) return 0;
    const auto again = prose::from_json(prose::to_json(*prose));
    CHECK(again && *again == *prose, "prose reads back as it was written");
    CHECK(prose::canonical(*again) == prose::canonical(*prose), "one text, one canonical form");
    CHECK(prose::normalised(*prose) == *prose, "what was read is normal");
    const std::string markdown = prose::to_markdown(*prose);
    CHECK(markdown.empty() || markdown.ends_with('\n'), "the last line is ended");
    return 0;
}
