#include "ui/command_line.h"

#include <QLocale>
#include <QStringList>
#include <algorithm>

#include "lens/files.h"

namespace lossylens::ui {
namespace {

QString number(double value) { return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest); }

}  // namespace

QString shellWord(const QString& word) {
    const auto plain = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringView(u"-_./@,:+").contains(c);
    };
    if (!word.isEmpty() && std::ranges::all_of(word, plain)) return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) +
           QLatin1Char('\'');
}

QString commandLine(const Settings& settings, const std::filesystem::path& model, nn::Precision precision) {
    QStringList words{QStringLiteral("lossylens"), QStringLiteral("run")};
    const auto add = [&words](const char* option, const QString& value) {
        if (value.startsWith(QLatin1Char('-')))  // or it would be read as another option
            words << QLatin1String(option) + QLatin1Char('=') + shellWord(value);
        else
            words << QLatin1String(option) << shellWord(value);
    };
    add("--model", QString::fromStdString(model.string()));
    if (precision != nn::Precision::stored) add("--precision", QString::fromUtf8(lens::nameOf(precision)));
    add("--prompt", settings.prompt);
    if (settings.chat) words << QStringLiteral("--chat");
    for (const lens::StreamPlan& plan : generationOf(settings).streams) {
        if (plan.distortion) add("--distortion", QString::fromStdString(codec::streamName(*plan.distortion)));
    }
    add("--scope", QString::fromUtf8(lens::nameOf(settings.scope)));
    add("--max-new-tokens", QString::number(settings.max_new_tokens));
    if (!settings.stop_at_end) words << QStringLiteral("--ignore-end");
    const nn::Sampling& sampling = settings.sampling;
    if (sampling.greedy) {
        words << QStringLiteral("--greedy");
    } else {
        add("--seed", QString::number(sampling.seed));
        add("--temperature", number(sampling.temperature));
        add("--top-k", QString::number(sampling.top_k));
        add("--top-p", number(sampling.top_p));
    }
    return words.join(QLatin1Char(' '));
}

}  // namespace lossylens::ui
