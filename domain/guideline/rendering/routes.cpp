// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering/routes.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/shown_words.hpp"

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

std::optional<secret::Digest> digest_in(std::string_view hex) {
    const auto bytes = from_hex(hex);
    secret::Digest digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

/// What a form says about one paragraph.
struct TypedRendering {
    Typed is = Typed::Nothing;
    Rendering rendering = {};
};
TypedRendering typed_rendering(const Visit& visit, const RenderedParagraph& one) {
    const std::string& uid = one.paragraph.block.uid;
    // Bound to the words that the person saw, whatever the draft says by now.
    const auto source = digest_in(visit.typed("s-" + uid));
    if (!source) return {};
    Rendering rendering{
        .uid = uid, .source = *source, .words = plain_lines(visit.typed("w-" + uid))
    };
    const std::string_view mark = visit.typed("m-" + uid);
    Typed is = compare({.typed = rendering.words, .mark = mark, .stored = one.words});
    const bool is_old = one.state == RenderingState::OutOfDate;
    if (is == Typed::Nothing && is_old && !visit.typed("ok-" + uid).empty()) {
        is = rendering.words == one.words ? Typed::News : Typed::Overtaken;
    }
    if (is == Typed::News && is_old && rendering.words.empty()) is = Typed::Nothing;
    return {is, std::move(rendering)};
}

/// What was typed is still in the form.
pages::RenderingForm again(const RenderingLanguage& language, const std::vector<Rendering>& typed) {
    pages::RenderingForm form{.language = language};
    for (const Rendering& one : typed)
        form.typed.emplace(one.uid, one.words);
    return form;
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
        const bool is_current = one.state == RenderingState::Current;
        const std::string_view words = is_current ? std::string_view(one.words) : "";
        line["words"] = words;
        line["stored"] = mark_of(words);
        paragraphs.push_back(std::move(line));
    }
    out["paragraphs"] = std::move(paragraphs);
    return out;
}

/// One paragraph of a filled sheet.
struct SheetLine {
    Rendering rendering = {};
    std::string mark = {}; ///< of what was stored when the sheet was written
};

/// Fails: Invalid for another shape or another language; field "guideline" for another guideline.
Result<std::vector<SheetLine>>
lines_in(ByteView file, const RenderingLanguage& language, std::string_view key) {
    DK_TRY(const json::value parsed, json::parse(as_text(file), renderings_file_bytes_max));
    if (!parsed.is_object()) return fail(ErrorCode::Invalid, "no object");
    const json::object& sheet = parsed.get_object();
    const bool is_ours = json::text_or(sheet, "format") == "denkraum-renderings 1"
                         && json::text_or(sheet, "language") == language.id;
    if (!is_ours) return fail(ErrorCode::Invalid, "not a sheet of this language");
    if (json::text_or(sheet, "guideline") != key) {
        return fail_field("guideline", "a sheet of another guideline");
    }
    DK_TRY(const json::array* paragraphs, json::array_at(sheet, "paragraphs"));
    std::vector<SheetLine> all;
    for (const json::value& line : *paragraphs) {
        if (!line.is_object()) continue;
        const json::object& one = line.get_object();
        Rendering rendering{
            .uid = std::string(json::text_or(one, "uid")),
            .words = plain_lines(utf8::trim(json::text_or(one, "words")))
        };
        const auto source = digest_in(json::text_or(one, "source"));
        const bool is_there =
            source && ParagraphId::from_text(rendering.uid) && !rendering.words.empty();
        if (!is_there) continue;
        rendering.source = *source;
        all.push_back({std::move(rendering), std::string(json::text_or(one, "stored"))});
    }
    return all;
}

/// What became of the lines of a sheet.
struct Taken {
    std::vector<Rendering> all = {};              ///< of paragraphs that this guideline has
    long outdated = 0;                            ///< of them: for a wording that nothing has today
    long unknown = 0;                             ///< left out
    long unchanged = 0;                           ///< left out: nothing new was written there
    std::vector<const Paragraph*> overtaken = {}; ///< left out: somebody else wrote there since

    [[nodiscard]] bool is_filled() const {
        return !all.empty() || unknown + unchanged > 0 || !overtaken.empty();
    }
};

using WordingKey = std::pair<std::string_view, secret::Digest>;

/// By paragraph and wording.
std::map<WordingKey, std::string_view>
stored_words(const queries::RenderingView& view, std::string_view language) {
    std::map<WordingKey, std::string_view> words;
    for (const Rendering& one : view.renderings) {
        if (one.language == language) words[{one.uid, one.source}] = one.words;
    }
    return words;
}

Taken taken_of(
    std::vector<SheetLine> lines,
    std::string_view language,
    const queries::RenderingView& edition,
    const queries::RenderingView& draft
) {
    std::multimap<std::string_view, secret::Digest> today;
    std::map<std::string_view, const Paragraph*> by_uid;
    for (const auto* view : {&edition, &draft}) {
        for (const Paragraph& one : view->paragraphs) {
            today.emplace(one.block.uid, source_of(one.block));
            by_uid.emplace(one.block.uid, &one);
        }
    }
    const auto stored = stored_words(edition, language);
    Taken taken;
    for (auto& [line, mark] : lines) {
        const auto [begin, end] = today.equal_range(line.uid);
        if (begin == end) {
            ++taken.unknown;
            continue;
        }
        const auto found = stored.find({line.uid, line.source});
        const Typed is = compare(
            {.typed = line.words,
             .mark = mark,
             .stored = found == stored.end() ? std::string_view() : found->second}
        );
        if (is == Typed::Nothing) ++taken.unchanged;
        if (is == Typed::Overtaken) taken.overtaken.push_back(by_uid.at(line.uid));
        if (is != Typed::News) continue;
        const bool is_current =
            std::any_of(begin, end, [&](const auto& one) { return one.second == line.source; });
        if (!is_current) ++taken.outdated;
        taken.all.push_back(std::move(line));
    }
    return taken;
}

