#pragma once

#include <QObject>
#include <QTimer>

#include "ui/engine.h"
#include "ui/session.h"

namespace lossylens::ui {

class ProbePage;
class Reading;
class StatusLine;

// When texts are written, and what of them is shown: Generate and Stop, writing anew once a setting has
// changed, and the answers on their way to the texts and the status line.
class Writing : public QObject {
    Q_OBJECT

public:
    Writing(Engine& engine, ProbePage* probe, StatusLine* status, QObject* parent);

    void begin();  // with the settings as they are; needs an open model
    void stop();
    void clear();  // the model is another one

    // What decides whether texts on screen are stale, and what is written next.
    void follow(const Settings& settings);
    void sliderReleased();
    void setView(const ViewPointer& view);  // null: the prompt cannot be seen

    [[nodiscard]] const RunPointer& run() const { return run_; }  // null: nothing is written

Q_SIGNALS:
    void runningChanged();

private:
    void writeAnewSoon();
    void endForNewPrompt();
    void onWritten(const RunPointer& run);
    void onFailed(const Error& error);
    void showProgress();
    void showCosines();
    void showEmptyPanes();

    Engine& engine_;
    ProbePage* probe_;
    StatusLine* status_;
    Reading* reading_;
    Settings settings_;
    QTimer restart_timer_;
    ViewPointer view_;
    RunPointer run_;
    bool wanted_ = false;  // Generate has been pressed for this prompt
};

// "1 token", "7 tokens"
[[nodiscard]] QString tokenCount(int n);

}  // namespace lossylens::ui
