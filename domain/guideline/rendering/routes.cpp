// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering/routes.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/json/json.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/limits.hpp"

namespace denkraum::guideline {
namespace {

using commands::renders;
using network::Visit;
using queries::RenderedParagraph;
using queries::RenderingState;
using queries::Wording;

/// Fails: NotFound for a language that this guideline cannot be rendered into.
Result<RenderingLanguage> language_of(const Visit& visit, const Guideline& guideline) {
    const std::string_view wanted = visit.request.parameter("sprache");
    for (const RenderingLanguage& one : rendering_languages(guideline.language)) {
        if (one.id == wanted) return one;
    }
    return fail(ErrorCode::NotFound, "no such language");
}

bool asks_for_draft(const Visit& visit) {
    return visit.request.query("fassung") == "entwurf";
}

std::size_t chapter_in(std::string_view digits) {
    std::size_t chapter = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), chapter);
    return chapter == 0 ? 0 : chapter - 1;
}

/// Browsers end lines with two characters.
std::string plain_lines(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c != '\r') out += c;
    }
    return out;
}

std::optional<secret::Digest> digest_in(std::string_view hex) {
    const auto bytes = from_hex(hex);
    secret::Digest digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

/// What a form says about one paragraph, where that is something new.
std::optional<Rendering> typed_rendering(const Visit& visit, const RenderedParagraph& one) {
    const std::string& uid = one.paragraph.block.uid;
    // Bound to the words that the person saw, whatever the draft says by now.
    const auto source = digest_in(visit.typed("s-" + uid));
    if (!source) return std::nullopt;
    const std::string words = plain_lines(visit.typed("w-" + uid));
    const bool is_same = words == one.words;
    const bool is_old = one.state == RenderingState::OutOfDate;
    const bool is_confirmed = is_old && !visit.typed("ok-" + uid).empty();
    if (is_same && !is_confirmed) return std::nullopt;
    if (is_old && words.empty()) return std::nullopt;
    return Rendering{.uid = uid, .source = *source, .words = words};
}

json::value sheet_of(const queries::RenderingView& view, const RenderingLanguage& language) {
    json::object out;
    out["format"] = "denkraum-renderings 1";
    out["guideline"] = view.guideline.key;
    out["language"] = language.id;
    json::array paragraphs;
    for (const RenderedParagraph& one : view.in(language.id)) {
        json::object line;
        line["uid"] = one.paragraph.block.uid;
        const std::string number = shown_number(one.paragraph.number);
        if (!number.empty()) line["number"] = number;
        line["source"] = to_hex(one.source);
        line["text"] = prose::plain_text(one.paragraph.block);
        line["words"] = one.state == RenderingState::Current ? one.words : "";
        paragraphs.push_back(std::move(line));
    }
    out["paragraphs"] = std::move(paragraphs);
    return out;
}

/// Fails: Invalid for another shape or another language.
Result<std::vector<Rendering>> renderings_in(ByteView file, const RenderingLanguage& language) {
    DK_TRY(const json::value parsed, json::parse(as_text(file), renderings_file_bytes_max));
    if (!parsed.is_object()) return fail(ErrorCode::Invalid, "no object");
    const json::object& sheet = parsed.get_object();
    const bool is_ours = json::text_or(sheet, "format") == "denkraum-renderings 1"
                         && json::text_or(sheet, "language") == language.id;
    if (!is_ours) return fail(ErrorCode::Invalid, "not a sheet of this language");
    DK_TRY(const json::array* paragraphs, json::array_at(sheet, "paragraphs"));
    std::vector<Rendering> all;
    for (const json::value& line : *paragraphs) {
        if (!line.is_object()) continue;
        const json::object& one = line.get_object();
        Rendering rendering{
            .uid = std::string(json::text_or(one, "uid")),
            .words = plain_lines(json::text_or(one, "words"))
        };
        const auto source = digest_in(json::text_or(one, "source"));
        const bool is_there =
            source && ParagraphId::from_text(rendering.uid) && !rendering.words.empty();
        if (!is_there) continue;
        rendering.source = *source;
        all.push_back(std::move(rendering));
    }
    return all;
}

} // namespace

void RenderingPages::add_routes(http::Router& router) const {
    const auto answer = [this](auto member) {
        return [this, member](const Visit& visit) { return (this->*member)(visit); };
    };
    const std::string place = "/leitlinien/{key}/uebertragungen";
    const std::string one = "/leitlinien/{key}/uebertragungen/{sprache}";
    const std::string sheet = "/leitlinien/{key}/uebertragungen/{sprache}/vorlage.json";
    door_.get(router, place, renders, answer(&RenderingPages::overview));
    door_.get(router, one, renders, answer(&RenderingPages::show));
    http::RouteOptions room;
    room.body_bytes_max = renderings_file_bytes_max;
    door_.post(router, one, renders, answer(&RenderingPages::keep), {.route = room});
    door_.get(router, sheet, renders, answer(&RenderingPages::sheet));
    door_.post(
        router, one + "/einlesen", renders, answer(&RenderingPages::read_in), {.route = room}
    );
}

