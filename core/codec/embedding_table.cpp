#include "codec/embedding_table.h"

#include <utility>

namespace lossylens::codec {

EmbeddingTable::EmbeddingTable(const Size& size, ReadRow read) : size_(size), read_(std::move(read)) {}

Result<std::shared_ptr<const PrincipalComponents>> EmbeddingTable::principalComponents(
    const std::stop_token& stop) const {
    std::unique_lock lock(mutex_);
    if (!done_.wait(lock, stop, [this] { return !computing_; }))
        return fail(ErrorCode::cancelled, "principal components", "stopped");
    if (components_) return components_;
    computing_ = true;
    lock.unlock();
    auto computed = principalComponentsOf(size_.rows, size_.dimensions, read_, stop);
    lock.lock();
    computing_ = false;
    if (computed) components_ = std::make_shared<const PrincipalComponents>(*std::move(computed));
    done_.notify_all();
    if (!computed) return tl::unexpected(computed.error());
    return components_;
}

}  // namespace lossylens::codec
