// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/jobs.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "domain/document/limits.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::document::importing {
namespace {

std::optional<convert::Source> source_of(intake::Format format) {
    switch (format) {
    case intake::Format::Docx: return convert::Source::Docx;
    case intake::Format::Odt: return convert::Source::Odt;
    case intake::Format::Html: return convert::Source::Html;
    case intake::Format::Markdown: return convert::Source::Markdown;
    case intake::Format::Text:
    case intake::Format::Json:
    case intake::Format::Akn: return std::nullopt;
    }
    return std::nullopt;
}

/// Writes the pictures of a file anew, each once, as long as there is room.
class PictureShelf {
public:
    PictureShelf(const intake::Upload& upload, const run::CancelFlag& cancelled, Pictures& pictures)
        : upload_(upload), cancelled_(cancelled), pictures_(pictures) {}

    std::optional<prose::Image> find(std::string_view name) {
        const auto known = by_name_.find(name);
        if (known != by_name_.end()) return known->second;
        return by_name_.emplace(name, make(name)).first->second;
    }

private:
    std::optional<prose::Image> make(std::string_view name) {
        const auto stored = upload_.picture(name);
        const bool is_full = pictures_.size() >= import_pictures_max;
        if (!stored || is_full || cancelled_) return std::nullopt;
        auto picture = image::renewed(*stored);
        if (!picture || picture->bytes.size() > bytes_left_) return std::nullopt;
        bytes_left_ -= picture->bytes.size();
        prose::Image image = media::image_of(*picture);
        pictures_.emplace(image.hash, *std::move(picture));
        return image;
    }

    const intake::Upload& upload_;
    const run::CancelFlag& cancelled_;
    Pictures& pictures_;
    std::map<std::string, std::optional<prose::Image>, std::less<>> by_name_;
    std::size_t bytes_left_ = import_pictures_bytes_max;
};

} // namespace

Result<JobId> Jobs::begin(Order order) {
    if (order.bytes.size() > intake::file_bytes_max) {
        return fail(ErrorCode::TooLarge, "the file is too large");
    }
    forget_old();
    const auto entry = std::make_shared<Entry>();
    entry->job.id = JobId::make(parts_.clock.now(), parts_.randomness);
    entry->job.member = order.member;
    entry->job.file_name = std::move(order.file_name);
    entry->job.file_bytes = order.bytes.size();
    entry->job.begun_at = parts_.clock.now();
    entry->undescribed = std::move(order.undescribed);
    entry->bytes = std::make_shared<const Bytes>(std::move(order.bytes));
    {
        const std::lock_guard lock(mutex_);
        forget_refused_of(order.member);
        if (waiting_for(order.member) >= imports_of_member_max) {
            return fail(ErrorCode::Conflict, "too many previews of this member wait");
        }
        if (!is_room(imports_kept_max)) {
            return fail(ErrorCode::Unavailable, "too many imports at once");
        }
        jobs_[entry->job.id] = entry;
        ++at_work_;
    }
    if (!post(entry)) {
        DK_DO(drop(entry->job.id, order.member));
        return fail(ErrorCode::Unavailable, "the server is busy");
    }
    return entry->job.id;
}

/// One worker stays free for the pages, where there are several. Requires: the mutex is held.
bool Jobs::is_room(std::size_t entries_max) const {
    const std::size_t others = std::max<std::size_t>(parts_.workers.threads(), 2) - 1;
    const auto kept = std::ranges::count_if(jobs_, [](const auto& one) {
        return one.second->job.stage <= Stage::Ready;
    });
    return at_work_ < others && std::cmp_less(at_work_, imports_at_once_max)
           && std::cmp_less(kept, entries_max);
}

/// But for the newest ones: somebody may want to read again why. Requires: the mutex is held.
void Jobs::forget_refused_of(network::MemberId member) {
    std::vector<std::pair<Instant, JobId>> refused;
    for (const auto& [id, entry] : jobs_) {
        const Job& job = entry->job;
        if (job.member == member && job.stage == Stage::Refused)
            refused.emplace_back(job.begun_at, id);
    }
    if (refused.size() < imports_of_member_max) return;
    std::ranges::sort(refused);
    refused.resize(refused.size() - imports_of_member_max + 1);
    for (const auto& [begun_at, id] : refused)
        jobs_.erase(id);
}

/// Previews, and those that become some. Requires: the mutex is held.
std::size_t Jobs::waiting_for(network::MemberId member) const {
    return static_cast<std::size_t>(std::ranges::count_if(jobs_, [&](const auto& one) {
        return one.second->job.member == member && one.second->job.stage <= Stage::Ready;
    }));
}

