#include <array>
#include <charconv>
#include <cmath>
#include <concepts>

#include "lens/files.h"
#include "lens/run_carrier.h"

namespace lossylens::lens {
namespace {

// Cells of one row, joined by commas and ended by CR LF, as RFC 4180 has it.
class Row {
public:
    explicit Row(std::string& file) : file_(file) {}
    ~Row() { file_ += "\r\n"; }
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    Row& text(std::string_view cell) { return raw(csvText(cell)); }
    Row& number(std::optional<double> value) { return raw(csvNumber(value)); }
    Row& whole(std::integral auto value) { return raw(std::to_string(value)); }
    Row& raw(std::string_view cell) {
        if (!first_) file_ += ',';
        first_ = false;
        file_ += cell;
        return *this;
    }

private:
    std::string& file_;
    bool first_ = true;
};

}  // namespace

std::string csvNumber(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return {};
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value).ptr;
    return {digits.data(), end};
}

std::string csvText(std::string_view text) {
    std::string cell;
    // A spreadsheet takes a cell that starts with one of these for a formula: an apostrophe makes it text.
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string toCsv(const Curve& curve) {
    const bool with_band = !curve.vocabulary.points.empty();
    const std::string layout = codec::nameOf(curve.layout);
    std::string file;
    {
        Row header(file);
        for (const char* name : {"quality", "token", "id", "piece", "cosine", "bytes", "cosine_flattened",
                                 "cosine_mean", "layout"})
            header.raw(name);
        if (with_band) {
            for (const char* name : {"vocabulary_5", "vocabulary_50", "vocabulary_95", "vocabulary_n"})
                header.raw(name);
        }
    }
    for (const CurvePoint& point : curve.points) {
        const BandPoint* band = curve.vocabulary.at(point.quality);
        for (std::size_t i = 0; i < curve.ids.size(); ++i) {
            Row row(file);
            row.whole(point.quality)
                .whole(i)
                .whole(curve.ids[i])
                .text(curve.pieces[i])
                .number(point.cosine.tokens[i])
                .whole(point.bytes[i])
                .number(point.cosine.flattened)
                .number(point.cosine.mean)
                .text(layout.empty() ? "rows-2" : layout);
            if (with_band && band != nullptr)
                row.number(band->low).number(band->median).number(band->high).whole(curve.vocabulary.n);
            else if (with_band)
                row.raw({}).raw({}).raw({}).raw({});
        }
    }
    return file;
}

std::string toCsv(const Score& score) {
    std::string file;
    Row(file)
        .raw("position")
        .raw("id")
        .raw("piece")
        .raw("surprisal_base_bits")
        .raw("surprisal_distorted_bits")
        .raw("kl_nats")
        .raw("top1_base")
        .raw("top1_distorted")
        .raw("entropy_base_nats")
        .raw("entropy_distorted_nats")
        .raw("jsd_nats")
        .raw("top10_overlap");
    for (std::size_t i = 0; i < score.positions.size(); ++i) {
        const ScoredPosition& position = score.positions[i];
        Row(file)
            .whole(i)
            .whole(position.id)
            .text(position.piece)
            .number(position.surprisal_base)
            .number(position.surprisal_distorted)
            .number(position.kl)
            .whole(position.top1_base)
            .whole(position.top1_distorted)
            .number(position.entropy_base)
            .number(position.entropy_distorted)
            .number(position.jsd)
            .number(position.top10_overlap);
    }
    return file;
}

std::string toCsv(const RunDocument& run) {
    std::string file;  // what it takes to repeat it goes in last
    Row(file).raw("stream").raw("position").raw("id").raw("text");
    for (const StreamSnapshot& stream : run.generation.streams) {
        for (std::size_t i = 0; i < stream.ids.size(); ++i) {
            const std::size_t start = stream.token_starts[i];
            const std::size_t end =
                i + 1 < stream.ids.size() ? stream.token_starts[i + 1] : stream.text.size();
            Row(file)
                .text(stream.name)
                .whole(i)
                .whole(stream.ids[i])
                .text(std::string_view(stream.text).substr(start, end - start));
        }
    }
    return carryInCsv(file, carriedJson(run));
}

std::string toCsv(const CodecView& view) {
    std::string file;
    Row(file).raw("token").raw("id").raw("piece").raw("dimension").raw("before").raw("after");
    for (std::size_t i = 0; i < view.ids.size(); ++i) {
        const auto before = view.beforeRow(static_cast<int>(i));
        const auto after = view.afterRow(static_cast<int>(i));
        for (std::size_t d = 0; d < before.size(); ++d) {
            Row(file)
                .whole(i)
                .whole(view.ids[i])
                .text(view.pieces[i])
                .whole(d)
                .number(before[d])
                .number(after[d]);
        }
    }
    return file;
}

std::string toCsv(const VocabularyDocument& vocabulary) {
    std::string file;
    {
        Row header(file);
        for (const char* name : {"stream", "measure", "rows", "refused", "n", "mean", "least"})
            header.raw(name);
        for (const double share : metrics::Spread::shares)
            header.raw(std::string("p").append(percentOf(share)));
        header.raw("most");
    }
    for (const VocabularyView& view : vocabulary.views) {
        const auto add = [&](const char* measure, const std::optional<metrics::Spread>& spread) {
            if (!spread) return;
            Row row(file);
            row.text(codec::streamName(view.spec))
                .raw(measure)
                .whole(view.rows)
                .whole(view.refused.size())
                .whole(spread->n)
                .number(spread->mean)
                .number(spread->least);
            for (const double quantile : spread->quantiles) row.number(quantile);
            row.number(spread->most);
        };
        const auto addShare = [&](const char* measure, int count) {
            const auto n = view.cosine->n;
            Row row(file);
            row.text(codec::streamName(view.spec))
                .raw(measure)
                .whole(view.rows)
                .whole(view.refused.size())
                .whole(n)
                .number(static_cast<double>(count) / static_cast<double>(n));
            for (std::size_t i = 0; i < metrics::Spread::shares.size() + 2; ++i) row.raw({});
        };
        add("cosine", view.cosine);
        add("target_cosine", view.match ? std::optional(view.match->target) : std::nullopt);
        add("norm_ratio", view.norm_ratio);
        add("bytes", view.bytes);
        if (view.recovered && view.cosine) addShare("recovered", *view.recovered);
    }
    return file;
}

}  // namespace lossylens::lens
