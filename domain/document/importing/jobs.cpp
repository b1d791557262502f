// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/jobs.hpp"

#include <algorithm>

#include "domain/document/limits.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::document::importing {
namespace {

std::optional<convert::Source> source_of(intake::Format format) {
    switch (format) {
    case intake::Format::Docx: return convert::Source::Docx;
    case intake::Format::Odt: return convert::Source::Odt;
    case intake::Format::Html: return convert::Source::Html;
    case intake::Format::Markdown: return convert::Source::Markdown;
    case intake::Format::Text: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

Result<JobId> Jobs::begin(network::MemberId member, std::string file_name, Bytes bytes) {
    if (bytes.size() > intake::file_bytes_max) {
        return fail(ErrorCode::TooLarge, "the file is too large");
    }
    forget_old();
    const auto entry = std::make_shared<Entry>();
    entry->job.id = JobId::make(parts_.clock.now(), parts_.randomness);
    entry->job.member = member;
    entry->job.file_name = std::move(file_name);
    entry->job.file_bytes = bytes.size();
    entry->job.begun_at = parts_.clock.now();
    {
        const std::lock_guard lock(mutex_);
        const auto running = std::count_if(jobs_.begin(), jobs_.end(), [](const auto& one) {
            return !one.second->job.is_over();
        });
        if (running >= imports_at_once_max || jobs_.size() >= imports_kept_max) {
            return fail(ErrorCode::Unavailable, "too many imports at once");
        }
        jobs_[entry->job.id] = entry;
    }
    const bool posted =
        parts_.workers.try_post([this, entry, bytes = std::move(bytes)] { work(entry, bytes); });
    if (!posted) {
        drop(entry->job.id, member);
        return fail(ErrorCode::Unavailable, "the server is busy");
    }
    return entry->job.id;
}

Result<Job> Jobs::find(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) {
        return fail(ErrorCode::NotFound, "no such import");
    }
    return found->second->job;
}

void Jobs::cancel(JobId id, network::MemberId member) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second->job.member != member) return;
    if (found->second->job.is_over()) return;
    found->second->cancelled = true;
    found->second->job.stage = Stage::Cancelled;
}

void Jobs::drop(JobId id, network::MemberId member) {
    cancel(id, member);
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found != jobs_.end() && found->second->job.member == member) jobs_.erase(found);
}

void Jobs::work(const Shared& entry, const Bytes& bytes) {
    set_stage(entry, Stage::Reading);
    const auto upload = intake::read_upload(bytes, entry->job.file_name);
    if (!upload) {
        refuse(entry, upload.error());
        return;
    }
    auto imported = read(entry, *upload, bytes);
    if (!imported) {
        const Error& error = imported.error();
        parts_.journal.failure(log::Level::Warning, "import failed", error);
        const std::lock_guard lock(mutex_);
        if (entry->cancelled) return;
        entry->job.stage = Stage::Refused;
        entry->job.is_our_fault = error.code == ErrorCode::Unavailable;
        if (!entry->job.is_our_fault) entry->job.refusal = intake::refusal_of(error);
        return;
    }
    if (prose::word_count(imported->prose) == 0) {
        refuse(entry, intake::Refusal::NoWords);
        return;
    }
    const std::lock_guard lock(mutex_);
    if (entry->cancelled) return;
    entry->job.imported = std::make_shared<const intake::Imported>(*std::move(imported));
    entry->job.stage = Stage::Ready;
}

Result<intake::Imported>
Jobs::read(const Shared& entry, const intake::Upload& upload, ByteView original) {
    const auto source = source_of(upload.format);
    if (!source) return intake::from_plain_text(upload, {});
    DK_TRY(const auto words, intake::read_words(upload));
    set_stage(entry, Stage::Converting);
    DK_TRY(const Bytes bytes, intake::for_converter(original, upload));
    DK_TRY(
        const std::string ast,
        convert::to_pandoc_json({.source = *source, .bytes = bytes, .cancelled = &entry->cancelled})
    );
    set_stage(entry, Stage::Arranging);
    return intake::from_pandoc(ast, upload, words, {});
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

void Jobs::forget_old() {
    const Instant oldest = parts_.clock.now() - import_lifetime;
    const std::lock_guard lock(mutex_);
    std::erase_if(jobs_, [&](const auto& one) {
        return one.second->job.is_over() && one.second->job.begun_at < oldest;
    });
}

} // namespace denkraum::document::importing
