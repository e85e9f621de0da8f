#include "ui/rate_distortion.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "lens/distorted_embedding.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr std::array jpeg_qualities{1, 5, 10, 25, 50, 75, 90, 95, 100};
constexpr std::array quantize_bits{1, 2, 3, 4, 5, 6, 8};
constexpr std::array pca_shares{.02, .05, .1, .2, .35, .5, .75, 1.0};
constexpr int range_bytes = 8;        // least and greatest, float32
constexpr int coefficient_bytes = 4;  // float32

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::RateDistortion)
};

double meanBytes(const lens::CodecView& view) {
    double sum = 0;
    for (const auto& bytes : view.bytes) sum += bytes.value_or(0);
    return sum / static_cast<double>(std::max<std::size_t>(1, view.bytes.size()));
}

// Looks at one prompt through one distortion after the other.
class Measurer {
public:
    Measurer(const lens::SubjectPointer& subject, const std::vector<int>& ids, const std::stop_token& stop)
        : subject_(subject),
          ids_(ids),
          stop_(stop),
          dimensions_(lens::describe(*subject->checkpoint).dimensions) {}

    [[nodiscard]] int dimensions() const { return dimensions_; }

    using Bytes = std::function<double(const lens::CodecView&, int strength)>;
    Result<void> add(RateLine& line, const char* distortion, int strength, const QString& name,
                     const Bytes& bytes) {
        if (stop_.stop_requested())
            return lossylens::fail(ErrorCode::cancelled, "rate and distortion", "stopped");
        const auto spec = codec::parseDistortion(std::string(distortion) + "-" + std::to_string(strength));
        if (!spec) return tl::unexpected(spec.error());
        lens::DistortedEmbedding embedding(subject_, *spec);
        const auto view = lens::viewCodec(*subject_, embedding, ids_, stop_);
        if (!view) return tl::unexpected(view.error());
        if (view->cosine.flattened)
            line.points.push_back({bytes(*view, strength), *view->cosine.flattened, name});
        return {};
    }

private:
    const lens::SubjectPointer& subject_;
    const std::vector<int>& ids_;
    const std::stop_token& stop_;
    int dimensions_;
};

Result<void> addJpeg(Measurer& measurer, std::vector<RateLine>& lines) {
    RateLine file{.label = Words::tr("JPEG, the whole file"), .points = {}};
    RateLine payload{.label = Words::tr("JPEG, without its header"), .points = {}};
    for (const int quality : jpeg_qualities) {
        const QString name = QStringLiteral("jpeg-%1").arg(quality);
        const auto added = measurer.add(file, "jpeg", quality, name,
                                        [](const lens::CodecView& view, int) { return meanBytes(view); });
        if (!added) return added;
        payload.points.push_back(file.points.back());
        payload.points.back().bytes -= codec::jpeg_header_bytes;
    }
    lines.push_back(std::move(file));
    lines.push_back(std::move(payload));
    return {};
}

Result<void> addQuantize(Measurer& measurer, std::vector<RateLine>& lines) {
    if (codec::findDistortion("quantize") == nullptr) return {};
    RateLine line{.label = Words::tr("uniform levels: int8, int4 and fewer bits"), .points = {}};
    for (const int bits : quantize_bits) {
        const auto added = measurer.add(
            line, "quantize", bits, QStringLiteral("int%1").arg(bits),
            [&](const lens::CodecView&, int b) { return b * measurer.dimensions() / 8. + range_bytes; });
        if (!added) return added;
    }
    lines.push_back(std::move(line));
    return {};
}

Result<void> addPca(Measurer& measurer, std::vector<RateLine>& lines) {
    if (codec::findDistortion("pca") == nullptr) return {};
    RateLine line{.label = Words::tr("PCA, float32 coefficients"), .points = {}};
    for (const double share : pca_shares) {
        const int kept = std::max(1, static_cast<int>(std::lround(share * measurer.dimensions())));
        const auto added =
            measurer.add(line, "pca", kept, QStringLiteral("pca-%1").arg(kept),
                         [](const lens::CodecView&, int k) { return double(coefficient_bytes) * k; });
        if (!added) return added;
    }
    lines.push_back(std::move(line));
    return {};
}

}  // namespace

Result<RateDistortion> rateDistortion(const lens::SubjectPointer& subject, const std::vector<int>& ids,
                                      const std::stop_token& stop) {
    Measurer measurer(subject, ids, stop);
    RateDistortion rates{
        .tokens = static_cast<int>(ids.size()), .dimensions = measurer.dimensions(), .lines = {}};
    for (const auto add : {addJpeg, addQuantize, addPca}) {
        if (auto added = add(measurer, rates.lines); !added) return tl::unexpected(added.error());
    }
    return rates;
}

QString rateText(const RateDistortion& rates) {
    QStringList lines{Words::tr("what\tbytes a token\tbits a number\tcosine, flattened")};
    for (const RateLine& line : rates.lines) {
        for (const RatePoint& point : line.points) {
            lines << QStringList{line.label + QStringLiteral(": ") + point.name,
                                 QString::number(point.bytes, 'f', 1),
                                 QString::number(8 * point.bytes / rates.dimensions, 'f', 2),
                                 cosineText(point.cosine)}
                         .join(QLatin1Char('\t'));
        }
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace lossylens::ui
