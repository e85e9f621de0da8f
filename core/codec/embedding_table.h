#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>

#include "base/result.h"
#include "codec/principal_components.h"

namespace lossylens::codec {

// A model's whole embedding table, for what looks beyond one row: principal components, nearest rows, errors
// of other tokens. May be used from any thread.
class EmbeddingTable {
public:
    struct Size {
        int rows = 0;
        int tokens = 0;  // the first so many rows stand for tokens: only those are ever put for another
        int dimensions = 0;
    };
    using ReadRow = std::function<void(int id, std::span<float> row)>;  // from any thread

    EmbeddingTable(const Size& size, ReadRow read);

    [[nodiscard]] const Size& size() const { return size_; }
    void read(int id, std::span<float> row) const { read_(id, row); }

    // Of all finite rows. Computed when it is first asked for, by whom asks first; the others wait. Errors:
    // cancelled; then somebody else may compute it.
    [[nodiscard]] Result<std::shared_ptr<const PrincipalComponents>> principalComponents(
        const std::stop_token& stop) const;

private:
    Size size_;
    ReadRow read_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any done_;
    mutable bool computing_ = false;
    mutable std::shared_ptr<const PrincipalComponents> components_;
};

}  // namespace lossylens::codec
