#include "ui/study_draft.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <numeric>

#include "lens/files.h"
#include "study/arms.h"

namespace lossylens::ui {
namespace {

constexpr std::uint64_t most_seeds = 1'000'000;

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::StudyDraft)
};

tl::unexpected<Error> wrong(const QString& field, const QString& what, const QString& remedy) {
    return lossylens::fail(ErrorCode::usage, field.toStdString(), what.toStdString(), remedy.toStdString());
}

QStringList partsOf(const QString& text) {
    return text.split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts);
}

Result<std::vector<double>> parseNumbers(const QString& text, const QString& field, const QString& what) {
    std::vector<double> numbers;
    for (const QString& part : partsOf(text)) {
        bool good = false;
        numbers.push_back(QLocale::c().toDouble(part, &good));
        if (!good)
            return wrong(field, what.arg(part), Words::tr("write numbers with a point, commas between them"));
    }
    return numbers;
}

Result<void> addArms(std::vector<study::Arm>& arms, const Result<std::vector<study::Arm>>& more) {
    if (!more) return tl::unexpected(more.error());
    for (const study::Arm& arm : *more) {
        if (std::ranges::find(arms, arm) == arms.end()) arms.push_back(arm);
    }
    return {};
}

// "+fresh+norm": of each variant of a distortion that the form asks for.
std::vector<std::string> suffixesOf(const StudyDraft& draft, bool random) {
    using Draws = StudyDraft::Draws;
    using Then = StudyDraft::Then;
    std::vector<std::string> draws, suffixes;
    if (!random || draft.draws != Draws::fresh) draws.emplace_back();
    if (random && draft.draws != Draws::frozen) draws.emplace_back("+fresh");
    const bool each = draft.then == Then::each;
    for (const std::string& draw : draws) {
        if (each || draft.then == Then::nothing) suffixes.push_back(draw);
        if (each || draft.then == Then::norm) suffixes.push_back(draw + "+norm");
        if (each || draft.then == Then::nearest) suffixes.push_back(draw + "+nearest");
    }
    return suffixes;
}

// Strengths as the form's fields have them, read.
struct Strengths {
    std::vector<int> qualities;
    std::vector<double> cosines;
};

Result<Strengths> strengthsOf(const StudyDraft& draft) {
    Strengths strengths;
    const auto cosines =
        parseNumbers(draft.cosines, Words::tr("Fixed cosines"), Words::tr("“%1” is not a cosine"));
    if (!cosines) return tl::unexpected(cosines.error());
    strengths.cosines = *cosines;
    if (!cosines->empty() && partsOf(draft.qualities).isEmpty()) return strengths;
    const auto numbers = parseWholeNumbers(draft.qualities, 100, Words::tr("Qualities"));
    if (!numbers) return tl::unexpected(numbers.error());
    strengths.qualities.assign(numbers->begin(), numbers->end());
    return strengths;
}

// All arms that a ticked distortion stands for.
Result<std::vector<study::Arm>> armsOf(const codec::Distortion& distortion, const QString& own_strengths,
                                       const StudyDraft& draft, const Strengths& strengths) {
    const auto info = distortion.info();
    const auto own =
        parseNumbers(own_strengths, QString::fromUtf8(info.name), Words::tr("“%1” is not a strength"));
    if (!own) return tl::unexpected(own.error());
    if (own->empty() && strengths.qualities.empty() && !info.matchable && goesThroughQualities(distortion))
        return wrong(QString::fromUtf8(info.name), Words::tr("has no quality to go through"),
                     Words::tr("write qualities, or strengths of its own"));
    std::vector<study::Arm> arms;
    for (const std::string& suffix : suffixesOf(draft, info.random)) {
        const std::string name = std::string(info.name) + suffix;
        if (!own->empty()) {
            if (auto added = addArms(arms, study::armsAt(name, *own)); !added)
                return tl::unexpected(added.error());
            continue;
        }
        const bool only_cosines = info.matchable && strengths.qualities.empty();
        if (!only_cosines) {
            if (auto added = addArms(arms, study::armsOf(name, strengths.qualities)); !added)
                return tl::unexpected(added.error());
        }
        if (info.matchable) {
            if (auto added = addArms(arms, study::armsAtCosines(name, strengths.cosines)); !added)
                return tl::unexpected(added.error());
        }
    }
    return arms;
}

