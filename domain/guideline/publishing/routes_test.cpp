// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/publishing/routes.hpp"
#include "domain/guideline/store.hpp"
#include "domain/guideline/testing/small_site.hpp"

namespace denkraum::guideline {
namespace {

using network::between;
using network::Browser;
using network::location_of;

class PublishingPages : public SmallSite {
protected:
    static constexpr const char* publish_path = "/leitlinien/ki-einsatz/veroeffentlichen";

    /// Fills in the form that the browser has before it.
    http::Response lay_before(Browser& browser, const std::string& date = "2026-11-22") {
        const auto page = browser.get(publish_path);
        EXPECT_EQ(page.status, 200);
        const auto seen = between(as_text(page.body_bytes()), "name=\"gesehen\" value=\"", "\"");
        return browser.post(
            publish_path, {{"date", date}, {"legal_state", "Stand heute"}, {"gesehen", seen}}
        );
    }
};
DK_ON_BOTH_DATABASES(PublishingPages);

TEST_P(PublishingPages, one_lays_a_draft_before_the_network_and_another_house_publishes_it) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const auto laid = lay_before(anna);
    ASSERT_EQ(laid.status, 303);
    const std::string request = location_of(laid);
    const auto own = anna.get(request);
    EXPECT_TRUE(has(own, "Eine Person aus einer anderen Behörde"));
    EXPECT_FALSE(has(own, "Freigeben und veröffentlichen"));
    EXPECT_EQ(anna.post(request + "/freigeben", {}).status, 403);

    Browser berta = browser_of(berta_);
    const auto page = berta.get(request);
    EXPECT_TRUE(has(page, "Menschen entscheiden."));
    EXPECT_TRUE(has(page, "Freigeben und veröffentlichen"));
    EXPECT_TRUE(has(page, "Anna, A"));
    const auto released = berta.post(request + "/freigeben", {});
    ASSERT_EQ(released.status, 303);
    EXPECT_EQ(location_of(released), "/leitlinien/ki-einsatz");
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "Stand heute"));
    EXPECT_TRUE(has(berta.get(request), "Veröffentlicht"));
    EXPECT_EQ(berta.post(request + "/freigeben", {}).status, 422);
}

TEST_P(PublishingPages, pressing_again_while_files_are_made_makes_no_others) {
    const prose::Image image{
        .hash = std::string(64, 'a'),
        .type = "image/png",
        .width = 2,
        .height = 1,
        .alternative = "ein Muster"
    };
    prose::Prose draft = sample();
    draft.blocks.back().content.push_back(prose::inline_of(image));
    (void)begin_guideline(draft);
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    Browser berta = browser_of(berta_);
    (void)berta.get(request);
    std::optional<http::Response> second;
    ExportTools tools;
    tools.images = [&](const prose::Image&) -> std::optional<std::string> {
        if (!second) second = berta.post(request + "/freigeben", {});
        return std::nullopt;
    };
    publishing_.emplace(*door_, services(), *shelf_, tools);
    const auto first = berta.post(request + "/freigeben", {});
    ASSERT_EQ(first.status, 303);
    EXPECT_EQ(location_of(first), "/leitlinien/ki-einsatz");
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(location_of(*second), request) << "sent back, and nothing else happened";
    EXPECT_EQ(count("edition"), 1);
}

TEST_P(PublishingPages, whose_authority_does_not_take_part_reads_why_they_cannot_release) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    {
        auto transaction = begin(sql::Access::Write);
        ASSERT_TRUE(transaction.execute(
            "UPDATE authority SET state = 'dormant' WHERE id = ?", berta_.authority
        ));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    const auto page = browser_of(berta_).get(request);
    EXPECT_TRUE(has(page, "Ihre Behörde nimmt zurzeit nicht am Netzwerk teil."));
    EXPECT_FALSE(has(page, "Eine Person aus einer anderen Behörde"));
    EXPECT_FALSE(has(page, "Freigeben und veröffentlichen"));
    EXPECT_TRUE(has(anna.get(request), "Eine Person aus einer anderen Behörde"));
}

