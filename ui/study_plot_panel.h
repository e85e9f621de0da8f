#pragma once

#include <QWidget>
#include <memory>

#include "ui/copy_panel.h"
#include "ui/study_plot.h"
#include "ui/study_summariser.h"

class QComboBox;
class QCustomPlot;
class QLabel;
class QProgressBar;
class QPushButton;

namespace lossylens::ui {

// The plot of a study with what is drawn over what, and under it the sentences that belong to it: thresholds,
// their differences, words of caution.
class StudyPlotPanel : public QWidget {
    Q_OBJECT
public:
    explicit StudyPlotPanel(QWidget* parent = nullptr);
    ~StudyPlotPanel() override;

    // `whole`: with thresholds; before that the words say that they are to come. Null: there are no trials.
    void setSummary(SummaryPointer summary, bool whole);
    // Intervals and thresholds are being computed, with a button that stops it; or were stopped, with one
    // that goes on. A whole summary ends both.
    void showProgress(double share);
    void showStopped();

    [[nodiscard]] const StudyCurves& curves() const;
    [[nodiscard]] QString words() const;  // the sentences, a line each
    [[nodiscard]] QComboBox* measure() const { return measure_; }
    [[nodiscard]] QComboBox* axis() const { return axis_; }
    [[nodiscard]] QComboBox* band() const { return band_; }
    [[nodiscard]] QCustomPlot* plot() const { return widget_; }
    // As it is in a paper: light, with its words as text.
    [[nodiscard]] PanelCopy figure() const;
    [[nodiscard]] QPushButton* stopButton() const { return stop_; }

Q_SIGNALS:
    void stopAsked();
    void wholeAsked();  // after a stop

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void restyle();
    [[nodiscard]] StudyView view() const;
    [[nodiscard]] QStringList sentences() const;

    SummaryPointer summary_;
    bool whole_ = false;
    QComboBox *measure_, *axis_, *band_;
    QCustomPlot* widget_;
    std::unique_ptr<StudyPlot> plot_;
    QWidget* computing_;
    QLabel* computed_;
    QProgressBar* progress_;
    QPushButton* stop_;
    bool stopped_ = false;
    QLabel* words_;
};

}  // namespace lossylens::ui
