#pragma once

#include <QWidget>

#include "ui/study_rows.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QSortFilterProxyModel;
class QTableView;

namespace lossylens::ui {

class TrialTable;

// The table of trials: sorted by a click on a header, or by the list beside the filter; one arm or all; the
// whole text of the chosen trial below.
class TrialView : public QWidget {
    Q_OBJECT
public:
    explicit TrialView(QWidget* parent = nullptr);

    void setRows(const RowsPointer& rows);

    [[nodiscard]] TrialTable* table() const { return table_; }
    [[nodiscard]] QTableView* view() const { return view_; }
    [[nodiscard]] QComboBox* arms() const { return arms_; }
    [[nodiscard]] QComboBox* order() const { return order_; }
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void fillArms(const Rows& rows);
    void showCount();
    void showText();

    TrialTable* table_;
    QSortFilterProxyModel* sorted_;
    QComboBox *arms_, *order_;
    QLabel* count_;
    QTableView* view_;
    QPlainTextEdit* text_;
    RowsPointer rows_;
};

}  // namespace lossylens::ui
