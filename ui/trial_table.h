#pragma once

#include <QAbstractTableModel>

#include "ui/study_rows.h"

namespace lossylens::ui {

// A row a trial, fed with whole snapshots: one that goes on where the last one ended only adds its new rows,
// so that a selection and the scrolling survive.
class TrialTable : public QAbstractTableModel {
    Q_OBJECT
public:
    // Then a column a measure of study::measures(), and the beginning of the text last.
    enum Column { prompt, seed, arm, collapsed, cosine, bytes, first_measure };
    static constexpr int sort_role = Qt::UserRole;  // numbers; an undefined one is invalid

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(RowsPointer rows);
    [[nodiscard]] const RowPointer& rowAt(int row) const { return (*rows_)[std::size_t(row)]; }
    [[nodiscard]] static int textColumn();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    RowsPointer rows_ = std::make_shared<const Rows>();
};

}  // namespace lossylens::ui
