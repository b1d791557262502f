// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace denkraum::secret {

/// A text as a QR code, for a camera: square, row by row, true is dark; without its quiet border.
struct QrCode {
    std::size_t side = 0;
    std::vector<bool> dark = {};

    [[nodiscard]] bool at(std::size_t row, std::size_t column) const {
        return dark[row * side + column];
    }
};
/// On libqrencode, with error correction M. Fails: TooLarge for a text that no code holds.
[[nodiscard]] Result<QrCode> qr_of(std::string_view text);

} // namespace denkraum::secret
