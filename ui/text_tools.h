#pragma once

#include <QWidget>

#include "ui/session.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace lossylens::ui {

class TextLegend;

// The row above the texts: how they are viewed, with the legend of the view, and whether they scroll
// together.
class TextTools : public QWidget {
    Q_OBJECT
public:
    explicit TextTools(QWidget* parent = nullptr);

    void showSettings(const Settings& settings);
    [[nodiscard]] Settings applied(Settings settings) const;
    // Tokens of all texts that are measured, of how many; shown while there are fewer.
    void setMeasured(int tokens, int of);
    void setNote(const QString& sentence);  // in the same place

    [[nodiscard]] QComboBox* view() const { return view_; }
    [[nodiscard]] QCheckBox* link() const { return link_; }
    [[nodiscard]] QToolButton* findButton() const { return find_; }
    [[nodiscard]] TextLegend* legend() const { return legend_; }
    [[nodiscard]] QString progress() const;

Q_SIGNALS:
    void changed();
    void findAsked();

private:
    void showProgress();

    QComboBox* view_;
    QCheckBox* link_;
    TextLegend* legend_;
    QLabel* progress_;
    QToolButton* find_;
    QString measuring_;  // empty: nothing is
};

}  // namespace lossylens::ui
