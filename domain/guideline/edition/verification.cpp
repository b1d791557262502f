// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/verification.hpp"

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/edition.hpp"

namespace denkraum::guideline {

bool Verification::holds() const {
    return named == "sha256:" + to_hex(computed);
}

Result<Verification> verify(std::string_view file) {
    DK_TRY(const json::value data, json::parse(file));
    if (!data.is_object()) return fail(ErrorCode::Invalid, "this is no edition");
    const json::object& edition = data.get_object();
    if (json::text_or(edition, "format") != "denkraum-edition 1") {
        return fail(ErrorCode::Invalid, "this is no edition");
    }
    DK_TRY(const prose::Prose prose, prose::from_json(data));
    Verification out{
        .title = std::string(json::text_or(edition, "title")),
        .computed = hash_of(prose),
        .named = std::string(json::text_or(edition, "hash"))
    };
    const json::value* number = edition.if_contains("edition");
    if (number != nullptr && number->is_int64()) out.number = static_cast<int>(number->get_int64());
    const json::value* redacted = edition.if_contains("redacted");
    out.is_redacted = redacted != nullptr && redacted->is_bool() && redacted->get_bool();
    return out;
}

} // namespace denkraum::guideline
