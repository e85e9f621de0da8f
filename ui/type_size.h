#pragma once

#include <QObject>

class QWidget;

namespace lossylens::ui {

// How large the window's type is, in per cent of the desktop's, which is followed as it changes. From
// `large_type` on, as for a projector, faint colours become strong ones as well (see Theme).
class TypeSize : public QObject {
    Q_OBJECT
public:
    static constexpr int usual = 100, large_type = 150;

    explicit TypeSize(QWidget* window);

    [[nodiscard]] int percent() const { return percent_; }
    [[nodiscard]] bool isLarge() const { return percent_ >= large_type; }
    void setPercent(int percent);  // clamped to the steps that there are
    void larger();
    void smaller();

Q_SIGNALS:
    void changed(int percent);

protected:
    bool eventFilter(QObject* window, QEvent* event) override;  // another font or palette of the desktop

private:
    void apply();

    QWidget* window_;
    int percent_ = usual;
    bool applying_ = false;
};

}  // namespace lossylens::ui
