// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/templates/commands.hpp"

#include "base/json/json.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"
#include "domain/document/templates/store.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::templates {
namespace {

constexpr std::string_view pattern_lead = "muster-";
constexpr std::string_view template_lead = "vorlage-";
constexpr std::string_view outline_lead = "gliederung-";

std::optional<DocumentId> document_behind(std::string_view typed, std::string_view lead) {
    if (!typed.starts_with(lead)) return std::nullopt;
    const auto id = DocumentId::from_text(typed.substr(lead.size()));
    return id ? std::optional(*id) : std::nullopt;
}

} // namespace

Beginning beginning_from(std::string_view typed) {
    if (typed.starts_with(pattern_lead)) {
        const auto pattern = pattern_from_id(typed.substr(pattern_lead.size()));
        if (pattern) return *pattern;
    }
    if (const auto id = document_behind(typed, template_lead)) return FromTemplate{*id};
    if (const auto id = document_behind(typed, outline_lead)) return FromOutline{*id};
    return Blank{};
}

std::string id_of(const Beginning& beginning) {
    if (const auto* pattern = std::get_if<Pattern>(&beginning)) {
        return std::string(pattern_lead) + std::string(id_of(*pattern));
    }
    if (const auto* from = std::get_if<FromTemplate>(&beginning)) {
        return std::string(template_lead) + from->document.text();
    }
    if (const auto* from = std::get_if<FromOutline>(&beginning)) {
        return std::string(outline_lead) + from->document.text();
    }
    return "leer";
}

} // namespace denkraum::document::templates

namespace denkraum::document::templates::commands {
namespace {

document::commands::NewDocument
with_words(const Document& source, prose::Prose prose, std::string title) {
    return {.title = std::move(title), .language = source.language, .prose = std::move(prose)};
}

/// What the draft is made of.
Result<document::commands::NewDocument>
contents_of(const Services& services, const Beginning& beginning, std::string title) {
    if (const auto* pattern = std::get_if<Pattern>(&beginning)) {
        return document::commands::NewDocument{
            .title = std::move(title), .prose = words_of(*pattern)
        };
    }
    if (const auto* from = std::get_if<FromTemplate>(&beginning)) {
        DK_TRY(auto main, services.main.begin(sql::Access::Read));
        DK_TRY(const bool is_marked, store::is_marked(main, from->document));
        if (!is_marked) return fail(ErrorCode::NotFound, "no such template");
        DK_TRY(const Document source, document::store::find(main, from->document));
        DK_TRY(auto reading, queries::current(services.log, from->document));
        return with_words(source, copy_of(std::move(reading.prose)), std::move(title));
    }
    if (const auto* from = std::get_if<FromOutline>(&beginning)) {
        DK_TRY(const Document source, queries::one(services.main, from->document));
        DK_TRY(const auto reading, queries::current(services.log, from->document));
        return with_words(source, outline_of(reading.prose), std::move(title));
    }
    return document::commands::NewDocument{.title = std::move(title)};
}

Done record(
    const Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    std::string action,
    const Document& document
) {
    json::object says;
    says["title"] = document.title;
    trail::Entry entry = network::entry_by(
        viewer, services.clock.now(), std::move(action), {"document", trail::any(document.id)}
    );
    entry.payload = json::write(says);
    const network::Event event{
        .kind = entry.action,
        .subject_kind = "document",
        .subject = Bytes(document.id.bytes().begin(), document.id.bytes().end())
    };
    DK_DO(trail::append(main, services.randomness, entry));
    return network::append_event(main, entry.at, event);
}

} // namespace

Result<DocumentId> begin(
    const Services& services,
    const network::Viewer& viewer,
    std::string title,
    const Beginning& beginning
) {
    DK_TRY(auto wanted, contents_of(services, beginning, std::move(title)));
    if (!std::holds_alternative<Blank>(beginning)) wanted.begun_from = id_of(beginning);
    const auto hashes = media::hashes_in(wanted.prose);
    wanted.beside = [&](sql::Transaction& main, DocumentId id) {
        return media::adopt(services, main, viewer, id, hashes);
    };
    return document::commands::create(services, viewer.actor, std::move(wanted));
}

Done mark(const Services& services, const network::Viewer& viewer, DocumentId id) {
    if (!network::coordinates(&viewer)) return fail(ErrorCode::Forbidden, "not coordinating");
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const Document document, document::store::find(main, id));
    DK_DO(store::mark(main, id, services.clock.now(), viewer.actor));
    DK_DO(record(services, main, viewer, "document.template_marked", document));
    return std::move(main).commit();
}

Done unmark(const Services& services, const network::Viewer& viewer, DocumentId id) {
    if (!network::coordinates(&viewer)) return fail(ErrorCode::Forbidden, "not coordinating");
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const Document document, document::store::find(main, id));
    DK_DO(store::unmark(main, id));
    DK_DO(record(services, main, viewer, "document.template_unmarked", document));
    return std::move(main).commit();
}

} // namespace denkraum::document::templates::commands
