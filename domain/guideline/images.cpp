// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/images.hpp"

#include "domain/document/media/queries.hpp"

namespace denkraum::guideline {

ImageBytes stored_images(sql::Database& main) {
    return [&main](const prose::Image& image) -> std::optional<std::string> {
        auto transaction = main.begin(sql::Access::Read);
        if (!transaction) return std::nullopt;
        const auto file = document::media::queries::file(*transaction, image.hash);
        if (!file) return std::nullopt;
        return std::string(as_text(*file));
    };
}

} // namespace denkraum::guideline
