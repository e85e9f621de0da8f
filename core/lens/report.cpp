#include "lens/report.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "lens/command_line.h"
#include "lens/markup.h"
#include "lens/report_style.h"
#include "lens/run_carrier.h"

namespace lossylens::lens {
namespace {

constexpr std::size_t most_chips = 600;  // further tokens are counted in words

std::string tag(std::string_view name, std::string_view text) {
    return '<' + std::string(name) + '>' + markupText(text) + "</" + std::string(name) + ">";
}

// White space at its ends and line breaks made visible, as on screen: " a\n" -> "·a⏎".
std::string pieceText(std::string_view piece) {
    std::string text;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const bool edge = i == 0 || i + 1 == piece.size();
        if (piece[i] == '\n')
            text += "⏎";
        else if (piece[i] == '\t')
            text += "⇥";
        else if (piece[i] == ' ' && edge)
            text += "·";
        else
            text += piece[i];
    }
    return text;
}

std::string row(std::string_view head, const std::vector<std::string>& cells) {
    std::string html = "<tr><th scope=\"row\">" + markupText(head) + "</th>";
    for (const std::string& cell : cells) html += tag("td", cell);
    return html + "</tr>\n";
}

std::string headRow(const std::vector<std::string>& names) {
    std::string html = "<tr>";
    for (const std::string& name : names) html += "<th scope=\"col\">" + markupText(name) + "</th>";
    return html + "</tr>\n";
}

std::string term(std::string_view name, std::string_view value) {
    return tag("dt", name) + tag("dd", value) + '\n';
}

const CodecView* viewOf(const RunDocument& run, const StreamSnapshot& stream) {
    const auto view = std::ranges::find_if(
        run.codec, [&stream](const CodecView& one) { return one.spec == stream.distortion; });
    return view == run.codec.end() ? nullptr : &*view;
}

std::optional<double> meanBytes(const CodecView& view) {
    double sum = 0;
    for (const auto& bytes : view.bytes) {
        if (!bytes) return {};
        sum += *bytes;
    }
    return sum / static_cast<double>(std::max<std::size_t>(1, view.bytes.size()));
}

// Bytes at which a token's text starts; past the last one, where the text ends.
std::size_t startOf(const StreamSnapshot& stream, int token) {
    const auto at = static_cast<std::size_t>(std::max(0, token));
    return at < stream.token_starts.size() ? stream.token_starts[at] : stream.text.size();
}

// Line breaks without end, which texts fall into, would push everything else off a page: they are counted.
std::string textHtml(std::string_view text) {
    constexpr std::size_t most = 4;  // that stand as they are
    std::string html;
    while (!text.empty()) {
        const std::size_t run = std::min(text.find_first_not_of('\n'), text.size());
        if (run > most)
            html += "\n<span class=\"muted\">⏎ × " + std::to_string(run) + "</span>\n";
        else
            html.append(run, '\n');
        text.remove_prefix(run);
        const std::size_t line = std::min(text.find('\n'), text.size());
        html += markupText(text.substr(0, line));
        text.remove_prefix(line);
    }
    return html;
}

// The text with where it leaves the baseline, and the loop it ends in, both said in words.
std::string markedText(const StreamSnapshot& stream) {
    struct Mark {
        std::size_t at;
        std::string html;
    };
    std::vector<Mark> marks;
    const int ids = static_cast<int>(stream.ids.size());
    if (stream.distortion && stream.metrics.agreed < ids)
        marks.push_back(
            {startOf(stream, stream.metrics.agreed), "<span class=\"parts\">leaves the baseline</span>"});
    if (stream.metrics.loop) {
        const metrics::Loop& loop = *stream.metrics.loop;
        const int end = ids - (stream.state == StreamSnapshot::State::ended ? 1 : 0);
        marks.push_back({startOf(stream, end - loop.coverage), "<span class=\"loop\">"});
        marks.push_back(
            {startOf(stream, end), "</span><span class=\"loopname\"> ⟲ loop: " + std::to_string(loop.period) +
                                       (loop.period == 1 ? " token × " : " tokens × ") +
                                       std::to_string(loop.copies) + "</span>"});
    }
    std::ranges::stable_sort(marks, {}, &Mark::at);
    std::string html = "<div class=\"text\" dir=\"auto\">";
    std::size_t from = 0;
    for (const Mark& mark : marks) {
        html += textHtml(std::string_view(stream.text).substr(from, mark.at - from)) + mark.html;
        from = mark.at;
    }
    return html + textHtml(std::string_view(stream.text).substr(from)) + "</div>";
}

std::string stateText(const StreamSnapshot& stream) {
    switch (stream.state) {
        case StreamSnapshot::State::ended:
            return "ended by itself";
        case StreamSnapshot::State::full:
            return "length reached";
        default:
            return "interrupted";
    }
}

class Page {
public:
    explicit Page(const Report& report) : report_(report), shown_(report.shown), run_(shown_.run) {}

