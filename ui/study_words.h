#pragma once

#include <QString>
#include <QStyledItemDelegate>

#include "study/measures.h"
#include "study/summary.h"
#include "ui/study_runner.h"

namespace lossylens::ui {

[[nodiscard]] QString durationText(double seconds);  // "12 minutes", as exact as such a guess can be
// "trial 14 of 96 · 8 texts at once · 212 tokens a second · about 3 minutes left"
[[nodiscard]] QString progressText(const study::StudyProgress& progress);
[[nodiscard]] QString stateText(StudyRunner::State state);
[[nodiscard]] QString measureText(const study::Measure& measure);  // its label
[[nodiscard]] QString cautionText(const study::Caution& caution);

// Strengths of a distortion: where there are none, what they will be, in grey.
class StrengthsDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

}  // namespace lossylens::ui
