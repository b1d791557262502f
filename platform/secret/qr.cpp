// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace denkraum::secret {

Result<QrCode> qr_of(std::string_view text) {
    struct Free {
        void operator()(QRcode* code) const { QRcode_free(code); }
    };
    const std::unique_ptr<QRcode, Free> made(QRcode_encodeData(
        static_cast<int>(text.size()),
        reinterpret_cast<const unsigned char*>(text.data()),
        0,
        QR_ECLEVEL_M
    ));
    if (!made) return fail(ErrorCode::TooLarge, "no QR code holds this text");
    QrCode code{.side = static_cast<std::size_t>(made->width)};
    code.dark.resize(code.side * code.side);
    for (std::size_t i = 0; i < code.dark.size(); ++i)
        code.dark[i] = (made->data[i] & 1U) != 0;
    return code;
}

} // namespace denkraum::secret
