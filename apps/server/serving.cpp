// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/serving.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "apps/server/addresses.hpp"
#include "apps/server/contents.hpp"
#include "apps/server/demo.hpp"
#include "base/json/json.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/document/importing/overview.hpp"
#include "domain/document/redaction/routes.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/document/timeline/routes.hpp"
#include "domain/document/writing/overview.hpp"
#include "domain/document/writing/routes.hpp"
#include "domain/guideline/comparison/routes.hpp"
#include "domain/guideline/publishing/routes.hpp"
#include "domain/guideline/reading/routes.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/rendering/routes.hpp"
#include "domain/network/coordination/routes.hpp"
#include "domain/network/door.hpp"
#include "domain/network/email/routes.hpp"
#include "domain/network/events.hpp"
#include "domain/network/login/routes.hpp"
#include "domain/network/member/routes.hpp"
#include "domain/network/overview/overview.hpp"
#include "domain/network/site/commands.hpp"
#include "domain/network/site/routes.hpp"
#include "platform/http/server/server.hpp"
#include "platform/http/static_files.hpp"

namespace denkraum::server {
namespace {

constexpr std::chrono::seconds stop_patience{5};

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The editor's German sentences by key.
Result<std::map<std::string, std::string>> read_editor_texts(const std::filesystem::path& file) {
    DK_TRY(const json::value parsed, json::parse(read_text(file)));
    if (!parsed.is_object()) return fail(ErrorCode::Corrupt, file.string() + " is no object");
    std::map<std::string, std::string> texts;
    for (const auto& [key, sentence] : parsed.get_object()) {
        if (!sentence.is_string()) return fail(ErrorCode::Corrupt, file.string() + " has no texts");
        texts[std::string(key)] = sentence.get_string().c_str();
    }
    return texts;
}

Done refuse_open_demo(World& world) {
    if (is_loopback(world.config.address)) return {};
    DK_TRY(const bool demo, has_demo(world));
    if (!demo) return {};
    return fail(
        ErrorCode::Forbidden,
        fmt::format(
            "In diesem Datenordner gibt es Demonstrationszugänge mit bekanntem Passwort. Auf {} "
            "wird er deshalb nicht bereitgestellt. Nehmen Sie 127.0.0.1 oder einen neuen Ordner.",
            world.config.address
        )
    );
}

network::Site site_of(World& world, const Contents& contents, const http::StaticFiles& files) {
    network::Site site;
    site.name = world.network->site_name;
    site.base_url = world.config.base_url;
    site.cite_url = world.network->base_url;
    site.places = {
        {"/uebersicht", std::string(i18n::mark("Übersicht")), network::signed_in},
        {"/leitlinien", std::string(i18n::mark("Leitlinien")), network::everybody},
        {"/entwuerfe", std::string(i18n::mark("Entwürfe")), network::signed_in},
        {"/koordination", std::string(i18n::mark("Koordination")), network::coordinates},
        {"/ueber-das-netzwerk", std::string(i18n::mark("Über das Netzwerk")), network::everybody},
    };
    site.style_address = files.address("styles/denkraum.css");
    site.script_address = files.address("start.js");
    site.is_sample = contents.is_sample();
    site.key = world.installation.key;
    if (world.config.second_factor == "coordination") site.factor_needed = network::coordinates;
    if (world.config.second_factor == "all") site.factor_needed = network::signed_in;
    return site;
}

} // namespace

/// In the order of their making; taken down in reverse.
struct Serving::Parts {
    explicit Parts(World& its_world) : world(its_world) {}

