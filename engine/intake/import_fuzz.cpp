// SPDX-License-Identifier: EUPL-1.2
// Any file that somebody uploads, and any JSON that the converter might give: words or a refusal,
// never a crash, and what comes out is normal prose.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/check.hpp"
#include "engine/intake/intake.hpp"

/// First byte: bit 0 the name's ending for texts, bit 1 whether the rest is the converter's JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace denkraum;
    if (size == 0) return 0;
    const ByteView bytes(data + 1, size - 1);
    const bool is_markdown = (data[0] & 1U) != 0;
    if ((data[0] & 2U) != 0) {
        intake::Upload upload;
        upload.format = is_markdown ? intake::Format::Markdown : intake::Format::Html;
        const auto imported = intake::from_pandoc(as_text(bytes), upload, std::nullopt, {});
        if (imported) {
            CHECK(prose::normalised(imported->prose) == imported->prose, "imports are normal");
        }
        return 0;
    }
    const auto upload = intake::read_upload(bytes, is_markdown ? "a.md" : "a.txt");
    if (!upload) return 0;
    if (upload->format == intake::Format::Akn) {
        const auto imported = intake::from_akn(*upload, {});
        if (imported) {
            CHECK(prose::normalised(imported->prose) == imported->prose, "imports are normal");
        }
        return 0;
    }
    const auto words = intake::read_words(*upload);
    (void)intake::for_converter(bytes, *upload);
    if (words && !upload->is_package()) {
        const auto imported = intake::from_plain_text(*upload, {});
        if (imported) {
            CHECK(prose::normalised(imported->prose) == imported->prose, "imports are normal");
        }
    }
    return 0;
}
