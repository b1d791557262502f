// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::server {

/// The words that an installation says of itself: start page, about, imprint and the like, per
/// language. They stand as one JSON text among the facts of the installation
/// ({"<page>": {"de": {"title", "blocks"}, "en": …}}).
class Contents {
public:
    struct Piece {
        std::string title;
        prose::Prose prose;
    };

    [[nodiscard]] static Result<Contents> load(sql::Database& main);
    /// Replaces them. Fails: Invalid when it is not of that form.
    [[nodiscard]] static Done save(sql::Database& main, std::string_view json);

    /// Nothing when the installation has not said it. German where English is missing.
    [[nodiscard]] const Piece* find(std::string_view page, i18n::Language language) const;
    /// The words as Html; empty when there are none.
    [[nodiscard]] html::Html html(std::string_view page, const i18n::Words& say) const;
    [[nodiscard]] bool is_sample() const { return is_sample_; }
    [[nodiscard]] const std::string& site_name() const { return site_name_; }

private:
    [[nodiscard]] static Result<Contents> read(std::string_view json);

    std::map<std::string, Piece, std::less<>> pieces_; ///< "<page>/<language>"
    bool is_sample_ = false;
    std::string site_name_;
};

} // namespace denkraum::server
