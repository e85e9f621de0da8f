#include "codec/jpeg_file.h"

#include <string>

namespace lossylens::codec {

namespace {

enum Marker : std::uint8_t {
    start_of_frame = 0xC0,  // baseline
    huffman_tables = 0xC4,
    start_of_image = 0xD8,
    end_of_image = 0xD9,
    start_of_scan = 0xDA,
    quantisation_tables = 0xDB,
    first_application = 0xE0,
    last_application = 0xEF,
    comment = 0xFE,
};

tl::unexpected<Error> corrupt(std::size_t at, std::string what) {
    return fail(ErrorCode::corrupt, "JPEG data, byte " + std::to_string(at), std::move(what));
}

// A reader of big-endian numbers that never passes the end.
class Walker {
public:
    explicit Walker(std::span<const std::uint8_t> file) : file_(file) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t left() const { return file_.size() - at_; }
    [[nodiscard]] int peek8(std::size_t offset) const { return file_[at_ + offset]; }
    [[nodiscard]] int peek16(std::size_t offset) const { return peek8(offset) << 8 | peek8(offset + 1); }
    void skip(std::size_t bytes) { at_ += bytes; }

    // Past entropy-coded data, in which 0xFF is always followed by 0; stops at the next marker or the end.
    void skipScan() {
        while (left() > 0 && !(left() > 1 && peek8(0) == 0xFF && peek8(1) != 0)) skip(1);
    }

private:
    std::span<const std::uint8_t> file_;
    std::size_t at_ = 0;
};

Result<void> checkFrame(const Walker& walker, int columns, int rows) {
    if (walker.left() < 8) return corrupt(walker.at(), "the frame header is cut short");
    const int height = walker.peek16(3);
    const int width = walker.peek16(5);
    const int components = walker.peek8(7);
    if (walker.peek8(2) != 8) return corrupt(walker.at(), "samples do not have 8 bits");
    if (width != columns || height != rows) {
        return corrupt(walker.at(), "the image is " + std::to_string(width) + " × " + std::to_string(height) +
                                        ", expected " + std::to_string(columns) + " × " +
                                        std::to_string(rows));
    }
    if (components != 1) {
        return corrupt(walker.at(),
                       "the image has " + std::to_string(components) + " components, expected 1");
    }
    return {};
}

bool isAllowed(int marker) {
    return marker == start_of_frame || marker == huffman_tables || marker == quantisation_tables ||
           marker == start_of_scan || marker == comment ||
           (marker >= first_application && marker <= last_application);
}

Result<void> checkEnd(Walker& walker) {
    walker.skipScan();
    if (walker.left() < 2) return corrupt(walker.at(), "the image data is cut short");
    if (walker.peek8(1) != end_of_image)
        return corrupt(walker.at(), "something other than the end follows the scan");
    walker.skip(2);
    if (walker.left() > 0) {
        return corrupt(walker.at(), std::to_string(walker.left()) + " bytes follow the end of the image");
    }
    return {};
}

}  // namespace

Result<void> checkJpegFile(std::span<const std::uint8_t> file, int columns, int rows) {
    Walker walker(file);
    if (walker.left() < 2 || walker.peek16(0) != (0xFF << 8 | start_of_image)) {
        return corrupt(0, "does not start as a JPEG file does");
    }
    walker.skip(2);
    int frames = 0;
    while (true) {
        if (walker.left() < 4) return corrupt(walker.at(), "the headers are cut short");
        const int marker = walker.peek8(1);
        if (walker.peek8(0) != 0xFF || !isAllowed(marker)) {
            return corrupt(walker.at(), "not a marker of a baseline JPEG file");
        }
        walker.skip(2);
        const auto length = static_cast<std::size_t>(walker.peek16(0));
        if (length < 2 || length > walker.left()) return corrupt(walker.at(), "a header runs past the end");
        if (marker == start_of_frame) {
            if (++frames > 1) return corrupt(walker.at(), "a second frame");
            if (auto frame = checkFrame(walker, columns, rows); !frame) return frame;
        }
        walker.skip(length);
        if (marker == start_of_scan) break;
    }
    if (frames == 0) return corrupt(walker.at(), "the scan comes before the frame");
    return checkEnd(walker);
}

}  // namespace lossylens::codec
