#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include "study/study.h"
#include "ui/study_rows.h"

namespace lossylens::ui {

// The texts of one distortion side by side: a row a prompt and seed, a column a strength, the baseline first.
// All places are there from the beginning; those of trials that are not done are empty.
class SampleGrid : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    static constexpr int row_role = Qt::UserRole;  // RowPointer; null: not done

    void setStudy(const study::Study& study);
    void setFamily(const QString& family);
    void setRows(const RowsPointer& rows);
    [[nodiscard]] const QStringList& families() const { return families_; }  // without the baseline
    [[nodiscard]] RowPointer trialAt(const QModelIndex& index) const;
    [[nodiscard]] QString promptAt(int row) const;                   // its text
    [[nodiscard]] QString markOf(const study::TrialRow& row) const;  // "collapsed · loop: 6 tokens × 11"

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] std::size_t trialNumber(int row, int column) const;

    study::Study study_;
    QStringList arms_;  // names, in the study's order
    QStringList families_;
    QString family_;
    std::vector<int> columns_;      // indices of arms
    std::vector<RowPointer> done_;  // one a trial of the study
    RowsPointer rows_ = std::make_shared<const Rows>();
};

// A card: what became of the text, and how it begins. A collapsed one has a double bar at its side.
class SampleCard : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static constexpr int lines = 5;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lossylens::ui
