#include "ui/kept_draft.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <numeric>

namespace lossylens::ui {
namespace {

constexpr std::size_t most_prompt_bytes = 250'000;

QString key(const char* name) { return QLatin1String(name); }

QJsonArray packPrompts(const std::vector<study::Prompt>& prompts) {
    const auto bytes = std::accumulate(
        prompts.begin(), prompts.end(), std::size_t{0},
        [](std::size_t sum, const study::Prompt& prompt) { return sum + prompt.text.size(); });
    QJsonArray packed;
    if (bytes > most_prompt_bytes) return packed;
    for (const study::Prompt& prompt : prompts)
        packed << QJsonArray{QString::fromStdString(prompt.id), QString::fromStdString(prompt.text)};
    return packed;
}

std::vector<study::Prompt> unpackPrompts(const QJsonArray& packed) {
    std::vector<study::Prompt> prompts;
    for (const auto& one : packed) {
        prompts.push_back(
            {one.toArray().at(0).toString().toStdString(), one.toArray().at(1).toString().toStdString()});
    }
    return prompts;
}

QJsonArray packChoices(const std::vector<StudyDraft::Choice>& choices) {
    QJsonArray packed;
    for (const StudyDraft::Choice& choice : choices) packed << QJsonArray{choice.name, choice.strengths};
    return packed;
}

std::vector<StudyDraft::Choice> unpackChoices(const QJsonArray& packed) {
    std::vector<StudyDraft::Choice> choices;
    for (const auto& one : packed) {
        const QString name = one.toArray().at(0).toString();
        if (codec::findDistortion(name.toStdString()) != nullptr)
            choices.push_back({name, one.toArray().at(1).toString()});
    }
    return choices;
}

int within(const QJsonValue& value, int least, int most, int otherwise) {
    const int number = value.toInt(otherwise);
    return number < least || number > most ? otherwise : number;
}

}  // namespace

QByteArray packDraft(const StudyDraft& draft) {
    const QJsonObject object{{key("name"), draft.name},
                             {key("source"), draft.source},
                             {key("prompts"), packPrompts(draft.prompts)},
                             {key("distortions"), packChoices(draft.distortions)},
                             {key("qualities"), draft.qualities},
                             {key("cosines"), draft.cosines},
                             {key("draws"), static_cast<int>(draft.draws)},
                             {key("then"), static_cast<int>(draft.then)},
                             {key("more_arms"), draft.more_arms},
                             {key("seeds"), draft.seeds},
                             {key("new_tokens"), draft.new_tokens},
                             {key("chat"), draft.chat},
                             {key("batch"), draft.batch},
                             {key("folder"), draft.folder}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

StudyDraft unpackDraft(const QByteArray& packed) {
    const QJsonObject object = QJsonDocument::fromJson(packed).object();
    StudyDraft draft;
    const auto text = [&object](const char* name, QString& field) {
        if (object.value(key(name)).isString()) field = object.value(key(name)).toString();
    };
    text("name", draft.name);
    text("source", draft.source);
    draft.prompts = unpackPrompts(object.value(key("prompts")).toArray());
    if (object.value(key("distortions")).isArray())
        draft.distortions = unpackChoices(object.value(key("distortions")).toArray());
    text("qualities", draft.qualities);
    text("cosines", draft.cosines);
    draft.draws = static_cast<StudyDraft::Draws>(
        within(object.value(key("draws")), 0, int(StudyDraft::Draws::both), 0));
    draft.then =
        static_cast<StudyDraft::Then>(within(object.value(key("then")), 0, int(StudyDraft::Then::each), 0));
    text("more_arms", draft.more_arms);
    text("seeds", draft.seeds);
    draft.new_tokens = within(object.value(key("new_tokens")), 1, most_new_tokens, draft.new_tokens);
    draft.chat = object.value(key("chat")).toBool();
    draft.batch = within(object.value(key("batch")), 1, most_batch, draft.batch);
    text("folder", draft.folder);
    return draft;
}

}  // namespace lossylens::ui
