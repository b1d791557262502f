// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/folder/folder_mailer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/bytes.hpp"

namespace denkraum::mail {
namespace {

Done write_new_file(const std::filesystem::path& file, std::string_view text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return fail(ErrorCode::Unavailable, std::strerror(errno));
    bool written = true;
    int reason = 0;
    while (written && !text.empty()) {
        const auto count = ::write(descriptor, text.data(), text.size());
        written = count > 0;
        if (written) text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (!written || ::fsync(descriptor) != 0) reason = errno;
    ::close(descriptor);
    if (reason != 0) return fail(ErrorCode::Unavailable, std::strerror(reason));
    return {};
}

class FolderMailer final : public Mailer {
public:
    FolderMailer(
        std::filesystem::path folder,
        Sender sender,
        const Clock& clock,
        Randomness& randomness,
        log::Log& log
    )
        : folder_(std::move(folder)),
          sender_(std::move(sender)),
          clock_(clock),
          randomness_(randomness),
          log_(log) {}

    Done send(const Message& message) override {
        const Instant now = clock_.now();
        DK_TRY(const auto text, compose(message, sender_, now, randomness_));
        std::array<std::uint8_t, 6> unique{};
        randomness_.fill(unique);
        const auto file = folder_ / fmt::format("{}-{}.eml", to_iso(now), to_hex(unique));
        // Whoever watches the folder sees whole mails only.
        const std::filesystem::path unfinished = file.string() + ".part";
        auto written = write_new_file(unfinished, text);
        std::error_code error;
        if (written) std::filesystem::rename(unfinished, file, error);
        if (!written || error) {
            std::error_code ignored;
            std::filesystem::remove(unfinished, ignored);
            if (!written) return written;
            return fail(ErrorCode::Unavailable, error.message());
        }
        log_.info(
            "no mail server is configured: mail written to a file", {{"file", file.string()}}
        );
        return {};
    }

    bool delivers() const override { return false; }

private:
    const std::filesystem::path folder_;
    const Sender sender_;
    const Clock& clock_;
    Randomness& randomness_;
    log::Log& log_;
};

} // namespace

Result<std::unique_ptr<Mailer>> open_folder_mailer(
    std::filesystem::path folder,
    Sender sender,
    const Clock& clock,
    Randomness& randomness,
    log::Log& log
) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorCode::Unavailable, folder.string() + ": " + error.message());
    return std::make_unique<FolderMailer>(
        std::move(folder), std::move(sender), clock, randomness, log
    );
}

} // namespace denkraum::mail
