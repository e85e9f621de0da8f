// A run within another file: every picture, report and table that is exported carries what it takes to write
// its texts again.
#pragma once

#include <string>
#include <string_view>

#include "lens/files.h"

namespace lossylens::lens {

// toReplayJson() in ASCII without <, > and &, which stands unchanged in JSON, HTML, XML and PNG.
[[nodiscard]] std::string carriedJson(const RunDocument& run);

// These put carriedJson() into a file: into a PNG as a text chunk, into an SVG as its metadata, into CSV as
// one more column, `run`, that has it in its first row. Where the file is none of its kind it is handed back
// unchanged.
[[nodiscard]] std::string carryInPng(std::string png, std::string_view json);
[[nodiscard]] std::string carryInSvg(std::string svg, std::string_view json);
[[nodiscard]] std::string carryInCsv(std::string_view csv, std::string_view json);
// For a page: a script element that is never run. For a PDF: the XMP packet that its writer takes.
[[nodiscard]] std::string carryInHtml(std::string_view json);
[[nodiscard]] std::string xmpPacket(std::string_view title, std::string_view json);

// The JSON in a file of one of these kinds, or the file itself where it is JSON. Errors: unsupported (no run
// in it), corrupt (cut off, or changed on its way).
[[nodiscard]] Result<std::string> carriedIn(std::string_view file);

}  // namespace lossylens::lens