Result<std::vector<study::Arm>> armsOf(const StudyDraft& draft) {
    const auto strengths = strengthsOf(draft);
    if (!strengths) return tl::unexpected(strengths.error());
    std::vector<study::Arm> arms{study::Arm{}};
    for (const StudyDraft::Choice& choice : draft.distortions) {
        const codec::Distortion* const distortion = codec::findDistortion(choice.name.toStdString());
        if (distortion == nullptr) continue;
        if (auto added = addArms(arms, armsOf(*distortion, choice.strengths, draft, *strengths)); !added)
            return tl::unexpected(added.error());
    }
    for (const QString& name : partsOf(draft.more_arms)) {
        if (auto added = addArms(arms, study::armsOf(name.toStdString(), {})); !added)
            return tl::unexpected(added.error());
    }
    if (arms.size() == 1)
        return wrong(Words::tr("Distortions"), Words::tr("none is chosen"),
                     Words::tr("tick at least one, or name an arm"));
    return arms;
}

Result<std::vector<std::uint64_t>> seedsOf(const StudyDraft& draft) {
    const auto numbers = parseWholeNumbers(draft.seeds, most_seeds, Words::tr("Seeds"));
    if (!numbers || numbers->size() != 1 || draft.seeds.contains(QLatin1Char('-'))) return numbers;
    std::vector<std::uint64_t> seeds(numbers->front());  // a number of them
    std::iota(seeds.begin(), seeds.end(), std::uint64_t{1});
    if (seeds.empty())
        return wrong(Words::tr("Seeds"), Words::tr("there are none"), Words::tr("ask for at least 1"));
    return seeds;
}

// "7-7" for one seed alone: a single number is how many.
QString seedsText(const std::vector<std::uint64_t>& seeds) {
    bool counted = !seeds.empty();
    for (std::size_t i = 0; i < seeds.size(); ++i) counted = counted && seeds[i] == i + 1;
    if (counted) return QString::number(seeds.size());
    if (seeds.size() == 1) return QStringLiteral("%1-%1").arg(seeds.front());
    QStringList texts;
    for (const std::uint64_t seed : seeds) texts << QString::number(seed);
    return texts.join(QStringLiteral(", "));
}

// Ticks in `draft` every distortion whose arms are all there, and names the others.
void tickDistortions(StudyDraft& draft, std::vector<study::Arm> arms) {
    const auto strengths = strengthsOf(draft).value_or(Strengths{});
    draft.distortions.clear();
    for (const codec::Distortion* const distortion : codec::distortions()) {
        const auto wanted = armsOf(*distortion, {}, draft, strengths);
        const auto there = [&](const study::Arm& arm) { return std::ranges::find(arms, arm) != arms.end(); };
        if (!wanted || wanted->empty() || !std::ranges::all_of(*wanted, there)) continue;
        std::erase_if(
            arms, [&](const study::Arm& arm) { return std::ranges::find(*wanted, arm) != wanted->end(); });
        draft.distortions.push_back({QString::fromUtf8(distortion->info().name), {}});
    }
    QStringList more;
    for (const study::Arm& arm : arms) more << QString::fromStdString(study::nameOf(arm));
    draft.more_arms = more.join(QStringLiteral(", "));
}

// Draws and what comes then, so that as few arms as possible have to be named.
StudyDraft withFewestNamed(const StudyDraft& draft, const std::vector<study::Arm>& arms) {
    using Draws = StudyDraft::Draws;
    using Then = StudyDraft::Then;
    StudyDraft best;
    qsizetype fewest = -1;
    for (const Then then : {Then::nothing, Then::norm, Then::nearest, Then::each}) {
        for (const Draws draws : {Draws::frozen, Draws::fresh, Draws::both}) {
            StudyDraft one = draft;
            one.draws = draws;
            one.then = then;
            tickDistortions(one, arms);
            const qsizetype named = partsOf(one.more_arms).size();
            if (fewest >= 0 && named >= fewest) continue;
            fewest = named;
            best = std::move(one);
        }
    }
    return best;
}

