#pragma once

#include <QWidget>

#include "ui/session.h"

namespace lossylens::ui {

// The scale of a view of the texts: its levels as they look in a text, with their numbers and their unit.
class TextLegend : public QWidget {
    Q_OBJECT
public:
    explicit TextLegend(QWidget* parent = nullptr);

    void setView(TextView view);  // hidden for plain
    [[nodiscard]] TextView view() const { return view_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double labelWidth(int level) const;

    TextView view_ = TextView::plain;
};

}  // namespace lossylens::ui
