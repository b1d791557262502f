// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/guideline.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/limits.hpp"

namespace denkraum::guideline {
namespace {

using network::Viewer;

constexpr std::array<std::pair<RequestState, std::string_view>, 4> state_codes{{
    {RequestState::Open, "open"},
    {RequestState::Published, "published"},
    {RequestState::Declined, "declined"},
    {RequestState::Withdrawn, "withdrawn"},
}};

bool is_key_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

Result<ReleaseRequest>
decided(ReleaseRequest request, RequestState state, const Viewer& viewer, Instant now) {
    if (request.state != RequestState::Open) {
        return fail(ErrorCode::Conflict, "the release request is not open any more");
    }
    request.state = state;
    request.decided_by = viewer.actor;
    request.decided_at = now;
    return request;
}

std::unexpected<Error> forbidden() {
    return fail(ErrorCode::Forbidden, "a release takes a second person of another authority");
}

/// German letters as people write them without umlauts; everything else ASCII or nothing.
std::string ascii_of(char32_t point) {
    switch (point) {
    case U'ä':
    case U'Ä': return "ae";
    case U'ö':
    case U'Ö': return "oe";
    case U'ü':
    case U'Ü': return "ue";
    case U'ß': return "ss";
    default: break;
    }
    if (point >= 'A' && point <= 'Z') return {static_cast<char>(point + ('a' - 'A'))};
    if (point < 0x80 && is_key_letter(static_cast<char>(point))) return {static_cast<char>(point)};
    return {};
}

} // namespace

bool is_of_their_house(const ReleaseRequest& request, const Viewer& viewer) {
    return viewer.house == request.requester_authority || viewer.house == request.house_today;
}

bool may_release(const ReleaseRequest& request, const Viewer& viewer) {
    if (!network::writes(&viewer) || viewer.member == request.requester) return false;
    if (network::coordinates(&viewer)) return true;
    return viewer.takes_part && !is_of_their_house(request, viewer);
}

bool could_release_if_taking_part(const ReleaseRequest& request, const Viewer& viewer) {
    Viewer taking_part = viewer;
    taking_part.takes_part = true;
    return !may_release(request, viewer) && may_release(request, taking_part);
}

bool may_withdraw(const ReleaseRequest& request, const Viewer& viewer) {
    return network::writes(&viewer)
           && (viewer.member == request.requester || is_of_their_house(request, viewer));
}

Result<ReleaseRequest> publish(ReleaseRequest request, const Viewer& viewer, Instant now) {
    if (!may_release(request, viewer)) return forbidden();
    return decided(std::move(request), RequestState::Published, viewer, now);
}

Result<ReleaseRequest>
decline(ReleaseRequest request, const Viewer& viewer, std::string_view reason, Instant now) {
    if (!may_release(request, viewer)) return forbidden();
    reason = utf8::trim(reason);
    if (reason.empty()) return fail_field("reason", "a refusal has a reason");
    if (utf8::length(reason) > reason_characters_max)
        return fail_field("reason", "the reason is too long");
    request.reason = utf8::replace_invalid(reason);
    return decided(std::move(request), RequestState::Declined, viewer, now);
}

Result<ReleaseRequest> withdraw(ReleaseRequest request, const Viewer& viewer, Instant now) {
    if (!may_withdraw(request, viewer)) {
        return fail(ErrorCode::Forbidden, "only the house that asked may withdraw");
    }
    return decided(std::move(request), RequestState::Withdrawn, viewer, now);
}

Result<std::string> valid_key(std::string_view typed) {
    const std::string_view key = utf8::trim(typed);
    const bool fits =
        !key.empty() && key.size() <= key_bytes_max && key != "neu" && is_key_letter(key.front())
        && is_key_letter(key.back()) && !key.contains("--")
        && std::all_of(key.begin(), key.end(), [](char c) { return is_key_letter(c) || c == '-'; });
    if (!fits) return fail_field("key", "not a word for an address");
    return std::string(key);
}

std::string suggested_key(std::string_view title) {
    std::string key;
    while (!title.empty() && key.size() < key_bytes_max) {
        const auto [point, bytes] = utf8::decode_first(title);
        title.remove_prefix(bytes);
        const std::string letters = ascii_of(point);
        if (!letters.empty()) {
            key += letters;
        } else if (!key.empty() && key.back() != '-') {
            key += '-';
        }
    }
    key.resize(std::min(key.size(), key_bytes_max));
    while (key.ends_with('-'))
        key.pop_back();
    return key;
}

Result<std::string> valid_title(std::string_view typed) {
    const std::string_view title = utf8::trim(typed);
    if (title.empty()) return fail_field("title", "a guideline has a title");
    if (utf8::length(title) > title_characters_max)
        return fail_field("title", "the title is too long");
    return utf8::replace_invalid(title);
}

prose::Prose publishable(prose::Prose prose, document::DocumentId draft) {
    for (prose::Block& block : prose.blocks) {
        if (ParagraphId::from_text(block.uid)) continue;
        secret::Sha256 hash;
        hash.add(draft.bytes()).add(block.uid);
        const secret::Digest digest = std::move(hash).finish();
        block.uid = to_base64url(ByteView(digest).first(ParagraphId::Raw().size()));
    }
    return prose::normalised(std::move(prose));
}

namespace {

bool has_undescribed_image(const prose::Block& block) {
    bool found = false;
    prose::each_run(block, [&](const prose::Inline& run) {
        const auto image = prose::image_of(run);
        found = found || (image && image->is_undescribed);
    });
    return found;
}

} // namespace

Findings findings_of(const prose::Prose& prose, const std::optional<secret::Digest>& newest_hash) {
    Findings findings;
    findings.has_no_words = prose::word_count(prose) == 0;
    findings.is_unchanged = newest_hash && *newest_hash == hash_of(prose);
    const auto names = names_of(prose);
    int level_before = 0;
    for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
        const prose::Block& block = prose.blocks[i];
        const bool is_empty = utf8::trim(prose::plain_text(block)).empty();
        if (block.kind == prose::Kind::Heading) {
            if (is_empty) ++findings.headings_without_words;
            if (block.level > level_before + 1) ++findings.skipped_levels;
            level_before = block.level;
        } else if (is_empty) {
            findings.empty_numbers.push_back(shown_number(names[i].number));
        }
        if (has_undescribed_image(block)) {
            findings.undescribed_numbers.push_back(shown_number(names[i].number));
        }
    }
    return findings;
}

std::string_view code_of(RequestState state) {
    for (const auto& [known, code] : state_codes) {
        if (known == state) return code;
    }
    CHECK(false, "every state has a code");
}

Result<RequestState> request_state_from(std::string_view code) {
    for (const auto& [state, known] : state_codes) {
        if (known == code) return state;
    }
    return fail(ErrorCode::Corrupt, "unknown state of a release request");
}

} // namespace denkraum::guideline
