#pragma once

#include <QTimer>
#include <QWidget>
#include <map>

class QLabel;

namespace lossylens::ui {

// Holds a label whose text changes at every move of the slider. A QLabel tells the layouts above it of each
// change, and all of them are laid out anew; this tells them only when the text needs more height, or has
// needed less for a moment; where it is one line, when it needs more room or much less.
class SteadyLabel : public QWidget {
    Q_OBJECT
public:
    explicit SteadyLabel(QLabel* label, QWidget* parent = nullptr);  // its text as it wraps, or one line

    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QLabel* label() const { return label_; }

    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void compareHeight();  // with what was told for this width
    void askAnew();
    [[nodiscard]] bool lineFits();

    QLabel* label_;
    mutable std::map<int, int> heights_;  // that layouts were told, by width
    QTimer rest_;
    int line_width_ = 0;  // what the layouts were told that one line needs
};

}  // namespace lossylens::ui