    std::string html() {
        head();
        prompt();
        curve();
        texts();
        metrics();
        tokens();
        pictures();
        xray();
        pinned();
        settings();
        html_ += carryInHtml(carriedJson(run_)) + "\n</main></body></html>\n";
        return std::move(html_);
    }

private:
    void open(std::string_view title) { html_.append("<section><h2>").append(title).append("</h2>\n"); }
    void close() { html_ += "</section>\n"; }
    void muted(std::string_view text) { html_ += "<p class=\"muted\">" + markupText(text) + "</p>\n"; }

    void head() {
        const SubjectInfo& model = run_.model;
        html_ =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:\"/>\n";
        html_ += tag("title", "LossyLens: " + model.name);
        html_ += "<style>" + std::string(report_style) + "</style></head>\n<body><main>\n<header>";
        html_ += tag("h1", model.name);
        muted(model.precision + " · " + std::to_string(model.layers) + " layers · " +
              std::to_string(model.dimensions) + " dimensions · n = 1: one sample is an anecdote");
        html_ += "</header>\n";
    }

    void prompt() {
        open("Prompt");
        html_ += "<pre class=\"prompt\" dir=\"auto\">" + markupText(run_.message.value_or(run_.prompt)) +
                 "</pre>\n";
        if (run_.message)
            html_ += "<details><summary>In the model’s chat template</summary><pre dir=\"auto\">" +
                     markupText(run_.prompt) + "</pre></details>\n";
        if (!run_.codec.empty()) chips(run_.codec.front());
        close();
    }

    // A bar as long as the cosine, and its number.
    void chips(const CodecView& view) {
        muted("Its " + std::to_string(view.ids.size()) +
              " tokens, and the cosine of each one’s embedding before and after " +
              codec::streamName(view.spec));
        html_ += "<ul class=\"chips\">";
        for (std::size_t i = 0; i < std::min(view.pieces.size(), most_chips); ++i) {
            const auto cosine = view.cosine.tokens[i];
            const double share = 100 * std::clamp(cosine.value_or(0), 0.0, 1.0);
            html_ += "<li style=\"background:linear-gradient(to right,var(--bar) " + fixedText(share, 0) +
                     "%,transparent 0)\"><bdi>" + markupText(pieceText(view.pieces[i])) + "</bdi>" +
                     tag("small", fixedText(cosine, 3)) + "</li>";
        }
        html_ += "</ul>\n";
        if (view.pieces.size() > most_chips)
            muted("… and " + std::to_string(view.pieces.size() - most_chips) + " more tokens");
    }

    void curve() {
        if (shown_.curve.points.empty()) return;
        open("Cosine over quality");
        html_ += curveSvg(shown_.curve, report_.quality);
        std::string caption = "Bold: all tokens as one vector. Thin: each token. Dashed: bytes a token.";
        if (!shown_.curve.vocabulary.points.empty())
            caption += " Band: where 90 % of the vocabulary’s " + std::to_string(shown_.curve.vocabulary.n) +
                       " rows lie.";
        if (const std::string layout = codec::nameOf(shown_.curve.layout); !layout.empty())
            caption += " Plane: " + layout + '.';
        muted(caption);
        close();
    }

    void article(const std::string& title, const std::string& aside, const StreamSnapshot& stream) {
        html_ += "<article>" + tag("h3", title);
        muted(aside);
        html_ += markedText(stream) + "</article>\n";
    }

