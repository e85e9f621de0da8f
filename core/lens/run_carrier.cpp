#include "lens/run_carrier.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "lens/markup.h"

namespace lossylens::lens {
namespace {

constexpr std::string_view png_mark = "\x89PNG\r\n\x1a\n";
constexpr std::string_view png_key = "lossylens-run";  // of the text chunk
constexpr std::string_view html_open = "<script type=\"application/json\" id=\"lossylens-run\">";
constexpr std::string_view svg_open = "<metadata id=\"lossylens-run\">";
constexpr std::string_view xmp_open = "<lossylens:run>";

constexpr auto where = "run";
constexpr auto export_again = "export it again";

// CRC-32 of ISO 3309, which PNG has for its chunks.
std::uint32_t crcOf(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::string bigEndian(std::uint32_t number) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>((number >> shift) & 0xFFU);
    return bytes;
}

// Precondition: four bytes are there.
std::uint32_t bigEndianAt(std::string_view bytes, std::size_t offset) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = (number << 8U) | static_cast<unsigned char>(bytes[offset + i]);
    return number;
}

struct Chunk {
    std::string_view type, data;
    std::size_t end = 0;  // offset of what follows
    bool sound = false;
};

// Nothing where the file ends within it.
std::optional<Chunk> chunkAt(std::string_view png, std::size_t offset) {
    constexpr std::size_t around = 12;  // length, type, checksum
    if (png.size() < around || offset > png.size() - around) return {};
    const std::size_t length = bigEndianAt(png, offset);
    if (length > png.size() - around - offset) return {};
    Chunk chunk{.type = png.substr(offset + 4, 4),
                .data = png.substr(offset + 8, length),
                .end = offset + around + length};
    chunk.sound = bigEndianAt(png, chunk.end - 4) == crcOf(png.substr(offset + 4, 4 + length));
    return chunk;
}

tl::unexpected<Error> none() {
    return fail(ErrorCode::unsupported, where, "there is none in this file",
                "open a file that LossyLens has exported, unchanged by other programs");
}

tl::unexpected<Error> damaged(std::string what) {
    return fail(ErrorCode::corrupt, where, std::move(what), export_again);
}

Result<std::string> carriedInPng(std::string_view png) {
    for (std::size_t offset = png_mark.size(); offset < png.size();) {
        const auto chunk = chunkAt(png, offset);
        if (!chunk) return damaged("the picture is cut off");
        const std::size_t key_end = png_key.size();
        if (chunk->type == "tEXt" && chunk->data.size() > key_end && chunk->data[key_end] == '\0' &&
            chunk->data.starts_with(png_key)) {
            if (!chunk->sound) return damaged("the picture is damaged");
            return std::string(chunk->data.substr(key_end + 1));
        }
        offset = chunk->end;
    }
    return none();
}

// What stands between the tag and the next one; nothing where the file has no such tag.
std::optional<Result<std::string>> carriedInMarkup(std::string_view file, std::string_view open) {
    const std::size_t begin = file.find(open);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = file.find('<', begin + open.size());
    if (end == std::string_view::npos) return damaged("the file is cut off");
    return std::string(file.substr(begin + open.size(), end - begin - open.size()));
}

// Takes the next row off `rest`; nothing where a quote is not closed.
std::optional<std::vector<std::string>> takeRow(std::string_view& rest) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        const bool doubled = quoted && c == '"' && i + 1 < rest.size() && rest[i + 1] == '"';
        if (doubled) {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            cells.back() += c;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            rest.remove_prefix(i + 1);
            return cells;
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    if (quoted) return {};
    rest = {};
    return cells;
}

Result<std::string> carriedInCsv(std::string_view csv) {
    const auto header = takeRow(csv);
    if (!header || header->back() != "run") return none();
    const auto row = takeRow(csv);
    if (!row || row->size() != header->size() || row->back().empty()) return damaged("the table is cut off");
    return row->back();
}

}  // namespace

std::string carriedJson(const RunDocument& run) {
    const std::string json =
        toReplayJson(run).dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
    std::string carried;
    for (const char c : json) {
        switch (c) {
            case '<':
                carried += "\\u003c";
                break;
            case '>':
                carried += "\\u003e";
                break;
            case '&':
                carried += "\\u0026";
                break;
            default:
                carried += c;
        }
    }
    return carried;
}

std::string carryInPng(std::string png, std::string_view json) {
    if (!png.starts_with(png_mark)) return png;
    const auto header = chunkAt(png, png_mark.size());
    if (!header) return png;
    std::string body = "tEXt";
    body.append(png_key).append(1, '\0').append(json);
    const auto length = static_cast<std::uint32_t>(body.size() - 4);
    png.insert(header->end, bigEndian(length) + body + bigEndian(crcOf(body)));
    return png;
}

std::string carryInSvg(std::string svg, std::string_view json) {
    const std::size_t end = svg.rfind("</svg>");
    if (end == std::string::npos) return svg;
    svg.insert(end, std::string(svg_open).append(json).append("</metadata>\n"));
    return svg;
}

std::string carryInHtml(std::string_view json) {
    return std::string(html_open).append(json).append("</script>");
}

std::string carryInCsv(std::string_view csv, std::string_view json) {
    const std::array cells{std::string("run"), csvText(json), std::string()};
    std::string carrying;
    std::size_t row = 0;
    bool quoted = false;
    for (const char c : csv) {
        if (c == '"') quoted = !quoted;
        if (c == '\r' && !quoted) carrying.append(1, ',').append(cells[std::min(row++, cells.size() - 1)]);
        carrying += c;
    }
    return carrying;
}

std::string xmpPacket(std::string_view title, std::string_view json) {
    return std::string(
               "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
               " xmlns:lossylens=\"urn:lossylens:run\">"
               "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">")
        .append(markupText(title))
        .append("</rdf:li></rdf:Alt></dc:title>")
        .append(xmp_open)
        .append(json)
        .append("</lossylens:run></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

Result<std::string> carriedIn(std::string_view file) {
    if (file.starts_with(png_mark)) return carriedInPng(file);
    const std::size_t first = file.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && file[first] == '{') return std::string(file);
    for (const std::string_view open : {html_open, svg_open, xmp_open}) {
        if (auto carried = carriedInMarkup(file, open)) return *std::move(carried);
    }
    return carriedInCsv(file);
}

}  // namespace lossylens::lens