Result<queries::RenderingView> RenderingPages::view(const Visit& visit, bool is_draft) const {
    return queries::renderings(
        services_.main,
        services_.log,
        visit.request.parameter("key"),
        is_draft ? Wording::Draft : Wording::Edition
    );
}

RenderingPages::Answer RenderingPages::overview(const Visit& visit) const {
    DK_TRY(const auto edition, view(visit, false));
    DK_TRY(const auto draft, view(visit, true));
    return visit.page(pages::renderings(visit.say, edition, draft));
}

RenderingPages::Answer RenderingPages::show(const Visit& visit) const {
    DK_TRY(const auto all, view(visit, asks_for_draft(visit)));
    pages::RenderingForm form{.csrf_token = visit.csrf_token};
    DK_TRY(form.language, language_of(visit, all.guideline));
    form.chapter = chapter_in(visit.request.query("kapitel").value_or(""));
    return visit.page(pages::rendering_form(visit.say, all, form));
}

RenderingPages::Answer
RenderingPages::form_again(const Visit& visit, pages::RenderingForm form) const {
    const bool is_draft = visit.typed("fassung") == "entwurf";
    DK_TRY(const auto all, view(visit, is_draft));
    return visit.form_again(pages::rendering_form(visit.say, all, form));
}

RenderingPages::Answer RenderingPages::keep(const Visit& visit) const {
    const bool is_draft = visit.typed("fassung") == "entwurf";
    DK_TRY(const auto all, view(visit, is_draft));
    DK_TRY(const RenderingLanguage language, language_of(visit, all.guideline));
    commands::WantedRenderings wanted{
        .guideline = all.guideline.id, .language = std::string(language.id)
    };
    for (const RenderedParagraph& one : all.in(language.id)) {
        if (auto rendering = typed_rendering(visit, one)) {
            wanted.all.push_back(*std::move(rendering));
        }
    }
    const Done kept = commands::keep_renderings(services_, visit.member(), wanted);
    if (!kept && kept.error().code == ErrorCode::TooLarge) {
        pages::RenderingForm form{
            .csrf_token = visit.csrf_token,
            .language = language,
            .chapter = chapter_in(visit.typed("kapitel"))
        };
        for (const Rendering& one : wanted.all)
            form.typed.emplace(one.uid, one.words);
        form.errors = {
            {"w-" + kept.error().field,
             visit.say("Bitte kürzen Sie diesen Text auf höchstens 20.000 Zeichen.")}
        };
        return form_again(visit, std::move(form));
    }
    DK_DO(kept);
    shelf_.forget();
    std::string address = pages::renderings_address(all.guideline.key, language.id);
    address += "?kapitel=" + std::to_string(chapter_in(visit.typed("kapitel")) + 1);
    if (is_draft) address += "&fassung=entwurf";
    const auto count = static_cast<long>(wanted.all.size());
    return visit.go(
        address, visit.say.plural("{} Absatz gespeichert.", "{} Absätze gespeichert.", count)
    );
}

RenderingPages::Answer RenderingPages::sheet(const Visit& visit) const {
    DK_TRY(const auto all, view(visit, asks_for_draft(visit)));
    DK_TRY(const RenderingLanguage language, language_of(visit, all.guideline));
    auto response = http::Response::json(json::write(sheet_of(all, language)));
    return std::move(response).as_attachment(
        all.guideline.key + "-" + std::string(language.id) + ".json"
    );
}

RenderingPages::Answer RenderingPages::read_in(const Visit& visit) const {
    DK_TRY(const auto all, view(visit, false));
    DK_TRY(const RenderingLanguage language, language_of(visit, all.guideline));
    const http::Upload* upload = visit.request.upload("file");
    Result<std::vector<Rendering>> read = std::vector<Rendering>();
    if (upload != nullptr) read = renderings_in(upload->bytes, language);
    commands::WantedRenderings wanted{
        .guideline = all.guideline.id, .language = std::string(language.id)
    };
    const bool is_sheet = read.has_value();
    if (is_sheet) wanted.all = *std::move(read);
    const Done kept = commands::keep_renderings(services_, visit.member(), wanted);
    const bool is_theirs =
        !is_sheet || wanted.all.empty() || (!kept && kept.error().code == ErrorCode::TooLarge);
    if (is_theirs) {
        pages::RenderingForm form{.csrf_token = visit.csrf_token, .language = language};
        form.errors = {
            {"file",
             visit.say("Diese Datei ist keine ausgefüllte Vorlage dieser Sprache. Laden Sie die "
                       "Vorlage herunter und füllen Sie die Felder „words“ aus.")}
        };
        return form_again(visit, std::move(form));
    }
    DK_DO(kept);
    shelf_.forget();
    const auto count = static_cast<long>(wanted.all.size());
    return visit.go(
        pages::renderings_address(all.guideline.key, language.id),
        visit.say.plural("{} Absatz eingelesen.", "{} Absätze eingelesen.", count)
    );
}

} // namespace denkraum::guideline