bool Jobs::post(const Shared& entry) {
    const auto task = [this, entry, bytes = entry->bytes] { work(entry, *bytes); };
    if (parts_.workers.try_post(task)) return true;
    const std::lock_guard lock(mutex_);
    --at_work_;
    return false;
}

Done Jobs::choose(JobId id, network::MemberId member, intake::Changes changes) {
    Shared again;
    {
        const std::lock_guard lock(mutex_);
        const auto found = jobs_.find(id);
        if (found == jobs_.end() || found->second->job.member != member) {
            return fail(ErrorCode::NotFound, "no such import");
        }
        const Job& before = found->second->job;
        if (before.stage != Stage::Ready || !before.can_choose_changes) {
            return fail(ErrorCode::Conflict, "there is nothing to choose");
        }
        if (before.changes == changes) return {};
        if (!is_room(imports_kept_max + 1)) {
            return fail(ErrorCode::Unavailable, "too many imports at once");
        }
        again = std::make_shared<Entry>();
        again->job = before;
        again->job.stage = Stage::Waiting;
        again->job.was_seen = false;
        again->job.changes = changes;
        again->undescribed = found->second->undescribed;
        again->bytes = found->second->bytes;
        found->second = again;
        ++at_work_;
    }
    if (post(again)) return {};
    const std::lock_guard lock(mutex_);
    again->job.stage = Stage::Ready;
    again->job.changes = changes == intake::Changes::Accepted ? intake::Changes::Rejected
                                                              : intake::Changes::Accepted;
    return fail(ErrorCode::Unavailable, "the server is busy");
}

Result<Job> Jobs::find(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) {
        return fail(ErrorCode::NotFound, "no such import");
    }
    return found->second->job;
}

std::vector<Job> Jobs::of(network::MemberId member) {
    forget_old();
    std::vector<Job> theirs;
    const std::lock_guard lock(mutex_);
    for (const auto& [id, entry] : jobs_) {
        const Job& job = entry->job;
        const bool is_past = job.stage == Stage::Cancelled || job.stage == Stage::Taken;
        const bool is_news = !is_past && (job.stage != Stage::Refused || !job.was_seen);
        if (job.member == member && is_news) theirs.push_back(job);
    }
    std::ranges::sort(theirs, std::greater(), [](const Job& job) {
        return std::pair(job.begun_at, job.id);
    });
    return theirs;
}

void Jobs::mark_seen(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) return;
    if (found->second->job.is_over()) found->second->job.was_seen = true;
}

void Jobs::cancel(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) return;
    Job& job = found->second->job;
    if (job.is_over() || job.stage == Stage::Taking) return;
    found->second->cancelled = true;
    job.stage = Stage::Cancelled;
}

Done Jobs::drop(JobId id, network::MemberId member) {
    cancel(id, member);
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) return {};
    const Stage stage = found->second->job.stage;
    if (stage == Stage::Taking || stage == Stage::Taken) {
        return fail(ErrorCode::Conflict, "the import is a draft");
    }
    jobs_.erase(found);
    return {};
}

Result<Jobs::Claim> Jobs::claim(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) {
        return fail(ErrorCode::NotFound, "no such import");
    }
    Job& job = found->second->job;
    if (job.stage != Stage::Ready) return fail(ErrorCode::Conflict, "there is no preview to take");
    Claim claim(*this, job);
    job.stage = Stage::Taking;
    return claim;
}

void Jobs::Claim::end(std::optional<DocumentId> document) {
    if (Jobs* jobs = std::exchange(jobs_, nullptr)) jobs->end_claim(job_.id, document);
}

void Jobs::end_claim(JobId id, std::optional<DocumentId> document) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return;
    Entry& entry = *found->second;
    entry.job.stage = document ? Stage::Taken : Stage::Ready;
    entry.job.document = document;
    if (!document) return;
    entry.job.imported.reset();
    entry.job.pictures.reset();
    entry.bytes.reset();
}

/// Whatever a library throws: a file that nobody can read must not count as being read for ever.
void Jobs::work(const Shared& entry, const Bytes& bytes) {
    try {
        take_in(entry, bytes);
    } catch (const std::bad_alloc&) {
        give_up(entry, {.code = ErrorCode::TooLarge, .detail = "no memory for the file"});
    } catch (const std::exception& thrown) {
        give_up(entry, {.code = ErrorCode::Unavailable, .detail = thrown.what()});
    }
    const std::lock_guard lock(mutex_);
    --at_work_;
    // Nobody reads it again.
    const Stage stage = entry->job.stage;
    if (stage == Stage::Refused || stage == Stage::Cancelled) entry->bytes.reset();
}

