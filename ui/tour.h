// The tour of the Teach layout as plain values: its steps, and how far a person is. Knows no widget.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace lossylens::ui {

// What of the window says whether a person has done what a step asks for.
struct TourView {
    bool model_open = false;
    QString prompt = {};
    int quality = 25;
    QString distortion = {};
    bool looks_into_loop = false;  // the token sheet is open on a token of a loop that ends a text
    bool xray_open = false;        // block by block, and there is something in it
    bool restored = false;         // every distorted embedding to its nearest token's
    int seeds = 0;                 // written, of the ten
};

// What a step points at.
enum class TourPart { prompt, curve, texts, distortion, xray, restoration, seeds };

struct TourStep {
    QString id;  // in the session
    QString title;
    QString text;  // two sentences: what to do, what to look for
    TourPart part;
    bool needs_model;
    // Whether things are as the step asks; `begin` is how they were when it began.
    bool (*reached)(const TourView& begin, const TourView& now);
};
[[nodiscard]] std::vector<TourStep> tourSteps();

// A step is done once its aim is reached by doing: what was so already when the step began does not count,
// until it was otherwise in between. What is done stays done.
class Tour {
public:
    enum class Mark { open, done, skipped };

    explicit Tour(std::vector<TourStep> steps);

    [[nodiscard]] int count() const { return int(steps_.size()); }
    [[nodiscard]] int current() const { return current_; }  // count(): at the end
    [[nodiscard]] bool atEnd() const { return current_ == count(); }
    [[nodiscard]] const TourStep& step(int index) const { return steps_[std::size_t(index)]; }
    [[nodiscard]] Mark mark(int index) const { return marks_[std::size_t(index)]; }
    [[nodiscard]] int count(Mark mark) const;
    // The aim of the open step was reached before it began, and nothing has moved since.
    [[nodiscard]] bool reachedBefore() const;

    bool look(const TourView& now);    // true: the present step has just been done by it
    void resume(const TourView& now);  // what has changed since the last look is nobody's doing
    void next();                       // skips the step where it is not done
    void back();
    void restart();

    // For the session: where it stands and a mark a step; anything else than that is a fresh tour.
    [[nodiscard]] QStringList state() const;
    void restore(const QStringList& state);

private:
    void begin(int step);

    std::vector<TourStep> steps_;
    std::vector<Mark> marks_;
    int current_ = 0;
    std::optional<TourView> begin_, now_;  // empty: not looked yet
    bool was_elsewhere_ = false;           // the aim was not reached at some time since the step began
};

}  // namespace lossylens::ui
