#pragma once

#include <QPointer>
#include <QWidget>

namespace lossylens::ui {

// A frame with an arrowhead round the widget that is spoken of. Lies over a page, lets every click through,
// and goes where the widget goes. In the palette's own colours, two of them, so that it shows on anything.
class Spotlight : public QWidget {
    Q_OBJECT
public:
    explicit Spotlight(QWidget* page);

    void pointAt(QWidget* target);  // a descendant of the page; null: nothing
    [[nodiscard]] QWidget* target() const { return target_; }
    [[nodiscard]] QRect framed() const;  // in the page's coordinates

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void watch(bool on);
    void place();
    [[nodiscard]] int thickness() const;

    QPointer<QWidget> target_;
};

}  // namespace lossylens::ui
