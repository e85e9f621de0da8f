// A report to read and to pass on: one page of HTML that needs nothing else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lens/files_shown.h"

namespace lossylens::lens {

// A picture that somebody else has drawn.
struct ReportPicture {
    std::string title, caption;  // plain text
    std::string png;             // in base64 (RFC 4648), as a data: URL has it
};

struct Report {
    ShownDocument shown;
    int quality = 25;                     // marked in the curve
    std::vector<ReportPicture> pictures;  // of the embeddings
};

// HTML that is well-formed XML as well: reads on a phone, follows light and dark, loads and runs nothing,
// carries its run (run_carrier.h). In English, whatever the language of the window.
[[nodiscard]] std::string toHtml(const Report& report);

// With so many decimals, a point in every locale; "n/a" where it is not defined.
[[nodiscard]] std::string fixedText(std::optional<double> value, int decimals);

// The curve as an element of HTML: cosine (left) and bytes a token (right) over quality.
[[nodiscard]] std::string curveSvg(const Curve& curve, int quality);

}  // namespace lossylens::lens
