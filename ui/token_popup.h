#pragma once

#include <QFrame>

#include "ui/token_report.h"

class QTextBrowser;

namespace lossylens::ui {

// A small sheet beside a token with what is known of it, to read, select and copy. Blocks nothing: the text
// keeps the focus until the sheet is given it. Closes with Esc.
class TokenPopup : public QFrame {
    Q_OBJECT
public:
    explicit TokenPopup(QWidget* parent = nullptr);

    // Beside `token` (in the coordinates of `window`, whose child the sheet becomes), covering nothing of it.
    void showFacts(const TokenFacts& facts, QWidget* window, const QRect& token);
    void setFacts(const TokenFacts& facts);  // more is known of the same token
    [[nodiscard]] QString text() const;
    void takeFocus();
    void dismiss();

Q_SIGNALS:
    void left();  // closed while it had the focus

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitToText();
    void place();

    QTextBrowser* text_;
    TokenFacts facts_;
    QRect token_;
};

}  // namespace lossylens::ui