TEST_P(PublishingPages, the_public_never_reads_who_asked_and_who_released) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    Browser berta = browser_of(berta_);
    (void)berta.get(request);
    ASSERT_EQ(berta.post(request + "/freigeben", {}).status, 303);
    EXPECT_EQ(visitor().get(request).status, 303);

    std::vector<std::string> addresses{
        "/leitlinien", "/leitlinien/ki-einsatz", "/p/" + uid(4), "/p/" + uid(4) + "/entstehung"
    };
    auto transaction = begin(sql::Access::Read);
    const auto files = store::files_of(transaction, guideline.id, 1);
    ASSERT_TRUE(files);
    for (const store::ListedFile& file : *files) {
        if (!file.why_missing.empty()) continue;
        addresses.push_back("/leitlinien/ki-einsatz/ausgaben/1/" + file.name);
    }
    EXPECT_GT(addresses.size(), 10U);
    for (const std::string& address : addresses) {
        const auto shown = visitor().get(address);
        EXPECT_EQ(shown.status, 200) << address;
        for (const char* name : {"Anna", "Berta"})
            EXPECT_FALSE(has(shown, name)) << address << " names " << name;
    }
}

TEST_P(PublishingPages, a_refusal_wants_a_reason_and_keeps_what_was_typed) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    Browser berta = browser_of(berta_);
    (void)berta.get(request);
    EXPECT_EQ(berta.post(request + "/ablehnen", {{"reason", " "}}).status, 422);
    EXPECT_EQ(berta.post(request + "/ablehnen", {{"reason", "Kapitel 2 fehlt."}}).status, 303);
    EXPECT_TRUE(has(anna.get(request), "Kapitel 2 fehlt."));
    EXPECT_EQ(visitor().get("/leitlinien/ki-einsatz").status, 404);
}

TEST_P(PublishingPages, the_house_that_asked_withdraws) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    EXPECT_TRUE(has(anna.get(publish_path), "Ein Entwurf wartet schon auf seine Freigabe."));
    Browser arne = browser_of(arne_);
    EXPECT_TRUE(has(arne.get(request), "Vorlage zurückziehen"));
    EXPECT_EQ(arne.post(request + "/zurueckziehen", {}).status, 303);
    EXPECT_TRUE(has(anna.get(request), "Zurückgezogen"));
}

TEST_P(PublishingPages, what_went_on_meanwhile_is_shown_before_it_is_laid_before_anybody) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const auto page = anna.get(publish_path);
    const auto seen = between(as_text(page.body_bytes()), "name=\"gesehen\" value=\"", "\"");
    write_at_end(guideline, " Und Berta schreibt noch.");
    const auto again = anna.post(
        publish_path, {{"date", "2026-11-22"}, {"legal_state", "Mein Satz"}, {"gesehen", seen}}
    );
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "Am Entwurf wurde gerade weitergeschrieben."));
    EXPECT_TRUE(has(again, "Und Berta schreibt noch."));
    EXPECT_TRUE(has(again, "Mein Satz"));
    EXPECT_EQ(lay_before(anna).status, 303);
}

TEST_P(PublishingPages, a_wrong_date_is_said_at_its_field) {
    const Guideline guideline = begin_guideline(sample());
    Browser anna = browser_of(anna_);
    const auto again = lay_before(anna, "gestern");
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "id=\"f-date-error\""));
    EXPECT_TRUE(has(again, "value=\"gestern\""));
}

TEST_P(PublishingPages, the_unchanged_text_has_a_sentence_instead_of_a_form) {
    const Guideline guideline = published();
    Browser anna = browser_of(anna_);
    const auto page = anna.get(publish_path);
    EXPECT_TRUE(has(page, "Der Entwurf sagt genau dasselbe wie die 1. Ausgabe."));
    EXPECT_FALSE(has(page, "Zur Freigabe vorlegen"));
}

TEST_P(PublishingPages, a_reason_is_typed_at_its_change_and_read_by_everybody) {
    const Guideline guideline = published();
    write_at_end(guideline, " Und wer nicht?");
    const std::string reasons = std::string(publish_path) + "/gruende";
    Browser anna = browser_of(anna_);
    EXPECT_TRUE(has(anna.get(publish_path), "Bei 0 von 1 Änderungen steht ein Grund."));
    EXPECT_TRUE(has(anna.get(reasons), "Wer wurde gehört? Und wer nicht?"));
    const std::string field = "g-" + uid(4);
    const auto again = anna.post(reasons, {{field, std::string(1'001, 'x')}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, std::string(1'001, 'x')));
    EXPECT_TRUE(has(again, "höchstens 1.000 Zeichen"));
    ASSERT_EQ(anna.post(reasons, {{field, "Damit auch gefragt wird, wer fehlte."}}).status, 303);
    EXPECT_TRUE(has(anna.get(publish_path), "Bei 1 von 1 Änderungen steht ein Grund."));
    EXPECT_TRUE(has(anna.get(reasons), "Damit auch gefragt wird, wer fehlte."));

    const std::string request = location_of(lay_before(anna));
    EXPECT_TRUE(has(anna.get(reasons), "Ein Entwurf wartet schon auf seine Freigabe."));
    EXPECT_EQ(anna.post(reasons, {{field, "Zu spät."}}).status, 422);
    Browser berta = browser_of(berta_);
    EXPECT_TRUE(has(berta.get(request), "Grund: Damit auch gefragt wird, wer fehlte."));
    ASSERT_EQ(berta.post(request + "/freigeben", {}).status, 303);
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "wer fehlte."));
    const auto table = visitor().get("/leitlinien/ki-einsatz/ausgaben/2/aenderungen.html");
    EXPECT_TRUE(has(table, "Damit auch gefragt wird, wer fehlte."));
    EXPECT_EQ(visitor().get(reasons).status, 303);
}

