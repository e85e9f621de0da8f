#include <algorithm>
#include <cmath>
#include <numeric>

#include "lens/markup.h"
#include "lens/report.h"

namespace lossylens::lens {
namespace {

// Units of the drawing: some 11 of them are the height of a letter, also on a phone.
constexpr double width = 420, height = 290;
constexpr double left = 34, right = 376, top = 24, bottom = 250;
constexpr std::size_t most_token_lines = 64;

double x(double quality) { return left + (right - left) * (quality - 1) / 99; }
double y(double share) { return bottom - (bottom - top) * share; }

double meanOf(const std::vector<int>& bytes) {
    if (bytes.empty()) return 0;
    return std::accumulate(bytes.begin(), bytes.end(), 0.0) / static_cast<double>(bytes.size());
}

class Drawing {
public:
    Drawing(const Curve& curve, int quality) : curve_(curve), quality_(quality) { findRanges(); }

    std::string svg() {
        svg_ = "<svg viewBox=\"0 0 " + fixedText(width, 0) + ' ' + fixedText(height, 0) +
               "\" role=\"img\" aria-label=\"Cosine and bytes a token over JPEG quality\">\n";
        axes();
        band();
        for (std::size_t token = 0; token < std::min(curve_.ids.size(), most_token_lines); ++token)
            line("token", [token](const CurvePoint& point) { return point.cosine.tokens[token]; });
        bytes();
        line("overall", [](const CurvePoint& point) { return point.cosine.flattened; });
        marker();
        return svg_ + "</svg>\n";
    }

private:
    void findRanges() {
        for (const CurvePoint& point : curve_.points) {
            most_bytes_ = std::max(most_bytes_, meanOf(point.bytes));
            for (const auto& cosine : point.cosine.tokens) least_ = std::min(least_, cosine.value_or(0));
        }
        for (const BandPoint& point : curve_.vocabulary.points) least_ = std::min(least_, point.low);
        least_ = std::floor(least_ * 5) / 5;
    }

    [[nodiscard]] double cosineY(double cosine) const { return y((cosine - least_) / (1 - least_)); }

    void text(double at_x, double at_y, std::string_view anchor, const std::string& words,
              bool strong = false) {
        svg_ += "<text x=\"" + fixedText(at_x, 1) + "\" y=\"" + fixedText(at_y, 1) + "\" text-anchor=\"" +
                std::string(anchor) + (strong ? "\" class=\"strong\">" : "\">") + markupText(words) +
                "</text>\n";
    }

    void axes() {
        svg_ += "<path class=\"axis\" d=\"M" + fixedText(left, 1) + ' ' + fixedText(top, 1) + 'V' +
                fixedText(bottom, 1) + 'H' + fixedText(right, 1) + 'V' + fixedText(top, 1) + "\"/>\n";
        for (const int quality : {1, 25, 50, 75, 95})
            text(x(quality), bottom + 15, "middle", std::to_string(quality));
        text((left + right) / 2, bottom + 32, "middle", "JPEG quality");
        for (double cosine = least_; cosine < 1.001; cosine += .2)
            text(left - 5, cosineY(cosine) + 4, "end", fixedText(cosine, 1));
        text(2, 12, "start", "cosine");
        if (most_bytes_ <= 0) return;
        for (const double share : {.5, 1.0})
            text(right + 4, y(share) + 4, "start", fixedText(most_bytes_ * share, 0));
        text(width - 2, 12, "end", "bytes a token (dashed)");
    }

    template <class Value>
    void line(std::string_view name, const Value& value) {
        std::string path;
        bool drawing = false;
        for (const CurvePoint& point : curve_.points) {
            const std::optional<double> cosine = value(point);
            if (cosine)
                path += (drawing ? 'L' : 'M') + fixedText(x(point.quality), 1) + ' ' +
                        fixedText(cosineY(*cosine), 1);
            drawing = cosine.has_value();
        }
        if (!path.empty()) svg_ += "<path class=\"" + std::string(name) + "\" d=\"" + path + "\"/>\n";
    }

    void bytes() {
        if (most_bytes_ <= 0) return;
        std::string points;
        for (const CurvePoint& point : curve_.points)
            points += fixedText(x(point.quality), 1) + ',' +
                      fixedText(y(meanOf(point.bytes) / most_bytes_), 1) + ' ';
        svg_ += "<polyline class=\"bytes\" points=\"" + points + "\"/>\n";
    }

    void band() {
        const auto& points = curve_.vocabulary.points;
        if (points.size() < 2) return;
        std::string outline;
        const auto add = [&](int quality, double cosine) {
            outline += fixedText(x(quality), 1) + ',' + fixedText(cosineY(cosine), 1) + ' ';
        };
        for (const BandPoint& point : points) add(point.quality, point.high);
        for (std::size_t i = points.size(); i-- > 0;) add(points[i].quality, points[i].low);
        svg_ += "<polygon class=\"band\" points=\"" + outline + "\"/>\n";
    }

    void marker() {
        const auto point = std::ranges::find(curve_.points, quality_, &CurvePoint::quality);
        if (point == curve_.points.end()) return;
        svg_ += "<path class=\"at\" d=\"M" + fixedText(x(quality_), 1) + ' ' + fixedText(top, 1) + 'V' +
                fixedText(bottom, 1) + "\"/>\n";
        const std::string cosine = fixedText(point->cosine.flattened, 4);
        const bool to_the_left = quality_ > 50;
        text(x(quality_) + (to_the_left ? -5 : 5), bottom - 8, to_the_left ? "end" : "start",
             "quality " + std::to_string(quality_) + ": " + cosine, true);
    }

    const Curve& curve_;
    int quality_;
    double least_ = 0, most_bytes_ = 0;
    std::string svg_;
};

}  // namespace

std::string curveSvg(const Curve& curve, int quality) { return Drawing(curve, quality).svg(); }

}  // namespace lossylens::lens
