// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/intake/intake.hpp"

/// What an edition's files say when they are taken in again, block by block: uid where the format
/// carries one, kind, level, list, marks, links, tables, notes, images, sources. What differs is
/// written down here, difference by difference; docs/internals/editions.md repeats it.
namespace denkraum::guideline::testing {

/// A file of the rich sample, made once.
[[nodiscard]] ByteView round_trip_file(std::string_view name);

/// As an import reads a file (domain/document/importing/jobs.cpp), with uids kept.
[[nodiscard]] Result<intake::Imported> read_again(std::string_view name, ByteView bytes);

void expect_same_blocks(const prose::Prose& read, const prose::Prose& wanted);

} // namespace denkraum::guideline::testing
