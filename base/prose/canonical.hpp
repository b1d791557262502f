// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/prose/prose.hpp"

/// The one form of a text whose hash is printed in an edition: equal texts give equal bytes, and
/// different texts different ones. It is written, never read; whoever has the JSON of an edition
/// can make it again.
///
///   canonical = "denkraum-prose 1" LF *block
///   block     = "block" SP length ":" uid SP kind SP level SP list SP indent LF *run
///               [table] *source
///   run       = ["term" SP length ":" explanation LF]
///               "text" SP marks SP length ":" address SP length ":" words LF
///             / "atom" SP length ":" json LF
///   table     = "table" SP heads LF *("row" LF *("cell" LF *run))
///   heads     = "-" / ["r"] ["c"]              ; first row, first column
///   source    = "source" SP length ":" title SP length ":" link SP length ":" file-number
///               SP length ":" day LF
///   kind      = id of the kind, as in JSON
///   list      = "-" / "bullet" / "number"
///   marks     = "-" / ["s"] ["e"] ["c"]        ; strong, em, code, in this order
///   length    = number of bytes that follow the colon, decimal
///
/// The text is normalised first (see normalised()), and atoms are written as compact JSON.
namespace denkraum::prose {

[[nodiscard]] std::string canonical(const Prose& prose);

} // namespace denkraum::prose
