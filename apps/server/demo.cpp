// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/demo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "apps/server/contents.hpp"
#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/document/commands.hpp"
#include "domain/document/facts.hpp"
#include "domain/document/text/seed.hpp"
#include "domain/guideline/commands.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::server {
namespace {

constexpr std::string_view demo_fact = "demonstration";
constexpr std::string_view loading = "loading";
constexpr std::string_view loaded = "1";
constexpr std::size_t logins_shown = 6;

Result<json::object> read_json(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::NotFound, fmt::format("Die Datei {} fehlt.", file.string()));
    std::ostringstream text;
    text << in.rdbuf();
    DK_TRY(json::value parsed, json::parse(text.str()));
    if (!parsed.is_object()) return fail(ErrorCode::Invalid, file.string() + " is no object");
    return std::move(parsed.get_object());
}

/// Equal keys are the same paragraph: the draft goes on with the edition's.
class Uids {
public:
    Uids(Instant now, Randomness& randomness) : now_(now), randomness_(randomness) {}

    Result<prose::Prose> read(const json::object& file) {
        DK_TRY(prose::Prose prose, prose::from_json(file));
        DK_TRY(const json::array* blocks, json::array_at(file, "blocks"));
        for (std::size_t i = 0; i < blocks->size(); ++i) {
            DK_TRY(const std::string_view key, json::text_at((*blocks)[i].get_object(), "key"));
            auto& uid = by_key_[std::string(key)];
            if (uid.empty()) uid = document::text::make_uid(now_, randomness_);
            prose.blocks[i].uid = uid;
        }
        return prose;
    }

private:
    Instant now_;
    Randomness& randomness_;
    std::map<std::string, std::string> by_key_;
};

class Loader {
public:
    explicit Loader(World& world)
        : world_(world),
          passwords_(secret::cheap_password_cost),
          services_{
              .database = *world.installation.main,
              .clock = world.clock,
              .randomness = world.randomness,
              .bus = *world.bus,
              .mailer = *world.mailer,
              .passwords = passwords_,
              .log = *world.journal,
              .catalogues = *world.catalogues,
              .later = world.network->later,
              .base_url = world.network->base_url,
              .site_name = world.network->site_name
          } {}

    Done run() {
        // Before the first login with a known password, so that one cut off is still known as one.
        DK_DO(say_it_is(loading));
        DK_TRY(const json::object network, read_json(world_.share / "demo" / "network.json"));
        DK_DO(save_contents(network));
        DK_TRY(administrator_, network::commands::administrator(services_));
        DK_DO(add_authorities(network));
        DK_DO(add_members(network));
        DK_DO(add_guideline());
        return say_it_is(loaded);
    }

private:
    Done say_it_is(std::string_view state) {
        DK_TRY(auto main, world_.installation.main->begin(sql::Access::Write));
        DK_DO(document::set_fact(main, demo_fact, as_bytes(state)));
        return std::move(main).commit();
    }

    Done save_contents(const json::object& network) {
        DK_TRY(json::object contents, read_json(world_.share / "demo" / "pages.json"));
        DK_TRY(const json::object* about, json::object_at(network, "network"));
        contents["name"] = json::text_or(*about, "short");
        contents["sample"] = true;
        return Contents::save(*world_.installation.main, json::write(contents));
    }

    Result<network::AuthorityId>
    add_one(const json::object& from, std::optional<network::AuthorityId> parent) {
        network::commands::NewAuthority wanted;
        wanted.parent = parent;
        DK_TRY(const auto key, json::text_at(from, "key"));
        DK_TRY(const auto name, json::text_at(from, "name"));
        wanted.key = key;
        wanted.name = name;
        wanted.short_name = json::text_or(from, "short", name);
        DK_TRY(wanted.kind, network::authority_kind_from(json::text_or(from, "kind", "other")));
        DK_TRY(wanted.state, network::authority_state_from(json::text_or(from, "state", "member")));
        const auto staff = json::integer_or(from, "staff", -1);
        if (staff >= 0) wanted.staff = staff;
        DK_TRY(const auto id, network::commands::add_authority(services_, administrator_, wanted));
        authorities_[wanted.key] = id;
        return id;
    }

    Done add_authorities(const json::object& network) {
        DK_TRY(const json::array* list, json::array_at(network, "authorities"));
        for (const json::value& item : *list) {
            const json::object& from = item.get_object();
            DK_TRY(const auto id, add_one(from, std::nullopt));
            const auto units = json::array_at(from, "units");
            if (!units) continue;
            for (const json::value& unit : **units)
                DK_DO(add_one(unit.get_object(), id));
        }
        return {};
    }

