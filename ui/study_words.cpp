#include "ui/study_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <string>

namespace lossylens::ui {
namespace {

struct StudyWords {
    Q_DECLARE_TR_FUNCTIONS(StudyWords)
};

// The labels in core/study/measures.cpp, which knows no translations.
[[maybe_unused]] constexpr const char* measure_labels[] = {
    QT_TRANSLATE_NOOP("StudyWords", "tokens"),        QT_TRANSLATE_NOOP("StudyWords", "tokens as baseline"),
    QT_TRANSLATE_NOOP("StudyWords", "seq-rep-1"),     QT_TRANSLATE_NOOP("StudyWords", "seq-rep-2"),
    QT_TRANSLATE_NOOP("StudyWords", "seq-rep-3"),     QT_TRANSLATE_NOOP("StudyWords", "seq-rep-4"),
    QT_TRANSLATE_NOOP("StudyWords", "diversity"),     QT_TRANSLATE_NOOP("StudyWords", "loop period"),
    QT_TRANSLATE_NOOP("StudyWords", "loop coverage"), QT_TRANSLATE_NOOP("StudyWords", "loop copies"),
    QT_TRANSLATE_NOOP("StudyWords", "loop cover"),    QT_TRANSLATE_NOOP("StudyWords", "onset"),
    QT_TRANSLATE_NOOP("StudyWords", "perplexity"),    QT_TRANSLATE_NOOP("StudyWords", "ln perplexity"),
    QT_TRANSLATE_NOOP("StudyWords", "gzip ratio"),    QT_TRANSLATE_NOOP("StudyWords", "negative sentences")};

}  // namespace

QString measureText(const study::Measure& measure) {
    return StudyWords::tr(std::string(measure.label).c_str());
}

QString durationText(double seconds) {
    constexpr double minute = 60, hour = 3600;
    if (seconds < 90) return StudyWords::tr("%1 seconds").arg(std::max(2L, std::lround(seconds)));
    if (seconds < 90 * minute) return StudyWords::tr("%1 minutes").arg(std::lround(seconds / minute));
    return StudyWords::tr("%1 hours").arg(QLocale().toString(seconds / hour, 'f', 1));
}

QString progressText(const study::StudyProgress& progress) {
    QStringList parts{StudyWords::tr("%1 of %2 trials").arg(progress.done).arg(progress.all)};
    if (progress.writing > 0) parts << StudyWords::tr("texts at once: %1").arg(progress.writing);
    if (progress.writing > 0 && progress.seconds > 1)
        parts << StudyWords::tr("%1 tokens a second")
                     .arg(std::lround(double(progress.tokens) / progress.seconds));
    if (progress.writing > 0 && progress.seconds_left)
        parts << StudyWords::tr("about %1 left").arg(durationText(*progress.seconds_left));
    return parts.join(QStringLiteral(" · "));
}

QString stateText(StudyRunner::State state) {
    switch (state) {
        case StudyRunner::State::closed:
            return StudyWords::tr("No study yet: choose prompts and distortions, and press Start.");
        case StudyRunner::State::loading:
            return StudyWords::tr("Reading the study…");
        case StudyRunner::State::paused:
            return StudyWords::tr("Paused");
        case StudyRunner::State::waiting:
            return StudyWords::tr("Waits for the texts that are being written on the Probe page");
        case StudyRunner::State::running:
            return StudyWords::tr("Running");
        case StudyRunner::State::complete:
            return StudyWords::tr("Complete");
    }
    return {};
}

QString cautionText(const study::Caution& caution) {
    using Kind = study::Caution::Kind;
    const QString about = QString::fromStdString(caution.about);
    switch (caution.kind) {
        case Kind::mixed_studies:
            return StudyWords::tr(
                "Rows of more than one study are mixed: prompts and seeds that are alike are taken for the "
                "same, "
                "and of two rows of a trial one counts.");
        case Kind::anecdote:
            return StudyWords::tr("Anecdote, fewer than %1 trials: %2.")
                .arg(QString::number(caution.n), about);
        case Kind::one_prompt:
            return StudyWords::tr(
                "All trials are of one prompt: the intervals are about its seeds and say nothing about other "
                "prompts.");
        case Kind::few_prompts:
            return StudyWords::
                tr("With n = %1 prompts no sign-flip test can reach p < 0.05: the smallest p is %2. At least "
                   "6 are needed.")
                    .arg(QString::number(caution.n), QLocale().toString(caution.value, 'g', 4));
        case Kind::not_independent:
            return StudyWords::tr(
                "Wilson's interval and McNemar's test take trials for independent; seeds of one prompt are "
                "not. "
                "The interval and the test over prompts do not take them for that.");
        case Kind::short_texts:
            return StudyWords::tr(
                       "Some texts are too short for some measures, whose means are over the others: %1.")
                .arg(about);
        case Kind::not_bracketed:
            return StudyWords::tr(
                       "%1: not bracketed, the collapse does not lie within the strengths that were tried.")
                .arg(about);
        case Kind::straight_line:
            return StudyWords::
                tr("%1: a straight line predicts unseen prompts as well as a curve with a threshold; do not "
                   "speak of one.")
                    .arg(about);
        case Kind::one_prompts_curve:
            return StudyWords::tr("%1: with one prompt nothing says that there is a threshold.").arg(about);
        case Kind::cut_off:
            return StudyWords::
                tr("%1: in %2 % of the resamples the midpoint is outside the strengths that were tried; its "
                   "interval is cut off there.")
                    .arg(about, QLocale().toString(caution.value, 'f', 1));
        case Kind::perplexity:
            return StudyWords::tr("A low perplexity can mean a loop: read it beside seq-rep-4.");
    }
    return {};
}

void StrengthsDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (!option->text.isEmpty()) return;
    option->text = index.data(Qt::UserRole).toString();
    option->features |= QStyleOptionViewItem::HasDisplay;
    option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    option->font.setItalic(true);
}

}  // namespace lossylens::ui