/// "Nr. 1.1, Nr. 2.3 …".
std::string names_of(const i18n::Words& say, const std::vector<const Paragraph*>& paragraphs) {
    std::string names;
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (i == renderings_named_max) return names + " …";
        if (i > 0) names += ", ";
        names += pages::name_of(say, *paragraphs[i]);
    }
    return names;
}

std::string sentence_of(const i18n::Words& say, const Taken& taken) {
    const auto count = static_cast<long>(taken.all.size());
    std::string all = say.plural("{} Absatz eingelesen.", "{} Absätze eingelesen.", count);
    if (taken.outdated > 0) {
        all += " ";
        all += say.plural(
            "{} davon gilt einem früheren Wortlaut und ist überholt.",
            "{} davon gelten einem früheren Wortlaut und sind überholt.",
            taken.outdated
        );
    }
    if (taken.unknown > 0) {
        all += " ";
        all += say.plural(
            "{} steht nicht mehr in dieser Leitlinie und wurde übergangen.",
            "{} stehen nicht mehr in dieser Leitlinie und wurden übergangen.",
            taken.unknown
        );
    }
    if (taken.unchanged > 0) {
        all += " ";
        all += say.plural("{} ist unverändert.", "{} sind unverändert.", taken.unchanged);
    }
    if (!taken.overtaken.empty()) {
        all += " ";
        all += say.plural(
            "Bei {} Absatz hat inzwischen jemand anderes geschrieben. Das bleibt stehen: {}",
            "Bei {} Absätzen hat inzwischen jemand anderes geschrieben. Das bleibt stehen: {}",
            static_cast<long>(taken.overtaken.size()),
            names_of(say, taken.overtaken)
        );
    }
    return all;
}

std::string refusal_of(const i18n::Words& say, const Result<std::vector<SheetLine>>& read) {
    if (!read && read.error().field == "guideline") {
        return say("Diese Vorlage gehört zu einer anderen Leitlinie.");
    }
    return say("Diese Datei ist keine ausgefüllte Vorlage dieser Sprache. Laden Sie die "
               "Vorlage herunter und füllen Sie die Felder „words“ aus.");
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
    form.csrf_token = visit.csrf_token;
    form.chapter = chapter_in(visit.typed("kapitel"));
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
    std::vector<std::string> overtaken;
    std::set<std::string> places;
    for (const RenderedParagraph& one : all.in(language.id)) {
        places.insert(one.paragraph.block.uid);
        TypedRendering typed = typed_rendering(visit, one);
        if (typed.is == Typed::Nothing) continue;
        if (typed.is == Typed::Overtaken) overtaken.push_back(typed.rendering.uid);
        wanted.all.push_back(std::move(typed.rendering));
    }
    if (auto words = homeless_words(visit.request.form(), 'w', places); !words.empty()) {
        pages::RenderingForm form = again(language, wanted.all);
        form.homeless = std::move(words);
        return form_again(visit, std::move(form));
    }
    if (!overtaken.empty()) {
        pages::RenderingForm form = again(language, wanted.all);
        for (const std::string& uid : overtaken) {
            form.errors.push_back(
                {"w-" + uid,
                 visit.say("Diesen Text hat inzwischen jemand anderes geschrieben. Er steht unter "
                           "Ihrem. Führen Sie beide zusammen und speichern Sie noch einmal.")}
            );
            form.overtaken.insert(uid);
        }
        return form_again(visit, std::move(form));
    }
    const Done kept = commands::keep_renderings(services_, visit.member(), wanted);
    if (!kept && kept.error().code == ErrorCode::TooLarge) {
        pages::RenderingForm form = again(language, wanted.all);
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
    DK_TRY(const auto draft, view(visit, true));
    DK_TRY(const RenderingLanguage language, language_of(visit, all.guideline));
    const http::Upload* upload = visit.request.upload("file");
    Result<std::vector<SheetLine>> read = std::vector<SheetLine>();
    if (upload != nullptr) read = lines_in(upload->bytes, language, all.guideline.key);
    Taken taken;
    if (read) taken = taken_of(*read, language.id, all, draft);
    const commands::WantedRenderings wanted{
        .guideline = all.guideline.id, .language = std::string(language.id), .all = taken.all
    };
    const Done kept = commands::keep_renderings(services_, visit.member(), wanted);
    const bool is_theirs =
        !taken.is_filled() || (!kept && kept.error().code == ErrorCode::TooLarge);
    if (is_theirs) {
        pages::RenderingForm form{.language = language};
        form.errors = {{"file", refusal_of(visit.say, read)}};
        return form_again(visit, std::move(form));
    }
    DK_DO(kept);
    shelf_.forget();
    return visit.go(
        pages::renderings_address(all.guideline.key, language.id), sentence_of(visit.say, taken)
    );
}

} // namespace denkraum::guideline
