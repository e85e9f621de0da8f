#pragma once

#include <QFrame>
#include <QTimer>
#include <optional>

#include "lens/generate.h"
#include "ui/engine.h"
#include "ui/least_height.h"
#include "ui/session.h"
#include "ui/text_marks.h"

class QLabel;
class QProgressBar;
class QToolButton;
class QStackedWidget;

namespace lossylens::ui {

class MarkedText;
class SteadyLabel;

// One stream: what it is called, its text while it is written with what differs from the baseline marked or
// each token by a measure of its own, and its numbers.
class TextPane : public LeastHeight<QFrame> {
    Q_OBJECT
public:
    explicit TextPane(QWidget* parent = nullptr);

    void setStream(const lens::StreamSnapshot& stream, TextMarks marks);
    void setMeasures(MeasuresPointer measures);  // of the stream; null: not measured
    void setView(TextView view);
    void setOrigin(const QString& origin);  // a line under the title; makes the pane a pinned one
    void setTitle(const QString& title);    // until a stream brings its own
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
    [[nodiscard]] QString origin() const;
    [[nodiscard]] std::optional<double> cosine() const { return cosine_value_; }
    [[nodiscard]] const MeasuresPointer& measures() const { return measures_; }
    // Null while the pane has no text.
    [[nodiscard]] const lens::StreamSnapshot* stream() const { return stream_ ? &*stream_ : nullptr; }
    [[nodiscard]] QToolButton* pinButton() const { return pin_; }
    [[nodiscard]] QToolButton* copyButton() const { return copy_; }

Q_SIGNALS:
    void pinAsked();  // of a pinned pane: to be let go

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMessage(const QString& text, bool is_error);
    void stopWaiting();
    void restyle();
    void showMeasures();
    void forgetMeasures();
    void showFooter();

    SteadyLabel* title_;
    QLabel* origin_;
    QLabel* cosine_;
    QLabel* footer_;
    QLabel* message_;
    QToolButton* pin_;
    QToolButton* copy_;
    QStackedWidget* stack_;
    MarkedText* body_;
    QProgressBar* spinner_;
    QTimer spinner_delay_;
    bool message_is_error_ = false;
    std::optional<lens::StreamSnapshot> stream_;
    std::optional<double> cosine_value_;
    MeasuresPointer measures_;
    MeasuresPointer undistorted_;  // the longest known of this text, with whatever distortion
    TextView view_ = TextView::plain;
};

}  // namespace lossylens::ui
