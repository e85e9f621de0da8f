#include "ui/numbers.h"

#include <QLocale>

namespace lossylens::ui {
namespace {

QString withMinus(QString number) {
    if (number.startsWith(QLatin1Char('-'))) number[0] = QChar(0x2212);
    return number;
}

}  // namespace

QString numberText(double value, int decimals) { return withMinus(QLocale().toString(value, 'f', decimals)); }
QString significantText(double value, int digits) {
    return withMinus(QLocale().toString(value, 'g', digits));
}
QString countText(qint64 count) { return withMinus(QLocale().toString(count)); }

}  // namespace lossylens::ui
