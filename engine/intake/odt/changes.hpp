// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/intake/file/package.hpp"

namespace denkraum::intake {

/// content.xml as if every tracked change had been rejected: what was inserted is gone, what was
/// deleted stands at its place again, paragraphs that an insertion parted are one again. The list
/// of changes stays, so that they can be counted. Changes of form only are left as they are.
///
///   region    := <text:changed-region text:id=I> (<text:insertion> | <text:deletion> paragraphs |
///                <text:format-change>)
///   insertion := <text:change-start text:change-id=I/> … <text:change-end text:change-id=I/>
///   deletion  := <text:change text:change-id=I/>, at the place it was taken from
///
/// Total for well-formed XML: where tags around a place do not match, they stay and only the words
/// go. What is longer than `xml_bytes_max` ends there.
[[nodiscard]] std::string with_changes_rejected(std::string_view content_xml);

/// The package with its content so. Fails: Corrupt without content.xml; TooLarge when that is
/// longer than `xml_bytes_max`; Unavailable when the package cannot be made.
[[nodiscard]] Result<Bytes> odt_rejected(const Package& package);

} // namespace denkraum::intake
