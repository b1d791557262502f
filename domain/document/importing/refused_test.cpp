// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <set>

#include "domain/document/importing/testing/world.hpp"
#include "domain/document/importing/words.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/update_log.hpp"
#include "engine/intake/file/zip_sample.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::document::importing {
namespace {

using intake::sample::docx_entries;
using intake::sample::Lock;
using intake::sample::paragraph;
using intake::sample::zip_of;
using network::body_of;
using network::location_of;

constexpr const char* upload_address = "/entwuerfe/importieren";

/// Everything an import could leave behind: rows of both databases, and files of the converter.
class Refused : public World {
protected:
    void SetUp() override {
        World::SetUp();
        if (testing::Test::IsSkipped() || testing::Test::HasFatalFailure()) return;
        temporary_ = log_folder_.path() / "temporary";
        std::filesystem::create_directory(temporary_);
        ASSERT_EQ(::setenv("TMPDIR", temporary_.c_str(), 1), 0);
        browser_.emplace(signed_in_as(expert_email));
        trail_before_ = count("SELECT COUNT(*) FROM trail_entry");
        events_before_ = count("SELECT COUNT(*) FROM event");
    }
    void TearDown() override {
        World::TearDown();
        ::unsetenv("TMPDIR");
    }

    void expect_nothing_left() {
        for (const std::string table :
             {"document", "document_client", "image", "document_image", "import_comment"})
            EXPECT_EQ(count("SELECT COUNT(*) FROM " + table), 0) << table;
        EXPECT_EQ(count("SELECT COUNT(*) FROM trail_entry"), trail_before_);
        EXPECT_EQ(count("SELECT COUNT(*) FROM event"), events_before_);
        auto records = log_->begin(sql::Access::Read);
        ASSERT_TRUE(records.has_value());
        EXPECT_TRUE(update_log::documents(*records)->empty());
        EXPECT_TRUE(std::filesystem::is_empty(temporary_))
            << "the converter's folder is still there";
    }

    /// The sentence that stands on the page of the refused file.
    void expect_refused(const std::string& name, ByteView bytes, std::string_view sentence) {
        SCOPED_TRACE(name);
        const std::string address = imported(*browser_, name, bytes);
        const auto page = browser_->get(address);
        EXPECT_EQ(page.status, 200);
        EXPECT_TRUE(has(body_of(page), "Diese Datei wurde nicht übernommen.")) << body_of(page);
        EXPECT_TRUE(has(body_of(page), sentence)) << body_of(page);
        EXPECT_EQ(browser_->post(address + "/uebernehmen", {{"title", "Trotzdem"}}).status, 303);
        expect_nothing_left();
    }
    void expect_refused(const std::string& name, std::string_view text, std::string_view sentence) {
        expect_refused(name, as_bytes(text), sentence);
    }

    /// Waits until the only worker has nothing to do; false when it does not come to that.
    [[nodiscard]] bool worker_is_free(std::chrono::seconds patience) const {
        const auto done = std::make_shared<std::promise<void>>();
        auto reached = done->get_future();
        EXPECT_TRUE(workers_->try_post([done] { done->set_value(); }));
        return reached.wait_for(patience) == std::future_status::ready;
    }
    std::string stage_of(const std::string& address) {
        return body_of(browser_->get(address + "/stand"));
    }

