// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "engine/intake/intake.hpp"
#include "platform/convert/pandoc.hpp"
#include "platform/image/image.hpp"
#include "platform/log/log.hpp"
#include "platform/run/workers.hpp"

/// Imports under way: from the uploaded file to a preview that its member takes over or drops.
/// They live in memory: nobody needs to wait beside one, but a restart of the server forgets them.
/// A file that is refused, cancelled or forgotten leaves nothing behind.
namespace denkraum::document::importing {

using JobId = Id<struct JobTag>;

enum class Stage {
    Waiting,    ///< for a free worker
    Reading,    ///< what the file itself says
    Converting, ///< pandoc is running
    Arranging,  ///< headings, numbers, words that were left out
    Taking,     ///< its member has taken the preview over, the draft is being made
    Ready,      ///< see Job::imported
    Refused,    ///< see Job::refusal
    Cancelled,
    Taken, ///< see Job::document
};

using Pictures = std::map<std::string, image::Picture>;

struct Job {
    JobId id = {};
    network::MemberId member = {};
    std::string file_name = {};
    std::size_t file_bytes = 0;
    Instant begun_at = {};
    Stage stage = Stage::Waiting;
    std::shared_ptr<const intake::Imported> imported = {};
    intake::Refusal refusal = intake::Refusal::Damaged;
    /// The pictures of the text as they will be stored, by their hash.
    std::shared_ptr<const Pictures> pictures = {};
    /// How the text reads a file with tracked changes, and whether it can be read the other way.
    intake::Changes changes = intake::Changes::Accepted;
    bool can_choose_changes = false;
    /// The converter is missing or failed; people are told to ask the administrator.
    bool is_our_fault = false;
    /// The draft that was made of it.
    std::optional<DocumentId> document = {};
    /// Its member has looked at what came of it.
    bool was_seen = false;

    [[nodiscard]] bool is_over() const { return stage >= Stage::Ready; }
};

class Jobs {
public:
    struct Parts {
        const run::Workers& workers;
        const Clock& clock;
        Randomness& randomness;
        log::Log& journal;
        convert::RunChild run_child = run::run_child;
    };
    explicit Jobs(Parts parts) : parts_(std::move(parts)) {}

    /// A preview that becomes a draft: nobody else can take it over or drop it meanwhile. It waits
    /// again when the claim ends without taken().
    class Claim {
    public:
        Claim(Jobs& jobs, Job job) : jobs_(&jobs), job_(std::move(job)) {}
        Claim(Claim&& other) noexcept
            : jobs_(std::exchange(other.jobs_, nullptr)), job_(std::move(other.job_)) {}
        Claim& operator=(Claim&&) = delete;
        ~Claim() { end({}); }

        /// As it was: Ready.
        [[nodiscard]] const Job& job() const { return job_; }
        void taken(DocumentId document) { end(document); }

    private:
        void end(std::optional<DocumentId> document);

        Jobs* jobs_;
        Job job_;
    };

    struct Order {
        network::MemberId member = {};
        std::string file_name = {};
        Bytes bytes = {};
        /// What stands for the alternative text of pictures that nobody described; not empty.
        std::string undescribed = {};
    };
    /// Fails: Unavailable when too many files are being read; TooLarge for a file that is; Conflict
    /// when as many of this member wait as may.
    [[nodiscard]] Result<JobId> begin(Order order);
    /// Reads the file again, with its tracked changes accepted or rejected.
    /// Fails: NotFound as find(); Conflict when there is nothing to choose; Unavailable as begin().
    [[nodiscard]] Done choose(JobId id, network::MemberId member, intake::Changes changes);
    /// Fails: NotFound when there is none, or not of this member.
    [[nodiscard]] Result<Job> find(JobId id, network::MemberId member);
    /// What a member may want to come back to, newest first: running, ready, and refused unless
    /// they have seen it.
    [[nodiscard]] std::vector<Job> of(network::MemberId member);
    /// Nothing happens while it runs.
    void mark_seen(JobId id, network::MemberId member);
    /// Stops the work where it is; nothing happens when it is over or becoming a draft.
    void cancel(JobId id, network::MemberId member);
    /// Forgets it. Fails: Conflict when it is a draft or becoming one.
    [[nodiscard]] Done drop(JobId id, network::MemberId member);
    /// Fails: NotFound as find(); Conflict when there is no preview, or somebody takes it over.
    [[nodiscard]] Result<Claim> claim(JobId id, network::MemberId member);

private:
    struct Entry {
        Job job;
        run::CancelFlag cancelled = false;
        std::string undescribed = {};
        /// Kept while the file may be read again.
        std::shared_ptr<const Bytes> bytes = {};
    };
    using Shared = std::shared_ptr<Entry>;

    [[nodiscard]] bool is_room(std::size_t entries_max) const;
    void forget_refused_of(network::MemberId member);
    [[nodiscard]] std::size_t waiting_for(network::MemberId member) const;
    [[nodiscard]] bool post(const Shared& entry);
    void work(const Shared& entry, const Bytes& bytes);
    void take_in(const Shared& entry, const Bytes& bytes);
    void finish(const Shared& entry, intake::Imported imported, Pictures pictures);
    [[nodiscard]] Result<intake::Imported>
    read(const Shared& entry, const intake::Upload& upload, ByteView original, Pictures& pictures);
    void set_stage(const Shared& entry, Stage stage);
    void refuse(const Shared& entry, intake::Refusal refusal);
    void give_up(const Shared& entry, const Error& error);
    void end_claim(JobId id, std::optional<DocumentId> document);
    void forget_old();

    Parts parts_;
    std::mutex mutex_;
    std::map<JobId, Shared> jobs_;
    std::size_t at_work_ = 0; ///< posted, and work() has not returned
};

} // namespace denkraum::document::importing
