#include "ui/pinned_stream.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "lens/files.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr int shown_prompt = 32;  // characters

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::PinnedStream)
};

QString shortPrompt(const std::string& prompt) {
    const QString line = shownText(prompt).simplified();
    return line.size() <= shown_prompt ? line : line.left(shown_prompt).trimmed() + QChar(0x2026);
}

QString scopeText(lens::Scope scope) {
    return scope == lens::Scope::prompt ? Words::tr("only the prompt distorted")
                                        : Words::tr("only what is generated distorted");
}

}  // namespace

TextOrigin originOf(const RunAnswer& run) {
    const lens::GenerationRequest& request = run.request.generation;
    return {.model = lens::describe(*run.subject->checkpoint),
            .precision = run.subject->model->precision(),
            .prompt = run.request.prompt,
            .chat = run.request.chat,
            .ids = request.prompt,
            .sampling = request.sampling,
            .scope = request.scope,
            .max_new_tokens = request.max_new_tokens,
            .stop_at_end = request.stop_at_end};
}

QString samplingText(const nn::Sampling& sampling) {
    if (sampling.greedy) return Words::tr("greedy");
    const QLocale locale;
    return Words::tr("temperature %1 · top-k %2 · top-p %3 · seed %4")
        .arg(locale.toString(sampling.temperature), QString::number(sampling.top_k),
             locale.toString(sampling.top_p), QString::number(sampling.seed));
}

namespace {

// What is not as usual, of all that decides which tokens are written.
QStringList unusual(const TextOrigin& origin) {
    QStringList parts;
    if (origin.scope != lens::Scope::both) parts << scopeText(origin.scope);
    if (origin.chat) parts << Words::tr("in the chat template");
    const std::string_view precision = lens::nameOf(origin.precision);
    if (origin.precision != nn::Precision::stored)
        parts << Words::tr("computed in %1")
                     .arg(QString::fromUtf8(precision.data(), qsizetype(precision.size())));
    return parts;
}

}  // namespace

QString settingsText(const TextOrigin& origin) {
    QStringList parts{samplingText(origin.sampling)};
    parts << unusual(origin);
    parts << (origin.max_new_tokens == 1 ? Words::tr("at most 1 token")
                                         : Words::tr("at most %1 tokens").arg(origin.max_new_tokens));
    if (!origin.stop_at_end) parts << Words::tr("past the end of the text");
    return parts.join(QStringLiteral(" · "));
}

QString originText(const TextOrigin& origin) {
    QStringList parts{QString::fromStdString(origin.model.name),
                      Words::tr("“%1”").arg(shortPrompt(origin.prompt)), samplingText(origin.sampling)};
    parts << unusual(origin);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace lossylens::ui
