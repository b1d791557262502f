// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/i18n/words.hpp"
#include "base/result.hpp"
#include "domain/network/site/texts.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::server {

/// What an installation was set up with: its name, and the words of its pages until the
/// coordination writes others (domain/network/site). They stand as one JSON text among the facts of
/// the installation ({"<page>": {"de": {"title", "blocks"}, "en": …}}).
class Contents {
public:
    using Piece = network::site::Piece;

    [[nodiscard]] static Result<Contents> load(sql::Database& main);
    /// Replaces them. Fails: Invalid when it is not of that form.
    [[nodiscard]] static Done save(sql::Database& main, std::string_view json);

    /// Nothing when the installation has not said it in that language.
    [[nodiscard]] const Piece* find(std::string_view page, i18n::Language language) const;
    [[nodiscard]] bool is_sample() const { return is_sample_; }
    [[nodiscard]] const std::string& site_name() const { return site_name_; }

private:
    [[nodiscard]] static Result<Contents> read(std::string_view json);

    std::map<std::string, Piece, std::less<>> pieces_; ///< "<page>/<language>"
    bool is_sample_ = false;
    std::string site_name_;
};

} // namespace denkraum::server
