// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"

/// One JavaScript value as lib0 writes it:
///
///   any := 127                                     undefined
///        | 126                                     null
///        | 125 varInt                              whole number, |n| < 2^31
///        | 124 float32 | 123 float64 | 122 int64   big endian
///        | 121 | 120                               false, true
///        | 119 varString
///        | 118 varUint(n) n × (varString any)      object
///        | 117 varUint(n) n × any                  array
///        | 116 varBytes                            Uint8Array
///   varInt := bit 8 more, bit 7 sign, 6 bits; then 7 bits a byte. -0 is sign with value 0.
namespace denkraum::crdt {

/// Passes over one value and checks it; failure sticks in the reader.
void skip_any(Reader& reader);

/// Appends what JSON.stringify() makes of one value (undefined inside arrays: null; inside
/// objects: left out). False when the value itself is undefined, which JSON cannot say.
/// Requires: a value that skip_any() accepted.
bool append_json(std::string& json, Reader& reader);

/// Appends the value as String() of JavaScript gives it: what xml attributes show.
void append_js_string(std::string& text, Reader& reader);

/// Writes a JSON text as a value. Fails: Invalid for bad JSON.
[[nodiscard]] Done write_any(Writer& writer, std::string_view json);

} // namespace denkraum::crdt
