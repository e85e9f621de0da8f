#pragma once

#include <QPlainTextEdit>
#include <functional>
#include <optional>
#include <vector>

#include "ui/text_marks.h"

namespace lossylens::ui {

// A read-only text that grows, token by token: its line ends shown, a bar where it leaves the baseline, words
// that differ underlined and tinted or each token by its level, what was searched for framed, and a bracket
// beside the loop it ends in. Left and right move a frame from token to token; Enter or a click asks for one.
// Everything is painted for what is in sight only, so that the length of a text costs nothing.
class MarkedText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MarkedText(QWidget* parent = nullptr);

    // Appends when `text` continues what is there, so that scrolling and a selection survive; follows the end
    // only when the end was in sight. `tokens`: where each token starts, rising.
    void setMarkedText(const QString& text, TextMarks marks, std::vector<int> tokens = {});
    // Marks tokens by level (see text_scale.h) in place of the words that differ; fewer than there are tokens
    // while they are measured. Empty optional: words that differ.
    void setLevels(std::optional<std::vector<int>> levels);
    void setFound(std::vector<Span> found, int current = -1);  // in order; -1: none is the current one

    [[nodiscard]] const QString& shown() const { return text_; }
    [[nodiscard]] const TextMarks& marks() const { return marks_; }
    [[nodiscard]] const std::optional<std::vector<int>>& levels() const { return levels_; }
    [[nodiscard]] const std::vector<Span>& found() const { return found_; }
    [[nodiscard]] int tokenCount() const { return int(tokens_.size()); }
    [[nodiscard]] Span tokenSpan(int token) const;
    [[nodiscard]] int tokenAt(int position) const;   // -1: there are no tokens
    [[nodiscard]] QRect tokenRect(int token) const;  // its first line, in viewport()'s coordinates
    [[nodiscard]] int currentToken() const { return current_token_; }  // -1: none
    void setCurrentToken(int token);                                   // and brings it into sight

    [[nodiscard]] int topToken() const;  // the first one in the topmost line in sight
    void scrollToToken(int token);       // its line becomes the topmost one, as far as there is text
    void scrollToSpan(Span span);

Q_SIGNALS:
    void tokenAsked(int token);
    void currentTokenChanged(int token);
    void clickedBeside();     // where there is no token
    void scrolledByPerson();  // not because the text has grown or the pane has another width

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using UseRect = std::function<void(const QRectF&)>;
    void forEachLine(Span span,
                     const UseRect& use) const;  // of a span; rectangles in viewport()'s coordinates
    [[nodiscard]] Span spanInSight() const;
    void paintTints(QPainter& painter, Span sight) const;
    void paintLines(QPainter& painter, Span sight) const;
    void paintFrames(QPainter& painter, Span sight) const;
    void paintLineEnds(QPainter& painter) const;
    void paintDivergence(QPainter& painter) const;
    void paintLoop(QPainter& painter) const;
    [[nodiscard]] QRectF caretRect(int position) const;  // in viewport()'s coordinates
    void followCaret();
    void reserveLoopMargin();
    void placeLoopMargin();

    QString text_;
    TextMarks marks_;
    std::vector<int> tokens_;
    std::optional<std::vector<int>> levels_;
    std::vector<Span> found_;
    int current_found_ = -1;
    int current_token_ = -1;
    QPoint pressed_at_;
    bool settling_ = false;  // the text or its width changes: scrolling is nobody's wish
    QWidget* loop_margin_;   // right of the text, so that the bracket never covers a letter
};

}  // namespace lossylens::ui
