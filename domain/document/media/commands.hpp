// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/prose/atoms.hpp"
#include "base/result.hpp"
#include "domain/document/commands.hpp"
#include "domain/network/access.hpp"
#include "platform/image/image.hpp"

namespace denkraum::document::media {

/// Puts a picture into a document: what the editor asks for before it shows it. The alternative
/// text of the answer is empty; whoever wrote the picture has to say it.
/// Fails: NotFound without such a document; Conflict for a picture that was erased; TooLarge when
/// the document is full; Unavailable when the member has stored too much today.
[[nodiscard]] Result<prose::Image>
add(const commands::Services& services,
    const network::Viewer& viewer,
    DocumentId document,
    const image::Picture& picture);

/// Stores a picture of an import, before its document exists.
[[nodiscard]] Done keep(const commands::Services& services, const image::Picture& picture);
/// Called in the transaction that writes the document which came of it: it uses these. Hashes that
/// are not stored are left out.
[[nodiscard]] Done adopt(
    const commands::Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    DocumentId document,
    std::span<const std::string> hashes
);

/// Called in the transaction that publishes a text with these images: from now on everybody may
/// see them. Hashes that are not stored are left out.
[[nodiscard]] Done publish(sql::Transaction& main, std::span<const std::string> hashes);

/// Called in the transaction that takes the last public place of these images away: from now on
/// members alone see them. What others have copied meanwhile cannot be taken back.
[[nodiscard]] Done withdraw(sql::Transaction& main, std::span<const std::string> hashes);

/// Called in the transaction of a redaction: their bytes go for good. That there was an image of
/// this hash stays known, and it cannot be added again. Hashes that are not stored are left out.
[[nodiscard]] Done erase(sql::Transaction& main, std::span<const std::string> hashes);

} // namespace denkraum::document::media
