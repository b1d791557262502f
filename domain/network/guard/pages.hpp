// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "platform/http/request.hpp"
#include "platform/sql/sql.hpp"

/// What people read when something went wrong: what happened, whether anything is lost, what to do
/// now, and a number to quote.
namespace denkraum::network::guard {

struct Failure {
    int status = 500;
    std::string number = {}; ///< empty: nobody needs to look it up
    /// Nothing can be written just now, although reading goes on.
    std::optional<sql::Stopped> stopped = {};
    /// The form that was not carried out; what was typed is given back.
    const http::Request* form = nullptr;
    std::string csrf_token = {};
};
[[nodiscard]] html::Page error_page(const i18n::Words& say, const Failure& failure);

/// Why a form was not carried out.
enum class FormRefusal {
    SignedOut, ///< the session ended while somebody was writing
    Stale,     ///< the form's token belongs to another session, or to none
    Foreign,   ///< the form came from another site
};

/// For SignedOut and Stale the page holds what was typed (passwords and files excepted) and sends
/// it again at one press. For Foreign it says only what happened: nobody here typed that.
[[nodiscard]] html::Page refused_form(
    const i18n::Words& say,
    const http::Request& request,
    FormRefusal refusal,
    std::string_view csrf_token
);

} // namespace denkraum::network::guard