    World& world;
    Contents contents;
    network::site::Texts texts{[this](std::string_view page, i18n::Language language) {
        return contents.find(page, language);
    }};
    std::optional<http::StaticFiles> files;
    std::optional<run::Loops> loops;
    std::unique_ptr<document::room::Rooms> rooms;
    std::unique_ptr<document::importing::Jobs> imports;
    std::unique_ptr<network::Door> door;
    std::unique_ptr<network::Login> login;
    std::unique_ptr<network::EmailChange> email_change;
    std::unique_ptr<network::Members> members;
    std::unique_ptr<network::Coordination> coordination;
    std::unique_ptr<network::Overview> overview;
    std::unique_ptr<network::site::Pages> site_pages;
    std::unique_ptr<guideline::Shelf> shelf;
    std::unique_ptr<guideline::Reading> reading;
    std::unique_ptr<guideline::Comparison> comparison;
    std::unique_ptr<guideline::Publishing> publishing;
    std::unique_ptr<guideline::RenderingPages> renderings;
    std::shared_ptr<document::timeline::Site> past;
    std::unique_ptr<document::writing::Site> documents;
    std::unique_ptr<document::redaction::Site> redactions;
    std::vector<std::unique_ptr<bus::Subscription>> subscriptions;
    std::optional<http::Server> server;