TEST_P(PublishingPages, a_release_that_came_too_late_says_why) {
    const Guideline guideline = published();
    write_at_end(guideline, " Und wer nicht?");
    Browser anna = browser_of(anna_);
    const std::string request = location_of(lay_before(anna));
    prose::Prose other = sample();
    other.blocks[1].content = {{.text = "Nur Menschen entscheiden."}};
    publish_next(guideline, other);
    Browser berta = browser_of(berta_);
    (void)berta.get(request);
    const auto late = berta.post(request + "/freigeben", {});
    EXPECT_EQ(late.status, 422);
    EXPECT_TRUE(has(late, "Inzwischen ist eine andere Ausgabe erschienen."));
    EXPECT_FALSE(has(late, "Darüber wurde inzwischen entschieden."));
}

TEST_P(PublishingPages, reasons_that_somebody_else_wrote_meanwhile_stay_and_are_shown) {
    const Guideline guideline = published();
    write_at_end(guideline, " Und wer nicht?");
    const std::string reasons = std::string(publish_path) + "/gruende";
    const std::string field = "g-" + uid(4);
    Browser anna = browser_of(anna_);
    const auto opened = anna.get(reasons);
    const std::string name = "name=\"m-" + uid(4) + "\" value=\"";
    const std::string mark(network::between(as_text(opened.body_bytes()), name, "\""));
    Browser berta = browser_of(berta_);
    (void)berta.get(reasons);
    ASSERT_EQ(berta.post(reasons, {{field, "Von Berta."}}).status, 303);
    ASSERT_EQ(anna.post(reasons, {{field, ""}, {"m-" + uid(4), mark}}).status, 303);
    EXPECT_TRUE(has(anna.get(reasons), "Von Berta.")) << "nobody touched the empty field";
    const auto again = anna.post(reasons, {{field, "Von Anna."}, {"m-" + uid(4), mark}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "Von Anna."));
    EXPECT_TRUE(has(again, "Von Berta."));
    EXPECT_FALSE(has(anna.get(reasons), "Von Anna."));
}

TEST_P(PublishingPages, a_reason_for_a_change_that_is_none_any_more_is_shown_to_be_copied) {
    const Guideline guideline = published();
    write_at_end(guideline, " Und wer nicht?");
    const std::string reasons = std::string(publish_path) + "/gruende";
    Browser anna = browser_of(anna_);
    (void)anna.get(reasons);
    const auto again =
        anna.post(reasons, {{"g-" + uid(4), "Klarer."}, {"g-" + uid(77), "Seit dem Urteil."}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "Klarer.")) << "what still has its place is in its field";
    EXPECT_TRUE(has(again, "Seit dem Urteil."));
    EXPECT_FALSE(has(anna.get(reasons), "Klarer."));
}