    Done add_members(const json::object& network) {
        DK_TRY(const json::array* list, json::array_at(network, "members"));
        for (const json::value& item : *list) {
            const json::object& from = item.get_object();
            network::commands::NewMember wanted;
            DK_TRY(const auto authority, json::text_at(from, "authority"));
            wanted.authority = authorities_[std::string(authority)];
            DK_TRY(wanted.role, network::role_from(json::text_or(from, "role", "expert")));
            wanted.person = {
                .name = std::string(json::text_or(from, "name")),
                .email = std::string(json::text_or(from, "email")),
                .job = std::string(json::text_or(from, "function"))
            };
            wanted.password = secret::SecretText(std::string(demo_password));
            DK_TRY(const auto id, network::commands::add_member(services_, administrator_, wanted));
            if (wanted.role == network::Role::Coordination && coordinator_.is_none()) {
                coordinator_ = id;
            }
        }
        return {};
    }

    Result<network::ActorId> coordinators_actor() {
        DK_TRY(auto main, world_.installation.main->begin(sql::Access::Read));
        DK_TRY(const auto member, network::queries::member(main, coordinator_));
        return member.member.actor;
    }

    /// Whoever speaks for an authority that takes part released the sample edition.
    Result<std::vector<std::string>> releasing_authorities() {
        DK_TRY(auto main, world_.installation.main->begin(sql::Access::Read));
        DK_TRY(const auto all, network::queries::authorities(main));
        std::vector<std::string> names;
        for (const auto& authority : all) {
            if (network::has_voice(authority)) names.push_back(authority.name);
        }
        return names;
    }

    Done add_guideline() {
        Uids uids(world_.clock.now(), world_.randomness);
        const auto demo = world_.share / "demo";
        DK_TRY(const json::object edition, read_json(demo / "guideline.edition1.json"));
        DK_TRY(const json::object draft, read_json(demo / "guideline.draft.json"));
        DK_TRY(prose::Prose published, uids.read(edition));
        DK_TRY(prose::Prose drafted, uids.read(draft));
        DK_TRY(const auto actor, coordinators_actor());
        const auto documents = world_.documents();
        DK_TRY(
            const auto document,
            document::commands::create(
                documents,
                actor,
                {.title = std::string(json::text_or(draft, "title")), .prose = std::move(drafted)}
            )
        );
        DK_TRY(
            const auto guideline,
            guideline::commands::create(
                documents,
                actor,
                {.title = std::string(json::text_or(edition, "title")),
                 .key = std::string(json::text_or(edition, "short")),
                 .draft = document}
            )
        );
        DK_TRY(const Instant date, instant_from_iso(json::text_or(edition, "date")));
        DK_TRY(auto names, releasing_authorities());
        DK_DO(guideline::commands::import_edition(
            documents,
            actor,
            guideline.id,
            {.date = date,
             .legal_state = std::string(json::text_or(edition, "legal_state")),
             .released_by = std::move(names),
             .prose = std::move(published)},
            world_.export_tools()
        ));
        return {};
    }

    World& world_;
    secret::Passwords passwords_;
    network::Services services_;
    network::Viewer administrator_;
    std::map<std::string, network::AuthorityId> authorities_;
    network::MemberId coordinator_;
};

} // namespace

Result<bool> is_empty(World& world) {
    DK_TRY(auto main, world.installation.main->begin(sql::Access::Read));
    DK_TRY(const auto authorities, network::queries::authorities(main));
    return authorities.empty();
}

Result<bool> has_demo(World& world) {
    DK_TRY(auto main, world.installation.main->begin(sql::Access::Read));
    DK_TRY(const auto fact, document::fact(main, demo_fact));
    return fact.has_value();
}

Done refuse_cut_off_demo(World& world) {
    DK_TRY(auto main, world.installation.main->begin(sql::Access::Read));
    DK_TRY(const auto fact, document::fact(main, demo_fact));
    if (!fact || as_text(*fact) != loading) return {};
    if (!world.config.database_url.empty()) {
        return fail(
            ErrorCode::Conflict,
            "Das Laden des Demonstrationsnetzwerks in die PostgreSQL-Datenbank wurde unterbrochen. "
            "Löschen Sie in ihr die Schemas denkraum und denkraum_log mit allem, was sie "
            "enthalten, "
            "und laden Sie es noch einmal: DROP SCHEMA denkraum, denkraum_log CASCADE"
        );
    }
    return fail(
        ErrorCode::Conflict,
        fmt::format(
            "Das Laden des Demonstrationsnetzwerks in {} wurde unterbrochen. Löschen Sie diesen "
            "Ordner, und laden Sie es noch einmal.",
            world.config.data.string()
        )
    );
}

Done load_demo(World& world) {
    return Loader(world).run();
}

Result<std::vector<std::string>> demo_logins(World& world) {
    DK_TRY(auto main, world.installation.main->begin(sql::Access::Read));
    DK_TRY(auto members, network::queries::members(main));
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return a.member.role < b.member.role;
    });
    std::vector<std::string> lines;
    std::string last_authority;
    for (const auto& one : members) {
        if (lines.size() >= logins_shown) break;
        if (one.authority_name == last_authority && lines.size() > 1) continue;
        last_authority = one.authority_name;
        lines.push_back(fmt::format(
            "{:<38} {} ({})",
            one.person.email,
            network::words_for(one.member.role),
            one.authority_name
        ));
    }
    return lines;
}

} // namespace denkraum::server