    Done open();
    Done make_rooms();
    [[nodiscard]] bool session_may_stay(network::SessionId session, bool has_written) const;
    void make_door();
    Done make_sites();
    void make_redactions();
    network::OverviewSlots overview_slots();
    Done subscribe();
    http::Router router();
    Done listen();
};

Done Serving::Parts::open() {
    DK_DO(refuse_cut_off_demo(world));
    DK_DO(refuse_open_demo(world));
    DK_TRY(contents, Contents::load(*world.installation.main));
    // Mails call the network what its pages call it.
    if (!contents.site_name().empty()) world.network->site_name = contents.site_name();
    DK_DO(texts.reload(*world.installation.main));
    DK_TRY(auto loaded, http::StaticFiles::load(world.share / "web", "/web"));
    files.emplace(std::move(loaded));
    DK_DO(make_rooms());
    make_door();
    DK_DO(make_sites());
    DK_DO(subscribe());
    return listen();
}

Done Serving::Parts::make_rooms() {
    const auto wanted = static_cast<std::size_t>(world.config.threads);
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    DK_TRY(
        auto started,
        run::Loops::start(
            wanted == 0 ? cores : wanted,
            [&journal = *world.journal](std::string_view what) {
                journal.error("a task on a loop failed", {{"what", what}});
            }
        )
    );
    loops.emplace(std::move(started));
    rooms = std::make_unique<document::room::Rooms>(document::room::Rooms::Parts{
        .main = *world.installation.main,
        .log = *world.installation.log,
        .loops = *loops,
        .workers = *world.workers,
        .clock = world.clock,
        .randomness = world.randomness,
        .journal = *world.journal,
        .may_stay = [this](
                        network::SessionId session, bool has_written
                    ) { return session_may_stay(session, has_written); }
    });
    imports = std::make_unique<document::importing::Jobs>(document::importing::Jobs::Parts{
        .workers = *world.workers,
        .clock = world.clock,
        .randomness = world.randomness,
        .journal = *world.journal
    });
    return {};
}

/// A database that does not answer ends nobody's work.
bool Serving::Parts::session_may_stay(network::SessionId session, bool has_written) const {
    if (!has_written) return door->is_open(session).value_or(true);
    const Done kept = door->keep_alive(session);
    return kept || kept.error().code != ErrorCode::Forbidden;
}

void Serving::Parts::make_door() {
    network::Site site = site_of(world, contents, *files);
    site.foot = [this] { return texts.links(); };
    site.top = [this] { return texts.top_links(); };
    door = std::make_unique<network::Door>(
        network::Door::Parts{
            .database = *world.installation.main,
            .clock = world.clock,
            .randomness = world.randomness,
            .catalogues = *world.catalogues,
            .log = *world.journal
        },
        std::move(site)
    );
    login = std::make_unique<network::Login>(*world.network, *door, network::Login::Rates{});
    email_change = std::make_unique<network::EmailChange>(*world.network, *door);
    members =
        std::make_unique<network::Members>(*world.network, *door, [this](const i18n::Words& say) {
            const auto piece = texts.find("about", say.language());
            return piece ? network::site::html_of(*piece) : html::Html();
        });
    coordination = std::make_unique<network::Coordination>(*world.network, *door);
    site_pages = std::make_unique<network::site::Pages>(*world.network, *door, texts);
}

Done Serving::Parts::make_sites() {
    DK_TRY(auto editor_texts, read_editor_texts(world.share / "web" / "editor_texts.json"));
    shelf = std::make_unique<guideline::Shelf>(world.clock);
    guideline::ReadingSlots slots;
    slots.start_text = [this](i18n::Language language) {
        const auto piece = texts.find("start", language);
        if (!piece) return guideline::pages::StartText{};
        return guideline::pages::StartText{piece->title, piece->prose, piece->language};
    };
    slots.about_address = "/ueber-das-netzwerk";
    slots.further_addresses = [this] {
        std::vector<std::string> addresses{"/ueber-das-netzwerk"};
        for (const html::Link& link : texts.links())
            addresses.push_back(link.address);
        return addresses;
    };
    reading = std::make_unique<guideline::Reading>(
        *door, *world.installation.main, *shelf, std::move(slots)
    );
    comparison = std::make_unique<guideline::Comparison>(*door, *world.installation.main, *shelf);
    publishing = std::make_unique<guideline::Publishing>(
        *door, world.documents(), *shelf, world.export_tools()
    );
    renderings = std::make_unique<guideline::RenderingPages>(*door, world.documents(), *shelf);
    past = std::make_shared<document::timeline::Site>(*door, world.documents(), *rooms);
    past->in_editions = [this](const network::Visit& visit, std::string_view uid) {
        return reading->in_editions(visit, uid);
    };
    documents = std::make_unique<document::writing::Site>(document::writing::Site{
        .door = *door,
        .services = world.documents(),
        .rooms = *rooms,
        .imports = *imports,
        .editor_texts = std::move(editor_texts),
        .base_url = world.config.base_url,
        .actions = [this](
                       const network::Visit& visit, document::DocumentId id
                   ) { return publishing->document_actions(visit, id).value_or(html::Html()); },
        .past = past
    });
    make_redactions();
    overview = std::make_unique<network::Overview>(*door, overview_slots());
    return {};
}

void Serving::Parts::make_redactions() {
    using document::redaction::Around;
    Around around;
    around.change = [this](
                        document::DocumentId id,
                        network::ActorId actor,
                        crdt::ClientId client,
                        const Around::Make& make
                    ) {
        return rooms->change(
            id,
            {.actor = actor, .client = client, .kind = document::RecordKind::Repair, .make = make}
        );
    };
    around.forget = [this](document::DocumentId id) {
        rooms->read_again(id);
        past->histories.forget(id);
    };
    around.further =
        [this](const Around::Blocks& uids, std::string_view notice) -> Result<Around::Further> {
        sql::Database& database = *world.installation.main;
        DK_TRY(
            auto prepared,
            guideline::redaction::prepare(database, uids, notice, world.export_tools())
        );
        Around::Further further{.images = prepared.images};
        further.in_transaction = [this, prepared = std::move(prepared)](
                                     sql::Transaction& main, std::set<std::string>& images
                                 ) -> Done {
            shelf->forget();
            return guideline::redaction::take_away(main, prepared, images);
        };
        return further;
    };
    around.overwrite_freed = [this]() -> Done {
        // What was kept for readers before the commit is old by now.
        shelf->forget();
        DK_DO(world.installation.log->overwrite_freed());
        return world.installation.main->overwrite_freed();
    };
    redactions = std::make_unique<document::redaction::Site>(
        document::redaction::Site{*door, world.documents(), past->histories, std::move(around)}
    );
}

network::OverviewSlots Serving::Parts::overview_slots() {
    namespace writing = document::writing;
    sql::Database& main = *world.installation.main;
    network::OverviewSlots slots;
    slots.needs_you = {
        [this](const network::Visit& visit) { return publishing->rows_to_release(visit); },
        [&main](const network::Visit& visit) { return writing::kept_rows(main, visit); },
        [this](const network::Visit& visit) {
            return document::importing::underway_rows(*imports, visit);
        },
    };
    slots.is_new = {
        [&main](const network::Visit& visit) { return writing::new_rows(main, visit); },
        [&main, &log = *world.installation.log](const network::Visit& visit) {
            return document::timeline::changed_rows(main, log, visit);
        },
    };
    slots.your_house = {
        [this](const network::Visit& visit) { return publishing->rows_of_house(visit); },
    };
    slots.meanwhile = {
        [&main](const network::Visit& visit) { return writing::draft_rows(main, visit); },
    };
    return slots;
}

Done Serving::Parts::subscribe() {
    DK_TRY(auto sessions, world.bus->subscribe(network::topic::session, [this](ByteView payload) {
        const auto id = network::SessionId::from_text(as_text(payload));
        if (id) rooms->end_session(*id);
    }));
    DK_TRY(auto rights, world.bus->subscribe(network::topic::member, [this](ByteView payload) {
        const auto id = network::MemberId::from_text(as_text(payload));
        if (id) rooms->end_member(*id);
    }));
    DK_TRY(auto pages, world.bus->subscribe(network::site::changed_topic, [this](ByteView) {
        const Done read = texts.reload(*world.installation.main);
        if (!read) {
            world.journal->failure(log::Level::Warning, "pages not read again", read.error());
        }
        shelf->forget();
    }));
    subscriptions.push_back(std::move(pages));
    subscriptions.push_back(std::move(sessions));
    subscriptions.push_back(std::move(rights));
    return {};
}

http::Router Serving::Parts::router() {
    http::Router all;
    files->add_to(all);
    door->add_routes(all);
    login->add_routes(all);
    email_change->add_routes(all);
    members->add_routes(all);
    coordination->add_routes(all);
    overview->add_routes(all);
    site_pages->add_routes(all);
    document::writing::add_routes(all, *documents);
    document::redaction::add_routes(all, *redactions);
    reading->add_routes(all);
    comparison->add_routes(all);
    publishing->add_routes(all);
    renderings->add_routes(all);
    return all;
}

Done Serving::Parts::listen() {
    http::ServerConfig config;
    config.address = world.config.address;
    config.port = world.config.port;
    config.trusted_proxies = world.config.trusted_proxies;
    config.on_access = [&journal = *world.journal](const http::Access& access) {
        journal.debug(
            "request",
            {{"method", access.method},
             {"path", access.path},
             {"status", access.status},
             {"us", access.us},
             {"bytes", access.bytes}}
        );
    };
    config.on_failure = [&journal = *world.journal](const http::Failure& failure) {
        journal.error("handler failed", {{"path", failure.path}, {"what", failure.what}});
    };
    auto started = http::Server::start(std::move(config), router(), *loops, *world.workers);
    if (!started) {
        return fail(
            ErrorCode::Unavailable,
            fmt::format(
                "Auf {}:{} kann nicht gelauscht werden ({}). Vielleicht läuft dort schon ein "
                "Programm; mit --port wählen Sie einen anderen Port.",
                world.config.address,
                world.config.port,
                started.error().detail
            )
        );
    }
    server.emplace(*std::move(started));
    return {};
}

Serving::Serving(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Serving>> Serving::start(World& world) {
    auto parts = std::make_unique<Parts>(world);
    DK_DO(parts->open());
    return std::unique_ptr<Serving>(new Serving(std::move(parts)));
}

Serving::~Serving() {
    parts_->server->stop(stop_patience);
    parts_->subscriptions.clear();
    parts_->rooms->close();
    parts_->world.workers->stop();
    parts_->loops->stop();
}

std::uint16_t Serving::port() const {
    return parts_->server->port();
}

} // namespace denkraum::server