TEST_P(PublishingPages, the_file_number_of_a_guideline_is_shown_and_begins_the_next_request) {
    const Guideline guideline = begin_guideline(sample());
    const std::string path = "/leitlinien/ki-einsatz/aktenzeichen";
    Browser anna = browser_of(anna_);
    EXPECT_FALSE(has(anna.get("/leitlinien"), "Aktenzeichen"));
    anna.get(publish_path);
    const auto refused = anna.post(path, {{"guideline_number", std::string(101, 'x')}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, std::string(101, 'x'))) << "what was typed is still there";
    ASSERT_EQ(anna.post(path, {{"guideline_number", " I-7/<2026> "}}).status, 303);
    EXPECT_TRUE(has(anna.get("/leitlinien"), "Aktenzeichen: I-7/&lt;2026&gt;"));
    const auto form = anna.get(publish_path);
    EXPECT_TRUE(has(form, "name=\"file_number\""));
    const std::string body(as_text(form.body_bytes()));
    for (const char* name : {"file_number", "guideline_number"}) {
        const std::size_t at = body.find("name=\"" + std::string(name) + "\"");
        ASSERT_NE(at, std::string::npos);
        EXPECT_EQ(
            network::between(body.substr(body.rfind('<', at)), "value=\"", "\""), "I-7/&lt;2026&gt;"
        ) << name;
    }
    const http::Request request = visitor().request("/dokumente/x");
    const network::Visit visit{
        .door = *door_,
        .request = request,
        .say = catalogues_->of(i18n::Language::German),
        .viewer = anna_,
        .csrf_token = {},
        .now = clock_.now()
    };
    const auto head = publishing_->document_actions(visit, guideline.draft);
    ASSERT_TRUE(head);
    EXPECT_TRUE(head->markup().contains("I-7/&lt;2026&gt;")) << "the draft shows it too";
    EXPECT_EQ(count("trail_entry WHERE action = 'guideline.file_number_set'"), 1);
    publish_next(guideline, sample());
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "I-7/&lt;2026&gt;"));
    EXPECT_TRUE(has(anna.get("/leitlinien/ki-einsatz"), "Aktenzeichen geändert"));
    ASSERT_EQ(anna.post(path, {{"guideline_number", ""}}).status, 303);
    EXPECT_FALSE(has(anna.get("/leitlinien"), "Aktenzeichen:"));
    Browser gesa = browser_of(gesa_);
    gesa.get("/leitlinien");
    EXPECT_EQ(gesa.post(path, {{"guideline_number", "X"}}).status, 403);
}

TEST_P(PublishingPages, guests_and_visitors_do_not_come_in) {
    const Guideline guideline = begin_guideline(sample());
    EXPECT_EQ(visitor().get(publish_path).status, 303);
    EXPECT_EQ(visitor().get("/leitlinien/neu").status, 303);
    Browser gesa = browser_of(gesa_);
    EXPECT_EQ(gesa.get(publish_path).status, 403);
    EXPECT_EQ(gesa.get("/leitlinien/neu").status, 403);
    Browser anna = browser_of(anna_);
    EXPECT_EQ(anna.get("/freigaben/unfug").status, 404);
}

TEST_P(PublishingPages, a_guideline_begins_from_nothing_or_from_a_document) {
    const auto document = document::commands::create(
        services(), anna_.actor, {.title = "Unser Text", .prose = sample()}
    );
    ASSERT_TRUE(document);
    Browser anna = browser_of(anna_);
    const auto form = anna.get("/leitlinien/neu?dokument=" + document->text());
    EXPECT_TRUE(has(form, "value=\"Unser Text\""));
    EXPECT_EQ(anna.post("/leitlinien/neu", {{"title", ""}, {"key", "x y"}}).status, 422);
    const auto made = anna.post(
        "/leitlinien/neu",
        {{"title", "Unser Text"}, {"key", ""}, {"language", "de"}, {"draft", document->text()}}
    );
    ASSERT_EQ(made.status, 303);
    EXPECT_EQ(location_of(made), "/leitlinien/unser-text");
    EXPECT_EQ(
        location_of(anna.get("/leitlinien/unser-text/entwurf")), "/dokumente/" + document->text()
    );
    const auto taken =
        anna.post("/leitlinien/neu", {{"title", "Noch eine"}, {"key", "unser-text"}});
    EXPECT_EQ(taken.status, 422);
    EXPECT_TRUE(has(taken, "Dieses Wort hat schon eine andere Leitlinie."));
    EXPECT_TRUE(has(taken, "value=\"Noch eine\""));
}

TEST_P(PublishingPages, the_overview_asks_those_who_can_release) {
    const Guideline guideline = begin_guideline(sample());
    ASSERT_TRUE(ask(anna_, guideline));
    const auto rows = [&](const network::Viewer& viewer, auto which) {
        const http::Request request = visitor().request("/uebersicht");
        const network::Visit visit{
            .door = *door_,
            .request = request,
            .say = catalogues_->of(i18n::Language::German),
            .viewer = viewer,
            .csrf_token = {},
            .now = clock_.now()
        };
        const auto found = (*publishing_.*which)(visit);
        EXPECT_TRUE(found);
        return found->size();
    };
    EXPECT_EQ(rows(berta_, &Publishing::rows_to_release), 1U);
    EXPECT_EQ(rows(carla_, &Publishing::rows_to_release), 1U);
    EXPECT_EQ(rows(anna_, &Publishing::rows_to_release), 0U);
    EXPECT_EQ(rows(arne_, &Publishing::rows_to_release), 0U);
    EXPECT_EQ(rows(gesa_, &Publishing::rows_to_release), 0U);
    EXPECT_EQ(rows(arne_, &Publishing::rows_of_house), 1U);
    EXPECT_EQ(rows(berta_, &Publishing::rows_of_house), 0U);
}

} // namespace
} // namespace denkraum::guideline
