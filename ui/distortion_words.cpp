#include "ui/distortion_words.h"

#include <QCoreApplication>
#include <string>

namespace lossylens::ui {
namespace {

struct DistortionWords {
    Q_DECLARE_TR_FUNCTIONS(DistortionWords)
};

// As core/codec has them. A test looks for every registered distortion here.
[[maybe_unused]] constexpr const char* labels[] = {
    QT_TRANSLATE_NOOP("DistortionWords", "JPEG"),
    QT_TRANSLATE_NOOP("DistortionWords", "Rotation"),
    QT_TRANSLATE_NOOP("DistortionWords", "Gaussian noise"),
    QT_TRANSLATE_NOOP("DistortionWords", "Uniform noise"),
    QT_TRANSLATE_NOOP("DistortionWords", "Largest DCT coefficients"),
    QT_TRANSLATE_NOOP("DistortionWords", "Largest Fourier frequencies"),
    QT_TRANSLATE_NOOP("DistortionWords", "Largest Haar coefficients"),
    QT_TRANSLATE_NOOP("DistortionWords", "Low DCT frequencies"),
    QT_TRANSLATE_NOOP("DistortionWords", "Principal components"),
    QT_TRANSLATE_NOOP("DistortionWords", "Uniform levels"),
    QT_TRANSLATE_NOOP("DistortionWords", "Dropout"),
    QT_TRANSLATE_NOOP("DistortionWords", "8-bit levels"),
    QT_TRANSLATE_NOOP("DistortionWords", "JPEG without 8 bits"),
    QT_TRANSLATE_NOOP("DistortionWords", "Shrinking"),
    QT_TRANSLATE_NOOP("DistortionWords", "JPEG's error, signs flipped"),
    QT_TRANSLATE_NOOP("DistortionWords", "JPEG's error, permuted"),
    QT_TRANSLATE_NOOP("DistortionWords", "JPEG's error of another token")};

// Symbols of formulas (K, σ, a, r) are the same in all languages.
[[maybe_unused]] constexpr const char* strengths[] = {
    QT_TRANSLATE_NOOP("DistortionWords", "quality"), QT_TRANSLATE_NOOP("DistortionWords", "cosine"),
    QT_TRANSLATE_NOOP("DistortionWords", "bits"), QT_TRANSLATE_NOOP("DistortionWords", "fraction")};

QString translated(std::string_view text) { return DistortionWords::tr(std::string(text).c_str()); }

}  // namespace

QString labelOf(const codec::Distortion& distortion) { return translated(distortion.info().label); }

QString strengthLabelOf(const codec::Distortion& distortion) {
    return translated(distortion.info().strength_label);
}

QString partText(const QString& part) {
    if (part == QLatin1String("fresh")) return DistortionWords::tr("fresh draws");
    if (part == QLatin1String("norm")) return DistortionWords::tr("norm restored");
    if (part == QLatin1String("nearest")) return DistortionWords::tr("nearest token");
    return part;
}

}  // namespace lossylens::ui
