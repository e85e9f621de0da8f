#pragma once

#include <QFrame>
#include <QTimer>
#include <optional>

#include "lens/generate.h"
#include "ui/text_marks.h"

class QLabel;
class QProgressBar;
class QToolButton;
class QStackedWidget;

namespace lossylens::ui {

class MarkedText;

// One stream: what it is called, its text while it is written with what differs from the baseline marked,
// and its numbers.
class TextPane : public QFrame {
    Q_OBJECT
public:
    explicit TextPane(QWidget* parent = nullptr);

    // `baseline` is null for the baseline itself.
    void setStream(const lens::StreamSnapshot& stream, const lens::StreamSnapshot* baseline);
    void setTitle(const QString& title);  // until a stream brings its own
    void setCosine(std::optional<double> cosine);
    void setWaiting();                       // an answer is on its way: a spinner after half a second
    void setError(const QString& sentence);  // stands in the place of the text
    void clear();                            // says what to do to get a text

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;  // as shown
    [[nodiscard]] QString footer() const;
    [[nodiscard]] QString message() const;  // the empty state or the error; empty while a text is shown
    [[nodiscard]] bool isSpinning() const;
    [[nodiscard]] MarkedText* body() const { return body_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMessage(const QString& text, bool is_error);
    void stopWaiting();
    void restyle();

    QLabel* title_;
    QLabel* cosine_;
    QLabel* footer_;
    QLabel* message_;
    QToolButton* copy_;
    QStackedWidget* stack_;
    MarkedText* body_;
    QProgressBar* spinner_;
    QTimer spinner_delay_;
    bool message_is_error_ = false;
};

}  // namespace lossylens::ui