    void texts() {
        open("Texts");
        if (run_.generation.streams.empty()) muted("No text was written.");
        html_ += "<div class=\"texts\">\n";
        for (const StreamSnapshot& stream : run_.generation.streams) {
            const CodecView* view = viewOf(run_, stream);
            std::string aside = "no distortion";
            if (stream.distortion)
                aside = "cosine " + fixedText(view ? view->cosine.flattened : std::nullopt, 4);
            article(stream.name, aside, stream);
        }
        html_ += "</div>\n";
        close();
    }

    [[nodiscard]] std::vector<std::string> ofEach(
        const std::function<std::string(const StreamSnapshot&)>& cell) const {
        std::vector<std::string> cells;
        for (const StreamSnapshot& stream : run_.generation.streams) cells.push_back(cell(stream));
        return cells;
    }

    [[nodiscard]] const TextMeasures* measuresOf(std::size_t stream) const {
        return stream < shown_.measured.size() ? shown_.measured[stream].measures.get() : nullptr;
    }

    void metrics() {
        const auto& streams = run_.generation.streams;
        if (streams.empty()) return;
        open("Numbers");
        std::vector<std::string> names{""};
        std::vector<std::string> mean_kl;
        for (std::size_t i = 0; i < streams.size(); ++i) {
            names.push_back(streams[i].name);
            const TextMeasures* measures = measuresOf(i);
            mean_kl.push_back(fixedText(measures != nullptr ? measures->meanKl() : std::nullopt, 3));
        }
        using Stream = const StreamSnapshot&;
        const auto of_view = [this](Stream stream, auto value, int decimals) {
            const CodecView* view = viewOf(run_, stream);
            return fixedText(view != nullptr ? value(*view) : std::nullopt, decimals);
        };
        html_ += "<div class=\"wide\"><table>\n" + headRow(names);
        html_ += row("cosine", ofEach([&](Stream s) {
                         return of_view(
                             s, [](const CodecView& v) { return v.cosine.flattened; }, 4);
                     }));
        html_ += row("bytes a token", ofEach([&](Stream s) { return of_view(s, meanBytes, 0); }));
        html_ += row("tokens", ofEach([](Stream s) { return std::to_string(s.ids.size()); }));
        html_ += row("as the baseline", ofEach([](Stream s) { return std::to_string(s.metrics.agreed); }));
        html_ += row("seq-rep-4", ofEach([](Stream s) { return fixedText(s.metrics.seq_rep_4, 3); }));
        html_ += row("loop", ofEach([](Stream s) -> std::string {
                         if (!s.metrics.loop) return "none";
                         return std::to_string(s.metrics.loop->period) + " × " +
                                std::to_string(s.metrics.loop->copies);
                     }));
        html_ += row("perplexity", ofEach([](Stream s) { return fixedText(s.metrics.perplexity, 2); }));
        html_ += row("mean KL, nats", mean_kl);
        html_ += row("ended", ofEach(stateText)) + "</table></div>\n";
        muted(
            "Perplexity: of the text under the undistorted model; low where a text repeats itself. n/a: not "
            "defined, or not measured.");
        close();
    }

    void tokens() {
        for (std::size_t i = 0; i < shown_.measured.size(); ++i) {
            const TextMeasures* measures = measuresOf(i);
            if (measures == nullptr || measures->tokens.empty()) continue;
            const MeasuredText& measured = shown_.measured[i];
            html_ += "<section><details><summary>Each token of " +
                     markupText(run_.generation.streams[i].name) +
                     (measured.with ? ", read with " + markupText(codec::streamName(*measured.with)) : "") +
                     "</summary><div class=\"wide\"><table>\n" +
                     headRow({"token", "surprisal, bits", "distorted", "rank", "distorted", "KL, nats"});
            for (const MeasuredToken& token : measures->tokens)
                html_ += row(pieceText(token.piece),
                             {fixedText(token.base.surprisal, 2), fixedText(token.distorted.surprisal, 2),
                              std::to_string(token.base.rank), std::to_string(token.distorted.rank),
                              fixedText(token.kl, 3)});
            html_ += "</table></div></details></section>\n";
        }
    }

    void pictures() {
        if (report_.pictures.empty()) return;
        open("Embeddings of the prompt");
        for (const ReportPicture& picture : report_.pictures) {
            html_ += "<figure><img alt=\"" + markupText(picture.title + ". " + picture.caption) +
                     "\" src=\"data:image/png;base64," + picture.png + "\"/><figcaption>" +
                     markupText(picture.title) + ": " + markupText(picture.caption) +
                     "</figcaption></figure>\n";
        }
        close();
    }

