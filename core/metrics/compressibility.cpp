#include "metrics/compressibility.h"

#include <zlib.h>

#include <array>

namespace lossylens::metrics {
namespace {

constexpr int level = 9;
constexpr int window_without_header = -15;
constexpr int usual_memory = 8;

}  // namespace

std::optional<double> gzipRatio(std::string_view text) {
    z_stream stream{};
    if (text.empty() || deflateInit2(&stream, level, Z_DEFLATED, window_without_header, usual_memory,
                                     Z_DEFAULT_STRATEGY) != Z_OK)
        return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(text.size());
    std::array<Bytef, 4096> thrown_away;  // only its size is wanted
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = thrown_away.data();
        stream.avail_out = static_cast<uInt>(thrown_away.size());
        state = deflate(&stream, Z_FINISH);
    }
    const auto bytes = static_cast<double>(stream.total_out);
    deflateEnd(&stream);
    return static_cast<double>(text.size()) / bytes;
}

}  // namespace lossylens::metrics
