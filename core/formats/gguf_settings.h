#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/gguf.h"

namespace lossylens::formats {

// Reads metadata values by key. The first one that is wrong is kept, and what is read after it means nothing:
// who reads asks for error() once, at the end.
class GgufSettings {
public:
    explicit GgufSettings(const GgufFile& file) : file_(file) {}

    // A number from 1 to `most`; without a fallback it must be there.
    int whole(const std::string& key, int most, std::optional<int> fallback = std::nullopt);
    double positive(const std::string& key, std::optional<double> fallback = std::nullopt);
    std::string text(const std::string& key, const std::string& fallback);
    std::optional<bool> flag(const std::string& key);
    std::optional<int> id(const std::string& key, std::size_t tokens);  // of a token; 2³² − 1 and −1 are none

    // Empty where the key is missing.
    std::vector<std::string> texts(const std::string& key);
    std::vector<float> floats(const std::string& key);
    std::vector<int> wholes(const std::string& key);

    void refuse(const std::string& key, std::string what, ErrorCode code = ErrorCode::corrupt);
    [[nodiscard]] bool has(const std::string& key) const { return file_.find(key) != nullptr; }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    // The value in the form that `read` gives, or a refusal that says what it is and what is needed.
    template <class Read>
    auto valueAs(const std::string& key, const char* needed, Read read) -> decltype(read(GgufValue()));

    const GgufFile& file_;
    std::optional<Error> error_;
};

}  // namespace lossylens::formats
