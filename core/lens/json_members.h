#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace lossylens::lens {

// The members of one object of a file that is read. The first that is missing or out of its range is kept as
// the problem, in words; what is read after it is worth nothing.
class Members {
public:
    // All three outlive it. `path` goes before a member's name in the problem.
    Members(const nlohmann::json& object, std::string path, std::optional<std::string>& problem)
        : object_(object), path_(std::move(path)), problem_(problem) {}

    [[nodiscard]] bool has(const char* name) const;  // null counts
    [[nodiscard]] bool hasValue(const char* name) const;
    [[nodiscard]] std::string text(const char* name) const;
    [[nodiscard]] std::uint64_t whole(const char* name, std::uint64_t most) const;  // from 0
    [[nodiscard]] double number(const char* name) const;
    [[nodiscard]] std::optional<double> numberOrNull(const char* name) const;  // or not there at all
    [[nodiscard]] bool flag(const char* name) const;
    [[nodiscard]] std::vector<int> ids(const char* name) const;  // from 0
    [[nodiscard]] const nlohmann::json& list(const char* name, std::size_t most) const;
    [[nodiscard]] Members inner(const char* name) const;
    void complain(const char* name, const std::string& what) const;

private:
    [[nodiscard]] const nlohmann::json* member(const char* name) const;  // null, with a complaint: none

    const nlohmann::json& object_;
    std::string path_;
    std::optional<std::string>& problem_;
};

}  // namespace lossylens::lens
