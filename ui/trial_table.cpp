#include "ui/trial_table.h"

#include <QLocale>
#include <cmath>
#include <utility>

#include "study/measures.h"
#include "ui/study_words.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr int most_of_text = 120;  // characters

std::optional<double> numberOf(const study::TrialRow& row, int column) {
    switch (column) {
        case TrialTable::cosine:
            return row.cosine_flattened;
        case TrialTable::bytes:
            return row.bytes;
        default:
            break;
    }
    const auto measure = static_cast<std::size_t>(column - TrialTable::first_measure);
    return measure < row.measured.size() ? row.measured[measure] : std::nullopt;
}

QString shownNumber(std::optional<double> value) {
    if (!value) return TrialTable::tr("n/a");
    if (*value == static_cast<double>(static_cast<qint64>(*value))) return QLocale().toString(*value, 'f', 0);
    const double size = std::abs(*value);
    return QLocale().toString(*value, 'f', size >= 100 ? 1 : size >= 10 ? 2 : 4);
}

QVariant textOf(const study::TrialRow& row, int column) {
    switch (column) {
        case TrialTable::prompt:
            return QString::fromStdString(row.prompt);
        case TrialTable::seed:
            return QString::number(row.seed);
        case TrialTable::arm:
            return QString::fromStdString(row.arm);
        case TrialTable::collapsed:
            return row.collapsed ? TrialTable::tr("yes") : TrialTable::tr("no");
        default:
            break;
    }
    if (column == TrialTable::textColumn())
        return shownText(row.text.substr(0, 4 * most_of_text)).simplified().left(most_of_text);
    return shownNumber(numberOf(row, column));
}

QVariant sortValueOf(const study::TrialRow& row, int column) {
    if (column == TrialTable::seed) return QVariant::fromValue<qulonglong>(row.seed);
    if (column == TrialTable::collapsed) return row.collapsed ? 1 : 0;
    if (column < TrialTable::collapsed || column == TrialTable::textColumn()) return textOf(row, column);
    const auto number = numberOf(row, column);
    return number ? QVariant(*number) : QVariant();
}

bool goesOn(const Rows& before, const Rows& after) {
    return !before.empty() && after.size() >= before.size() && before.front() == after.front() &&
           before.back() == after[before.size() - 1];
}

}  // namespace

int TrialTable::textColumn() { return first_measure + static_cast<int>(study::measures().size()); }

void TrialTable::setRows(RowsPointer rows) {
    if (goesOn(*rows_, *rows)) {
        if (rows->size() == rows_->size()) return;
        beginInsertRows({}, rowCount(), static_cast<int>(rows->size()) - 1);
        rows_ = std::move(rows);
        return endInsertRows();
    }
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int TrialTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_->size());
}

int TrialTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : textColumn() + 1;
}

QVariant TrialTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const study::TrialRow& row = *rowAt(index.row());
    if (role == Qt::DisplayRole) return textOf(row, index.column());
    if (role == sort_role) return sortValueOf(row, index.column());
    const bool number = index.column() >= cosine && index.column() != textColumn();
    if (role == Qt::TextAlignmentRole && (number || index.column() == seed))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant TrialTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case prompt:
            return tr("prompt");
        case seed:
            return tr("seed");
        case arm:
            return tr("arm");
        case collapsed:
            return tr("collapsed");
        case cosine:
            return tr("cosine, flattened");
        case bytes:
            return tr("bytes a token");
        default:
            break;
    }
    if (section == textColumn()) return tr("the text begins");
    return measureText(study::measures()[static_cast<std::size_t>(section - first_measure)]);
}

}  // namespace lossylens::ui
