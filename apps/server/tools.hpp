// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "apps/server/arguments.hpp"
#include "apps/server/config.hpp"
#include "base/result.hpp"

/// The subcommands besides serve: each prints what it did, or fails with a sentence.
namespace denkraum::server::tools {

struct Context {
    const Config& config;
    const Environment& environment;
    const Arguments& arguments;
};

/// Loads the demonstration network into an empty data folder.
[[nodiscard]] Done demo(const Context& context);
/// Makes a draft of a file, under the name of a member.
[[nodiscard]] Done import(const Context& context);
/// member add | list | reset.
[[nodiscard]] Done member(const Context& context);
/// trail verify: reads the trail and the update log again, offline.
[[nodiscard]] Done trail(const Context& context);
/// document verify: reads the update log of every document again, or of one, and names all faults.
[[nodiscard]] Done document(const Context& context);
/// edition verify: computes the hash of a leitlinie.json again, without data folder.
[[nodiscard]] Done edition(const Context& context);
/// Copies a running installation into a new folder and checks the copy.
[[nodiscard]] Done backup(const Context& context);
/// Makes a data folder of a backup, all or nothing, and begins a new epoch. With PostgreSQL it only
/// begins the epoch: pg_restore has made the rest.
[[nodiscard]] Done restore(const Context& context);

} // namespace denkraum::server::tools
