#pragma once

#include <QWidget>

#include "lens/exactness.h"
#include "lens/subject.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace lossylens::ui {

// "stored: Q4_1 weights, 8-bit activations", "f32: exact": what a model of a file's precision computes with.
[[nodiscard]] QString precisionWords(const QString& file, const nn::LoadOptions& options);

// What the open model computes with, in words; the choice of another precision; how far this one is from the
// exact mode, measured when asked.
class PrecisionBox : public QWidget {
    Q_OBJECT

public:
    explicit PrecisionBox(QWidget* parent = nullptr);

    // `file`: the precision that the file has. Nothing is measured yet.
    void showModel(const QString& file, const nn::LoadOptions& options);
    void showMeasuring(double share);  // 0 … 1
    void showExactness(const lens::Exactness& exactness);
    void showNotMeasured(const QString& why = {});

    [[nodiscard]] QString words() const;   // of the precision
    [[nodiscard]] QString result() const;  // of the measuring
    [[nodiscard]] QComboBox* choice() const { return choice_; }
    [[nodiscard]] QPushButton* measureButton() const { return measure_; }
    [[nodiscard]] QPushButton* stopButton() const { return stop_; }

Q_SIGNALS:
    void precisionAsked(lossylens::nn::Precision precision);
    void measureAsked();
    void stopAsked();

private:
    void fillChoices(const QString& file);
    void showRunning(bool running);

    QLabel* words_;
    QComboBox* choice_;
    QLabel* result_;
    QPushButton *measure_, *stop_;
    QProgressBar* progress_;
    bool exact_ = false;
};

}  // namespace lossylens::ui
