// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"

namespace denkraum::mail {

/// Where no mail server is configured: each mail becomes a file `<time>-<number>.eml`, readable by
/// the owner only (it may hold a one-time link), and the log says where it is. Makes the folder.
/// The arguments outlive the mailer. Fails: Unavailable if the folder cannot be made.
[[nodiscard]] Result<std::unique_ptr<Mailer>> open_folder_mailer(
    std::filesystem::path folder,
    Sender sender,
    const Clock& clock,
    Randomness& randomness,
    log::Log& log
);

} // namespace denkraum::mail
