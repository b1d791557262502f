// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/prose_inline.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "platform/image/image.hpp"
#include "platform/secret/hash.hpp"

/// Images as texts name them.
namespace denkraum::document::media {

/// The atom of a picture, its alternative text still empty. The hash is that of its bytes.
[[nodiscard]] prose::Image image_of(const image::Picture& picture);

/// "/bilder/<hash>".
[[nodiscard]] std::string address_of(const prose::Image& image);
/// The same as pages want it.
[[nodiscard]] html::ImageAddress addresses();

/// From hex. Fails: Invalid for what is no hash.
[[nodiscard]] Result<secret::Digest> digest_of(std::string_view hash);

/// The hashes of all images of a text, in tables too, each once.
[[nodiscard]] std::vector<std::string> hashes_in(const prose::Prose& prose);

} // namespace denkraum::document::media
