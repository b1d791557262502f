// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/intake/ast/inlines.hpp"
#include "engine/intake/report/report.hpp"

/// Akoma Ntoso (OASIS LegalDocML) into blocks.
///
///   text      := meta, then elements; words outside <meta> are all kept
///   container := any element with <num> or <heading>: chapter, article, paragraph, point …
///   heading   := a heading block, as deep as containers with a heading stand in each other
///   <p>, <block> and other elements that hold words themselves := one block each; the number of
///                the container they begin stands before their words
///   <table>, <caption>, <tr>, <th>, <td>, <authorialNote>, <img>, <a>, <ref>, <abbr>, <b>, <i>,
///   <inline name="code">, <eol> := what they are called
///
/// In a text of our own (<proprietary> in the namespace urn:x-denkraum:edition:1) each container
/// with a <dk:paragraph href="#eId"> is one block, whose kind, level, list, indent, heads of tables
/// and sources stand there and whose uid is its GUID; numbers, preface and conclusions are made
/// from the rest and are left out.
namespace denkraum::intake {

struct AknText {
    prose::Prose prose = {}; ///< normalised
    std::string title = {};
    bool is_ours = false;
};

/// Fails: Corrupt or TooLarge, as walk_xml().
[[nodiscard]] Result<AknText>
read_akn(std::string_view xml, const Pictures& pictures, Report& report);

} // namespace denkraum::intake