    std::filesystem::path temporary_;
    std::optional<network::Browser> browser_;
    std::int64_t trail_before_ = 0;
    std::int64_t events_before_ = 0;
};
DK_ON_BOTH_DATABASES(Refused);

TEST_P(Refused, a_protected_file_is_told_to_be_saved_without_its_password) {
    const std::string_view sentence = "Die Datei ist mit einem Kennwort geschützt. Speichern Sie "
                                      "sie ohne Kennwort und laden Sie sie noch einmal hoch.";
    const Bytes zip = zip_of(docx_entries(paragraph("geheim")), Lock::Password);
    expect_refused("geheim.docx", zip, sentence);
    std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
    for (const char c : std::string_view("EncryptedPackage"))
        ole += {c, '\0'};
    expect_refused("geheim2.docx", ole, sentence);
}

TEST_P(Refused, a_file_that_unpacks_without_end_is_not_opened) {
    auto entries = docx_entries(paragraph("klein"));
    entries.emplace_back("word/media/image1.png", std::string(20U << 20U, '\0'));
    const Bytes bomb = zip_of(entries);
    ASSERT_LT(bomb.size(), 100'000U);
    expect_refused("bombe.docx", bomb, "entpackt sich zu einer ungewöhnlichen Größe");
}

TEST_P(Refused, files_that_are_no_texts_are_called_what_they_are) {
    expect_refused("a.pdf", "%PDF-1.7\n", "PDF-Dateien können nicht übernommen werden");
    expect_refused("a.docx", "", "Die Datei ist leer.");
    expect_refused("a.rtf", "{\\rtf1\\ansi", "Das ist eine RTF-Datei.");
    expect_refused("a.png", "\x89PNG\r\n\x1A\n", "Das ist ein Bild.");
    expect_refused("a.zip", as_text(zip_of({{"foto.jpg", "x"}})), "Das ist ein Archiv");
    expect_refused(
        "a.xlsx", as_text(zip_of({{"xl/workbook.xml", "<x/>"}})), "Das ist eine Tabelle"
    );
    const std::string old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
    expect_refused("a.doc", old, "Das ist ein altes Word-Dokument (.doc).");
    const Bytes whole = zip_of(docx_entries(paragraph("Guten Tag")));
    const ByteView half = ByteView(whole).first(whole.size() / 2);
    expect_refused("a.docx", half, "Die Datei ist beschädigt.");
    const Bytes wordless = zip_of(docx_entries(paragraph("")));
    expect_refused("a.docx", wordless, "In der Datei stehen keine Worte");
}

TEST_P(Refused, every_reason_has_a_sentence_of_its_own_in_both_languages) {
    using enum intake::Refusal;
    for (const auto language : {i18n::Language::German, i18n::Language::English}) {
        std::set<std::string> sentences;
        const std::vector<intake::Refusal> all{
            Empty,
            TooLarge,
            Encrypted,
            OldWord,
            Rtf,
            Pdf,
            Spreadsheet,
            Image,
            OtherZip,
            Binary,
            Damaged,
            Bomb,
            NoWords
        };
        for (const intake::Refusal refusal : all)
            sentences.insert(words_for(catalogues->of(language), Job{.refusal = refusal}));
        EXPECT_EQ(sentences.size(), all.size());
        EXPECT_FALSE(sentences.contains(""));
    }
}

TEST_P(Refused, an_oversized_file_is_refused_on_the_form_and_not_kept_as_an_import) {
    browser_->get(upload_address);
    const Bytes large(intake::file_bytes_max + 1, 'a');
    const auto answer = browser_->upload(upload_address, "gross.txt", large);
    EXPECT_EQ(answer.status, 422);
    EXPECT_TRUE(has(body_of(answer), "Die Datei ist größer als 50 MB.")) << body_of(answer);
    expect_nothing_left();
}

TEST_P(Refused, a_text_that_no_document_could_hold_is_refused_before_its_preview) {
    std::string text;
    while (text.size() < imported_state_bytes_max)
        text += "Ein Absatz mit einigen Worten, wie er in vielen Texten steht.\n\n";
    const std::string_view sentence = "Die Datei ist zu groß. Teilen Sie das Dokument in mehrere";
    expect_refused("gross.txt", text, sentence);
}

TEST_P(Refused, a_text_that_nobody_could_publish_says_so_in_its_preview) {
    const auto with_paragraphs = [&](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += "Wort\n\n";
        return body_of(browser_->get(imported(*browser_, "a.txt", as_bytes(text))));
    };
    const std::string_view sentence = "zu lang, um als Ganzes veröffentlicht zu werden";
    EXPECT_FALSE(has(with_paragraphs(published_blocks_max), sentence));
    EXPECT_TRUE(has(with_paragraphs(published_blocks_max + 1), sentence));
}

TEST_P(Refused, a_reader_that_throws_ends_its_import_and_makes_room_for_the_next) {
    bool has_memory = false;
    const auto jobs = jobs_with(*workers_, [&](const run::ChildOrder& order) {
        if (!has_memory) throw std::bad_alloc();
        return run::run_child(order);
    });
    const auto read = [&] {
        const auto id =
            jobs->begin({.member = expert, .file_name = "a.md", .bytes = {'H', 'a', 'l', 'l', 'o'}}
            );
        EXPECT_TRUE(id.has_value()) << "one that threw still counts as being read";
        EXPECT_TRUE(worker_is_free(std::chrono::seconds(30)));
        return id ? jobs->find(*id, expert)->stage : Stage::Waiting;
    };
    EXPECT_EQ(read(), Stage::Refused);
    EXPECT_EQ(read(), Stage::Refused);
    has_memory = true;
    EXPECT_EQ(read(), Stage::Ready);
}

TEST_P(Refused, imports_leave_a_worker_to_the_pages_even_when_they_are_cancelled) {
    for (const std::size_t threads : {2, 3, 8}) {
        SCOPED_TRACE(threads);
        auto workers = run::Workers::start({.threads = threads}, [](std::string_view) {});
        ASSERT_TRUE(workers.has_value());
        std::promise<void> gate;
        const auto jobs =
            jobs_with(*workers, [opened = gate.get_future().share()](const run::ChildOrder&) {
                opened.wait();
                return fail(ErrorCode::Conflict, "cancelled");
            });
        const auto begin = [&] {
            return jobs->begin({.member = expert, .file_name = "a.md", .bytes = {'a'}});
        };
        const auto at_once = std::min<std::size_t>(threads - 1, imports_at_once_max);
        for (std::size_t i = 0; i < at_once; ++i) {
            const auto id = begin();
            ASSERT_TRUE(id.has_value());
            jobs->cancel(*id, expert);
        }
        EXPECT_EQ(begin().error().code, ErrorCode::Unavailable);
        gate.set_value();
        for (int i = 0; i < 1000 && !begin(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        EXPECT_FALSE(jobs->of(expert).empty()) << "what was cancelled holds its place for ever";
        workers->stop();
    }
}

TEST_P(Refused, more_files_than_are_read_at_once_are_put_off_and_come_in_later) {
    std::promise<void> gate;
    ASSERT_TRUE(workers_->try_post([opened = gate.get_future().share()] { opened.wait(); }));
    browser_->get(upload_address);
    const auto taken = browser_->upload(upload_address, "a.txt", as_bytes("Hallo"));
    EXPECT_EQ(taken.status, 303);
    const auto refused = browser_->upload(upload_address, "b.txt", as_bytes("Hallo"));
    gate.set_value();
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body_of(refused), "Gerade werden schon mehrere Dateien eingelesen."));
    wait(*browser_, location_of(taken));
    ASSERT_TRUE(worker_is_free(std::chrono::seconds(30)));
    EXPECT_EQ(browser_->upload(upload_address, "b.txt", as_bytes("Hallo")).status, 303);
}

TEST_P(Refused, one_member_does_not_take_the_places_of_all_others) {
    for (std::size_t i = 0; i < imports_of_member_max; ++i)
        (void)imported(*browser_, "a.txt", as_bytes("Hallo"));
    const auto refused = browser_->upload(upload_address, "b.txt", as_bytes("Hallo"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body_of(refused), "Es warten schon fünf Dateien auf Sie.")) << body_of(refused);
    for (std::size_t i = 0; i < imports_of_member_max; ++i)
        ASSERT_TRUE(jobs_->drop(jobs_->of(expert).front().id, expert));
    std::string last;
    for (std::size_t i = 0; i <= imports_kept_max; ++i)
        last = imported(*browser_, "leer.txt", as_bytes(" "));
    EXPECT_EQ(jobs_->of(expert).size(), imports_of_member_max) << "the newest are told";
    EXPECT_EQ(browser_->get(last).status, 200);
    auto other = signed_in_as(coordinator_email);
    const std::string theirs = imported(other, "c.txt", as_bytes("Hallo"));
    EXPECT_TRUE(has(body_of(other.get(theirs)), "uebernehmen"));
}

TEST_P(Refused, a_waiting_import_that_is_dropped_is_never_read) {
    std::promise<void> gate;
    ASSERT_TRUE(workers_->try_post([opened = gate.get_future().share()] { opened.wait(); }));
    browser_->get(upload_address);
    const Bytes docx = zip_of(docx_entries(paragraph("Guten Tag")));
    const std::string address = location_of(browser_->upload(upload_address, "a.docx", docx));
    EXPECT_TRUE(has(body_of(browser_->get(address)), "Abbrechen"));
    EXPECT_EQ(browser_->post(address + "/verwerfen", {}).status, 303);
    gate.set_value();
    ASSERT_TRUE(worker_is_free(std::chrono::seconds(30)));
    EXPECT_EQ(browser_->get(address).status, 404);
    for (const std::string& line : log_lines)
        EXPECT_FALSE(has(line, "import failed")) << line;
    expect_nothing_left();
}

TEST_P(Refused, a_running_conversion_that_is_dropped_stops_and_takes_its_files_along) {
    std::string much;
    for (int i = 0; i < 60'000; ++i)
        much +=
            "## Absatz " + std::to_string(i) + "\n\nWorte *betont* und [Verweis](https://a.b).\n\n";
    browser_->get(upload_address);
    const std::string address =
        location_of(browser_->upload(upload_address, "viel.md", as_bytes(much)));
    for (int i = 0; i < 2000 && !has(stage_of(address), "Schritt 2"); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ASSERT_TRUE(has(stage_of(address), "Schritt 2"))
        << "the conversion was too quick to be stopped";
    const auto dropped = browser_->post(address + "/verwerfen", {});
    EXPECT_EQ(location_of(dropped), upload_address);
    EXPECT_TRUE(
        has(body_of(browser_->get(upload_address)),
            "Der Import ist verworfen. Es ist nichts zurückgeblieben.")
    );
    EXPECT_TRUE(worker_is_free(std::chrono::seconds(5))) << "the converter goes on";
    EXPECT_EQ(browser_->get(address).status, 404);
    expect_nothing_left();
}

TEST_P(Refused, a_cancelled_import_says_so_and_cannot_be_taken_over) {
    std::promise<void> gate;
    ASSERT_TRUE(workers_->try_post([opened = gate.get_future().share()] { opened.wait(); }));
    const auto id = jobs_->begin({.member = expert, .file_name = "a.txt", .bytes = {'a'}});
    ASSERT_TRUE(id.has_value());
    jobs_->cancel(*id, coordinator);
    EXPECT_EQ(jobs_->find(*id, expert)->stage, Stage::Waiting) << "only its member stops it";
    jobs_->cancel(*id, expert);
    gate.set_value();
    ASSERT_TRUE(worker_is_free(std::chrono::seconds(30)));
    const std::string address = std::string(upload_address) + "/" + id->text();
    EXPECT_TRUE(has(body_of(browser_->get(address)), "Das Einlesen wurde abgebrochen."));
    EXPECT_EQ(location_of(browser_->post(address + "/uebernehmen", {{"title", "Doch"}})), address);
    expect_nothing_left();
}

TEST_P(Refused, a_preview_that_is_dropped_leaves_nothing) {
    const Bytes docx = zip_of(docx_entries(paragraph("Guten Tag")));
    const std::string address = imported(*browser_, "a.docx", docx);
    EXPECT_TRUE(has(body_of(browser_->get(address)), "Verwerfen"));
    auto other = signed_in_as(coordinator_email);
    trail_before_ = count("SELECT COUNT(*) FROM trail_entry");
    events_before_ = count("SELECT COUNT(*) FROM event");
    other.get(upload_address);
    (void)other.post(address + "/verwerfen", {});
    EXPECT_EQ(browser_->get(address).status, 200) << "nobody drops what another read in";
    EXPECT_EQ(browser_->post(address + "/verwerfen", {}).status, 303);
    EXPECT_EQ(browser_->get(address).status, 404);
    expect_nothing_left();
}

} // namespace
} // namespace denkraum::document::importing
