#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "app/hub/catalogue.h"
#include "base/result.h"

namespace lossylens::hub {

// Where the public hub answers, or what LOSSYLENS_HUB_ENDPOINT says; without a slash at the end.
[[nodiscard]] std::string usualEndpoint();

struct DownloadOptions {
    std::string endpoint = usualEndpoint();
    std::filesystem::path models_folder;  // the model is put in a folder of its own in it
    int stall_ms = 30'000;                // a server that sends nothing for so long has stalled
    // File, bytes so far, bytes in all where that is known; may be empty.
    std::function<void(const std::string& file, std::uint64_t done, std::optional<std::uint64_t> all)>
        progress = {};
};

// Fetches every file of an entry to a hidden folder, checks sizes and hashes, records the hashes, and moves
// the folder into place only when it is whole. A file with another hash is set aside beside it, as
// NAME.mismatch, and is never loaded. Gives the model's folder. Needs a QCoreApplication, whose events it
// handles while it waits. Errors: usage (already there), network, corrupt (size or hash: shows both values; a
// web page instead of a file), io, cancelled.
[[nodiscard]] Result<std::filesystem::path> download(const CatalogueEntry& entry,
                                                     const DownloadOptions& options,
                                                     const std::stop_token& stop);

}  // namespace lossylens::hub