// Those of JPEG itself, which the others are matched to.
std::vector<int> qualitiesOf(const study::Study& study) {
    std::vector<int> qualities;
    for (const study::Arm& arm : study.arms) {
        if (!arm.distortion) continue;
        const codec::DistortionSpec& spec = *arm.distortion;
        const int quality =
            spec.matched_quality.value_or(spec.name == "jpeg" ? static_cast<int>(spec.strength) : 0);
        if (quality > 0 && std::ranges::find(qualities, quality) == qualities.end())
            qualities.push_back(quality);
    }
    return qualities;
}

QString cosinesOf(const study::Study& study) {
    QStringList cosines;
    for (const study::Arm& arm : study.arms) {
        if (!arm.distortion || !arm.distortion->matched_cosine) continue;
        const QString cosine = QString::fromStdString(lens::csvNumber(*arm.distortion->matched_cosine));
        if (!cosines.contains(cosine)) cosines << cosine;
    }
    return cosines.join(QStringLiteral(", "));
}

}  // namespace

Result<std::vector<std::uint64_t>> parseWholeNumbers(const QString& text, std::uint64_t most,
                                                     const QString& field) {
    std::vector<std::uint64_t> numbers;
    for (const QString& part : partsOf(text)) {
        const QStringList ends = part.split(QLatin1Char('-'));
        bool good_first = false, good_last = false;
        const quint64 first = ends.front().toULongLong(&good_first);
        const quint64 last = ends.back().toULongLong(&good_last);
        if (!good_first || !good_last || ends.size() > 2 || first > last || last > most) {
            return wrong(field,
                         Words::tr("“%1” is neither a whole number up to %2 nor a range").arg(part).arg(most),
                         Words::tr("write numbers with commas between them, or 1-5"));
        }
        for (quint64 number = first; number <= last; ++number) numbers.push_back(number);
    }
    if (numbers.empty())
        return wrong(field, Words::tr("there are none"), Words::tr("write numbers with commas between them"));
    return numbers;
}

Result<study::Study> studyOf(const StudyDraft& draft, const StudySurroundings& surroundings) {
    study::Study study;
    study.name = draft.name.toStdString();
    study.model = surroundings.model;
    study.precision = surroundings.precision;
    study.chat = draft.chat;
    study.prompts = draft.prompts;
    study.sampling = surroundings.sampling;
    study.sampling.seed = 1;
    study.new_tokens = draft.new_tokens;
    study.scope = surroundings.scope;
    study.stop_at_end = surroundings.stop_at_end;
    auto arms = armsOf(draft);
    if (!arms) return tl::unexpected(arms.error());
    study.arms = *std::move(arms);
    auto seeds = seedsOf(draft);
    if (!seeds) return tl::unexpected(seeds.error());
    study.seeds = *std::move(seeds);
    if (auto good = study.check(); !good) return tl::unexpected(good.error());
    return study;
}

StudyDraft draftOf(const study::Study& study) {
    StudyDraft draft;
    draft.name = QString::fromStdString(study.name);
    draft.source = QStringLiteral("study");
    draft.prompts = study.prompts;
    QStringList qualities;
    for (const int quality : qualitiesOf(study)) qualities << QString::number(quality);
    draft.cosines = cosinesOf(study);
    if (!qualities.isEmpty() || !draft.cosines.isEmpty())
        draft.qualities = qualities.join(QStringLiteral(", "));
    draft.seeds = seedsText(study.seeds);
    draft.new_tokens = study.new_tokens;
    draft.chat = study.chat;
    std::vector<study::Arm> arms = study.arms;
    std::erase(arms, study::Arm{});
    return withFewestNamed(draft, arms);
}

bool goesThroughQualities(const codec::Distortion& distortion) {
    const auto info = distortion.info();
    return info.matchable || info.strength_label == "quality";
}

std::filesystem::path freeFolder(const std::filesystem::path& parent, const QString& date,
                                 const QString& name) {
    QString word =
        name.toLower().replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"));
    while (word.startsWith(QLatin1Char('-'))) word.remove(0, 1);
    while (word.endsWith(QLatin1Char('-'))) word.chop(1);
    const QString base_name =
        date + QLatin1Char('-') + (word.isEmpty() ? QStringLiteral("study") : word.left(60));
    const std::string base = base_name.toStdString();
    std::filesystem::path folder = parent / base;
    std::error_code unknown;
    for (int number = 2; std::filesystem::exists(folder, unknown); ++number)
        folder = parent / (base + "-" + std::to_string(number));
    return folder;
}

}  // namespace lossylens::ui
