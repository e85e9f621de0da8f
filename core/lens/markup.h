#pragma once

#include <string>
#include <string_view>

namespace lossylens::lens {

// Text as it stands in HTML and XML, between tags or in quotes: nothing of it is taken for markup, nothing
// reorders what stands beside it, and what XML cannot hold becomes U+FFFD. Control characters become their
// pictures (␀), as they do on screen; line breaks and tabs stay. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string markupText(std::string_view text);

}  // namespace lossylens::lens
