#pragma once

#include <QWidget>

#include "ui/sample_grid.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QTableView;

namespace lossylens::ui {

// A wall of samples to read: the texts of one distortion over its strengths, and the chosen one whole.
class SampleWall : public QWidget {
    Q_OBJECT
public:
    explicit SampleWall(QWidget* parent = nullptr);

    void setStudy(const study::Study& study);
    void setRows(const RowsPointer& rows);

    [[nodiscard]] SampleGrid* grid() const { return grid_; }
    [[nodiscard]] QTableView* view() const { return view_; }
    [[nodiscard]] QComboBox* families() const { return families_; }
    [[nodiscard]] QString title() const;  // of the text that is shown whole
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restyle();
    void showText();

    SampleGrid* grid_;
    QComboBox* families_;
    QLabel* hint_;
    QTableView* view_;
    QLabel* title_;
    QPlainTextEdit* text_;
};

}  // namespace lossylens::ui
