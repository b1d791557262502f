// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "domain/document/limits.hpp"
#include "domain/document/room/open_room.hpp"
#include "domain/document/store.hpp"

/// The half of OpenRoom that keeps words for their authors, before the log has what they lost.
namespace denkraum::document::room {

Done OpenRoom::store_words(const std::vector<KeepWords>& keeps) const {
    DK_TRY(auto main, parts_.main.begin(sql::Access::Write));
    for (const KeepWords& keep : keeps) {
        for (const Kept& words : keep.words)
            DK_DO(store::insert_kept(main, id_, words));
    }
    return std::move(main).commit();
}

void OpenRoom::carry_out(KeepWords& keep) {
    std::size_t bytes = bytes_to_keep_;
    for (const Kept& words : keep.words)
        bytes += words.words.size();
    if (to_keep_.size() >= keeps_at_once_max || bytes > keeps_bytes_max) {
        const Error why{ErrorCode::Unavailable, "too many words to keep"};
        if (keep.before > 0) return on_failure(why);
        return leave_with_sender(keep, why);
    }
    bytes_to_keep_ = bytes;
    if (keep.before > 0) unkept_.push_back(keep.before);
    to_keep_.push_back(std::move(keep));
    keep_words();
}

// Who still shows them as not saved, and comes again.
void OpenRoom::leave_with_sender(const KeepWords& keep, const Error& why) {
    Close close{keep.from, http::close_code::try_later, why.detail};
    carry_out(close);
}

// One worker at a time: what is typed letter by letter is kept in the order it was typed.
void OpenRoom::keep_words() {
    if (is_keeping_ || to_keep_.empty()) return;
    is_keeping_ = true;
    bytes_to_keep_ = 0;
    auto keeps = std::make_shared<std::vector<KeepWords>>(std::exchange(to_keep_, {}));
    const bool posted = parts_.workers.try_post([self = shared_from_this(), keeps] {
        Done done = self->store_words(*keeps);
        self->strand_.post([self, keeps, done = std::move(done)] { self->on_kept(*keeps, done); });
    });
    if (!posted) on_kept(*keeps, Done(fail(ErrorCode::Unavailable, "no worker is free")));
}

void OpenRoom::on_kept(const std::vector<KeepWords>& keeps, const Done& done) {
    is_keeping_ = false;
    if (!done) {
        parts_.journal.failure(log::Level::Error, "words could not be kept", done.error());
        // Nobody has been told that they are safe; where the log waits for them, everybody is asked
        // for them again.
        if (!unkept_.empty()) return on_failure(done.error());
        return keep_later(keeps);
    }
    for (const KeepWords& keep : keeps) {
        if (keep.before > 0 && !unkept_.empty()) unkept_.pop_front();
    }
    while (!appends_waiting_.empty() && may_be_written(appends_waiting_.front())) {
        Append append = std::move(appends_waiting_.front());
        appends_waiting_.pop_front();
        carry_out(append);
    }
    for (const KeepWords& keep : keeps)
        deliver(room_->kept(keep.from, keep.frame));
    keep_words();
}

// Refused words, which nothing in the document waits for.
void OpenRoom::keep_later(const std::vector<KeepWords>& keeps) {
    to_keep_.insert(to_keep_.begin(), keeps.begin(), keeps.end());
    for (const KeepWords& keep : keeps) {
        for (const Kept& words : keep.words)
            bytes_to_keep_ += words.words.size();
    }
    strand_.after(retry_after, [self = shared_from_this()] { self->keep_words(); }).detach();
}

// Once they are in the log nobody sends them again: a crash in between must not find them there
// and not kept.
bool OpenRoom::may_be_written(const Append& append) const {
    return unkept_.empty() || append.seq < unkept_.front();
}

} // namespace denkraum::document::room
