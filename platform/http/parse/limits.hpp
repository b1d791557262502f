// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace denkraum::http {

/// Fields of a form; a questionnaire with 60 paragraphs has some 300.
inline constexpr std::size_t form_fields_max = 2'000;
/// Files of a form.
inline constexpr std::size_t form_uploads_max = 20;
/// Header lines of one part of a multipart body.
inline constexpr std::size_t part_header_bytes_max = std::size_t{8} * 1024;
/// Boundary of a multipart body (RFC 2046).
inline constexpr std::size_t boundary_bytes_max = 70;

} // namespace denkraum::http
