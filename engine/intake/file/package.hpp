// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

/// The parts of a zip package (DOCX, ODT), read in memory. Names are only labels: nothing is
/// written to disk, so a name with '..' cannot go anywhere. A bomb stops being unpacked where it
/// exceeds a bound, not after.
namespace denkraum::intake {

struct Part {
    std::string name;
    Bytes bytes;
};

class Package {
public:
    /// Unpacks the parts whose names end in .xml, .rels, .rdf or are 'mimetype', and pictures
    /// (.png, .jpg, .jpeg) within their bounds; others are counted and skipped, but their bytes
    /// count against the bounds.
    ///
    /// Fails: Corrupt when it is no readable zip; TooLarge when a bound of limits.hpp is exceeded
    /// (a bomb); Forbidden when an entry is encrypted.
    static Result<Package> open(ByteView zip);

    /// The bytes of the part of this name, or nothing. The first one counts if there are several.
    [[nodiscard]] std::optional<ByteView> find(std::string_view name) const;
    /// The same for a picture.
    [[nodiscard]] std::optional<ByteView> picture(std::string_view name) const;
    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    std::vector<Part> parts_;
    std::vector<Part> pictures_;
    std::vector<std::string> names_;
};

/// The parts as a zip package, in their order, as the converter wants to read it.
///
/// Fails: Unavailable when memory runs out.
[[nodiscard]] Result<Bytes> pack(const std::vector<Part>& parts);

} // namespace denkraum::intake