    static std::string nearText(const std::vector<NearToken>& tokens) {
        std::string text;
        for (const NearToken& token : tokens)
            text += (text.empty() ? "“" : ", “") + pieceText(token.piece) + "” " + fixedText(token.cosine, 3);
        return text.empty() ? "n/a" : text;
    }

    void xray() {
        if (!shown_.xray) return;
        const Xray& xray = *shown_.xray;
        open("X-ray of one token");
        html_ +=
            "<dl>" + term("token", "“" + pieceText(xray.piece) + "”, id " + std::to_string(xray.id)) +
            term("JPEG quality", std::to_string(xray.quality)) +
            term("plane", std::to_string(xray.plane.rows) + " × " + std::to_string(xray.plane.columns)) +
            term("bytes", std::to_string(xray.header_bytes) + " of header, " +
                              std::to_string(xray.payload_bytes) + " of data") +
            term("cosine", fixedText(xray.cosine, 4)) + term("norm ratio", fixedText(xray.norm_ratio, 4)) +
            term("halves",
                 "cosine " + fixedText(xray.first.cosine, 4) + " and " + fixedText(xray.second.cosine, 4)) +
            term("nearest before", nearText(shown_.near_before)) +
            term("nearest after", nearText(shown_.near_after)) + "</dl>\n";
        close();
    }

    void pinned() {
        if (shown_.pinned.empty()) return;
        open("Pinned texts");
        html_ += "<div class=\"texts\">\n";
        for (const PinnedText& pin : shown_.pinned) {
            const nn::Sampling& sampling = pin.run.request.sampling;
            article(pin.run.generation.streams.back().name,
                    pin.run.model.name + " · “" + pin.run.message.value_or(pin.run.prompt) + "” · " +
                        samplingText(sampling) + " · cosine " + fixedText(pin.cosine, 4),
                    pin.run.generation.streams.back());
        }
        html_ += "</div>\n";
        close();
    }

    static std::string samplingText(const nn::Sampling& sampling) {
        if (sampling.greedy) return "greedy";
        return "temperature " + csvNumber(sampling.temperature) + ", top-k " +
               std::to_string(sampling.top_k) + ", top-p " + csvNumber(sampling.top_p) + ", seed " +
               std::to_string(sampling.seed);
    }

    void settings() {
        const GenerationRequest& request = run_.request;
        std::string distortions;
        for (const StreamPlan& plan : request.streams) {
            if (plan.distortion)
                distortions += (distortions.empty() ? "" : ", ") + codec::streamName(*plan.distortion);
        }
        RunDocument command = run_;
        command.model.path = fileName(run_.model.path);
        open("To repeat it");
        html_ +=
            "<dl>" +
            term("model", fileName(run_.model.path) + ", " + std::to_string(run_.model.bytes) + " bytes") +
            term("weights", run_.fingerprint.empty() ? "n/a" : run_.fingerprint) +
            term("precision", nameOf(run_.precision)) + term("sampling", samplingText(request.sampling)) +
            term("distortions", distortions) +
            term("distorted are", nameOf(request.scope) == "both"
                                      ? "prompt and generated tokens"
                                      : std::string(nameOf(request.scope)) + " tokens only") +
            term("new tokens", "at most " + std::to_string(request.max_new_tokens) +
                                   (request.stop_at_end ? "" : ", past the end-of-text token")) +
            term("prompt", run_.message ? "in the chat template" : "as it is") +
            term("written by", run_.program) + term("n", "1") + "</dl>\n";
        html_ += "<pre class=\"command\">" + markupText(commandLine(command)) + "</pre>\n";
        muted(
            "This page carries its run: open it in LossyLens, or let lossylens replay with this file write "
            "the texts again and compare.");
        close();
    }

    const Report& report_;
    const ShownDocument& shown_;
    const RunDocument& run_;
    std::string html_;
};

}  // namespace

std::string fixedText(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) return "n/a";
    std::array<char, 512> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value,
                                   std::chars_format::fixed, decimals)
                         .ptr;
    return {digits.data(), end};
}

std::string toHtml(const Report& report) { return Page(report).html(); }

}  // namespace lossylens::lens
