#pragma once

#include <QObject>
#include <QTimer>

#include "ui/engine.h"
#include "ui/last_texts.h"
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
    // Texts of the last session or of an example, until others are written or a second model is opened.
    void showLast(LastTexts texts);
    [[nodiscard]] bool showsLastSession() const { return last_ && !last_->example_seed; }
    [[nodiscard]] QString whatIsShown() const;  // whose texts they are, while there are such

    // What decides whether texts on screen are stale, and what is written next.
    void follow(const Settings& settings);
    void sliderReleased();
    void setView(const ViewPointer& view);     // null: the prompt cannot be seen
    void setCurve(const CurvePointer& curve);  // the cosines of what the slider is not at

    // Null: nothing is written. The first has the streams that are on screen, the second all of a
    // filmstrip's.
    [[nodiscard]] const RunPointer& run() const { return shown_; }
    [[nodiscard]] const RunPointer& wholeRun() const { return run_; }

Q_SIGNALS:
    void runningChanged();

private:
    [[nodiscard]] bool follows() const;  // texts follow the settings by themselves
    void writeAnewSoon();
    void endForNewPrompt();
    [[nodiscard]] RunRequest request() const;
    void onWritten(const RunPointer& run);
    void onRecalled(const RunPointer& run);
    void onFailed(const Error& error);
    void showRun();
    void showProgress();
    void showCosines();
    void showPlans();
    void showLastTexts();
    void forgetLast();
    void showFilmstrip();
    [[nodiscard]] QString activity() const;
    [[nodiscard]] std::optional<double> cosineOf(const codec::DistortionSpec& distortion) const;

    Engine& engine_;
    ProbePage* probe_;
    StatusLine* status_;
    Reading* reading_;
    Settings settings_;
    QTimer restart_timer_;
    ViewPointer view_;
    CurvePointer curve_;
    RunPointer run_;    // with all its streams
    RunPointer shown_;  // with those that are on screen
    std::optional<LastTexts> last_;
    bool first_model_ = true;
    bool wanted_ = false;  // Generate has been pressed for this prompt
};

// "1 token", "7 tokens"
[[nodiscard]] QString tokenCount(int n);

}  // namespace lossylens::ui
