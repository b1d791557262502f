// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>

#include "base/check.hpp"
#include "platform/image/image.hpp"
#include "platform/image/limits.hpp"

/// Whatever is taken must be taken again, with the same size, and be within the bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace denkraum;
    const auto first = image::renewed(ByteView(data, size));
    if (!first) return 0;
    CHECK(first->bytes.size() <= image::result_bytes_max, "results are bounded");
    if (first->bytes.size() > image::file_bytes_max) return 0;
    const auto second = image::renewed(first->bytes);
    CHECK(second.has_value(), "what was written can be read");
    CHECK(second->size == first->size && second->type == first->type, "it is the same picture");
    return 0;
}
