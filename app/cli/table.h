#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lossylens::app {

// Columns for people to read: the first one to the left, the rest to the right.
class Table {
public:
    explicit Table(std::vector<std::string> header) { add(std::move(header)); }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;  // of the same length
};

// A number with so many decimals, in the C locale; "–" where it is not defined.
[[nodiscard]] std::string fixed(std::optional<double> value, int decimals);

// A piece of text as one visible word: quoted, line ends and control characters escaped.
[[nodiscard]] std::string visible(const std::string& piece);

}  // namespace lossylens::app