void Jobs::take_in(const Shared& entry, const Bytes& bytes) {
    if (entry->cancelled) return;
    set_stage(entry, Stage::Reading);
    const auto upload = intake::read_upload(bytes, entry->job.file_name);
    if (!upload) {
        refuse(entry, upload.error());
        return;
    }
    Pictures pictures;
    auto imported = read(entry, *upload, bytes, pictures);
    if (!imported) {
        give_up(entry, imported.error());
        return;
    }
    if (prose::word_count(imported->prose) == 0) {
        refuse(entry, intake::Refusal::NoWords);
        return;
    }
    const auto bytes_made = text::seeded_bytes(imported->prose);
    if (!bytes_made || *bytes_made > imported_state_bytes_max) {
        refuse(entry, bytes_made ? intake::Refusal::TooLarge : intake::Refusal::Damaged);
        return;
    }
    finish(entry, *std::move(imported), std::move(pictures));
}

void Jobs::finish(const Shared& entry, intake::Imported imported, Pictures pictures) {
    const bool has_changes = imported.report.count_of(intake::RemarkKind::TrackedChanges) > 0;
    const std::lock_guard lock(mutex_);
    if (entry->cancelled) return;
    Job& job = entry->job;
    const intake::Format format = imported.report.format;
    job.can_choose_changes =
        has_changes && (format == intake::Format::Docx || format == intake::Format::Odt);
    if (!job.can_choose_changes) entry->bytes.reset();
    job.imported = std::make_shared<const intake::Imported>(std::move(imported));
    job.pictures = std::make_shared<const Pictures>(std::move(pictures));
    job.stage = Stage::Ready;
}

Result<intake::Imported> Jobs::read(
    const Shared& entry, const intake::Upload& upload, ByteView original, Pictures& pictures
) {
    if (upload.format == intake::Format::Json) return intake::from_our_json(upload, {});
    if (upload.format == intake::Format::Akn) return intake::from_akn(upload, {});
    const auto source = source_of(upload.format);
    if (!source) return intake::from_plain_text(upload, {});
    const intake::Changes changes = entry->job.changes;
    DK_TRY(
        const auto words,
        intake::read_words(upload, {.changes = changes, .cancelled = &entry->cancelled})
    );
    set_stage(entry, Stage::Converting);
    DK_TRY(const Bytes bytes, intake::for_converter(original, upload, changes));
    DK_TRY(
        const std::string ast,
        convert::to_pandoc_json(
            {.source = *source,
             .bytes = bytes,
             .changes = changes == intake::Changes::Accepted ? convert::Changes::Accept
                                                             : convert::Changes::Reject,
             .cancelled = &entry->cancelled},
            parts_.run_child
        )
    );
    set_stage(entry, Stage::Arranging);
    PictureShelf shelf(upload, entry->cancelled, pictures);
    intake::Options options;
    options.pictures.undescribed = entry->undescribed;
    options.pictures.find = [&](std::string_view name) { return shelf.find(name); };
    return intake::from_pandoc(ast, upload, words, options);
}

void Jobs::set_stage(const Shared& entry, Stage stage) {
    const std::lock_guard lock(mutex_);
    if (!entry->cancelled) entry->job.stage = stage;
}

void Jobs::refuse(const Shared& entry, intake::Refusal refusal) {
    const std::lock_guard lock(mutex_);
    if (entry->cancelled) return;
    entry->job.stage = Stage::Refused;
    entry->job.refusal = refusal;
}

void Jobs::give_up(const Shared& entry, const Error& error) {
    const std::lock_guard lock(mutex_);
    if (entry->cancelled) return;
    parts_.journal.failure(log::Level::Warning, "import failed", error);
    entry->job.stage = Stage::Refused;
    entry->job.is_our_fault = error.code == ErrorCode::Unavailable;
    if (!entry->job.is_our_fault) entry->job.refusal = intake::refusal_of(error);
}

void Jobs::forget_old() {
    const Instant oldest = parts_.clock.now() - import_lifetime;
    const std::lock_guard lock(mutex_);
    std::erase_if(jobs_, [&](const auto& one) {
        return one.second->job.is_over() && one.second->job.begun_at < oldest;
    });
}

} // namespace denkraum::document::importing
