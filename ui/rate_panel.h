#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "ui/copy_panel.h"
#include "ui/engine.h"
#include "ui/rate_distortion.h"
#include "ui/theme.h"

class QComboBox;
class QCustomPlot;
class QLabel;
class QPushButton;

namespace lossylens::ui {

// The rate–distortion plot of the present prompt, made when it is asked for.
class RatePanel : public QWidget {
    Q_OBJECT
public:
    explicit RatePanel(const Engine& engine, QWidget* parent = nullptr);
    ~RatePanel() override;  // stops what is measured

    void setPrompt(const QString& prompt, bool chat);
    void follow();  // the model may be another one

    [[nodiscard]] const std::optional<RateDistortion>& rates() const { return rates_; }
    [[nodiscard]] QPushButton* button() const { return measure_; }
    [[nodiscard]] QString message() const;
    [[nodiscard]] PanelCopy figure() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void measure();
    void stop();
    void showButton();
    void show();
    void restyle();

    const Engine& engine_;
    QString prompt_, of_prompt_;
    bool chat_ = false;
    std::optional<RateDistortion> rates_;
    bool measuring_ = false;
    QPushButton* measure_;
    QComboBox* unit_;
    QLabel* message_;
    QCustomPlot* plot_;
    quint64 number_ = 0;
    std::stop_source stop_;
    Lane lane_{Lane::Priority::background};  // last: its jobs use the others
};

}  // namespace lossylens::ui
