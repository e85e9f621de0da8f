#include "ui/tour.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::Tour)
};

constexpr int quality_to_drag_to = 25;
constexpr int seeds_to_run = 10;
constexpr std::array mark_names{"open", "done", "skipped"};  // by Tour::Mark

}  // namespace

std::vector<TourStep> tourSteps() {
    return {
        {.id = QStringLiteral("prompt"),
         .title = Words::tr("Change the prompt"),
         .text = Words::tr(
             "Type another beginning into the prompt. Each chip under it is one token, and the number "
             "on it is the cosine: how much of its embedding's direction survives JPEG."),
         .part = TourPart::prompt,
         .needs_model = false,
         .reached =
             [](const TourView& begin, const TourView& now) {
                 return now.prompt != begin.prompt && !now.prompt.trimmed().isEmpty();
             }},
        {.id = QStringLiteral("quality"),
         .title = Words::tr("Drag to 25"),
         .text = Words::tr(
             "Take the handle under the curve up to 95, then drag it down to 25 (or use the arrow "
             "keys). The curve says how near the embeddings stay: it falls smoothly, without steps."),
         .part = TourPart::curve,
         .needs_model = false,
         .reached = [](const TourView&, const TourView& now) { return now.quality == quality_to_drag_to; }},
        {.id = QStringLiteral("loop"),
         .title = Words::tr("Find the loop"),
         .text = Words::tr(
             "Press Generate and look for a text that ends by repeating itself: a bracket beside it "
             "marks the loop; where there is none, drag lower or throw the die ⚄. Click a word inside "
             "the bracket (or go there with the arrow keys and press Return)."),
         .part = TourPart::texts,
         .needs_model = false,
         .reached = [](const TourView&, const TourView& now) { return now.looks_into_loop; }},
        {.id = QStringLiteral("rotation"),
         .title = Words::tr("Switch to rotation of equal cosine"),
         .text = Words::tr(
             "Choose the rotation under Distortion: it turns every embedding just as far as JPEG does, "
             "but in a random direction. If the text fails in the same way, the failure is not "
             "JPEG's own."),
         .part = TourPart::distortion,
         .needs_model = false,
         .reached = [](const TourView&,
                       const TourView& now) { return now.distortion == QLatin1String("rotation"); }},
        {.id = QStringLiteral("xray"),
         .title = Words::tr("Open the X-ray"),
         .text =
             Words::tr("Open “Block by block” in the X-ray. It shows one token's numbers as the picture that "
                       "JPEG takes them for, and what is left of each coefficient after rounding."),
         .part = TourPart::xray,
         .needs_model = true,
         .reached = [](const TourView&, const TourView& now) { return now.xray_open; }},
        {.id = QStringLiteral("nearest"),
         .title = Words::tr("Restore to nearest tokens"),
         .text = Words::tr(
             "Press “plain” beside the distortion and choose “Take the nearest token's row”: every damaged "
             "embedding is replaced by the vocabulary's nearest one. Count beside the prompt how many tokens "
             "come back as they were, then drag lower until some do not."),
         .part = TourPart::restoration,
         .needs_model = true,
         .reached = [](const TourView&, const TourView& now) { return now.model_open && now.restored; }},
        {.id = QStringLiteral("seeds"),
         .title = Words::tr("Run 10 seeds"),
         .text = Words::tr(
             "Press “Seeds × 10”: the same prompt and strength, ten times with other random numbers. "
             "One text is an anecdote; count how many of the ten loop, and how many baselines do."),
         .part = TourPart::seeds,
         .needs_model = true,
         .reached = [](const TourView&, const TourView& now) { return now.seeds >= seeds_to_run; }},
    };
}

Tour::Tour(std::vector<TourStep> steps) : steps_(std::move(steps)), marks_(steps_.size(), Mark::open) {}

int Tour::count(Mark mark) const { return int(std::ranges::count(marks_, mark)); }

bool Tour::reachedBefore() const {
    return !atEnd() && now_ && mark(current_) != Mark::done && !was_elsewhere_ &&
           step(current_).reached(*begin_, *now_);
}

bool Tour::look(const TourView& now) {
    now_ = now;
    if (!begin_) begin_ = now;
    if (atEnd()) return false;
    const bool reached = step(current_).reached(*begin_, now);
    was_elsewhere_ = was_elsewhere_ || !reached;
    Mark& mark = marks_[std::size_t(current_)];
    if (mark == Mark::done || !reached || !was_elsewhere_) return false;
    mark = Mark::done;
    return true;
}

void Tour::begin(int step) {
    current_ = std::clamp(step, 0, count());
    begin_ = now_;
    was_elsewhere_ = false;
    if (now_) look(*now_);
}

void Tour::resume(const TourView& now) {
    now_ = now;
    begin(current_);
}

void Tour::next() {
    if (atEnd()) return;
    Mark& mark = marks_[std::size_t(current_)];
    if (mark == Mark::open) mark = Mark::skipped;
    begin(current_ + 1);
}

void Tour::back() { begin(current_ - 1); }

void Tour::restart() {
    std::ranges::fill(marks_, Mark::open);
    begin(0);
}

QStringList Tour::state() const {
    QStringList state{atEnd() ? QString() : step(current_).id};
    for (int i = 0; i < count(); ++i)
        state << step(i).id + QLatin1Char('=') + QLatin1String(mark_names[std::size_t(mark(i))]);
    return state;
}

void Tour::restore(const QStringList& state) {
    restart();
    if (state.isEmpty()) return;
    for (int i = 0; i < count(); ++i) {
        for (std::size_t mark = 0; mark < mark_names.size(); ++mark) {
            if (state.contains(step(i).id + QLatin1Char('=') + QLatin1String(mark_names[mark])))
                marks_[std::size_t(i)] = Mark(mark);
        }
    }
    const auto at = std::ranges::find(steps_, state.front(), &TourStep::id);
    const bool whole = count(Mark::open) == 0;
    if (at != steps_.end())
        begin(int(at - steps_.begin()));
    else if (whole)
        begin(count());
}

}  // namespace lossylens::ui
