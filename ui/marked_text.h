#pragma once

#include <QPlainTextEdit>
#include <QPointer>
#include <vector>

#include "ui/text_marks.h"

namespace lossylens::ui {

// A read-only text that grows, with its line ends shown, a bar where it leaves the baseline, words that
// differ underlined and tinted, and a bracket beside the loop it ends in.
class MarkedText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MarkedText(QWidget* parent = nullptr);

    // Appends when `text` continues what is there, so that scrolling and a selection survive; follows the end
    // only when the end was in sight.
    void setMarkedText(const QString& text, TextMarks marks);
    [[nodiscard]] const TextMarks& marks() const { return marks_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refreshSelections();
    void paintLineEnds(QPainter& painter) const;
    void paintDivergence(QPainter& painter) const;
    void paintLoop(QPainter& painter) const;
    [[nodiscard]] QRectF caretRect(int position) const;  // in viewport()'s coordinates
    void reserveLoopMargin();
    void placeLoopMargin();

    TextMarks marks_;
    QWidget* loop_margin_;  // right of the text, so that the bracket never covers a letter
};

// Texts that scroll together.
class ScrollLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void add(QPlainTextEdit* text);

private:
    void follow(const QPlainTextEdit* leader);

    std::vector<QPointer<QPlainTextEdit>> texts_;
    bool following_ = false;
};

}  // namespace lossylens::ui
