#include "ui/pinned_stream.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

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
            .prompt = run.request.prompt,
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

QString originText(const TextOrigin& origin) {
    QStringList parts{QString::fromStdString(origin.model.name),
                      Words::tr("“%1”").arg(shortPrompt(origin.prompt)), samplingText(origin.sampling)};
    if (origin.scope != lens::Scope::both) parts << scopeText(origin.scope);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace lossylens::ui
