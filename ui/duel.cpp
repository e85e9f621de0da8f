#include "ui/duel.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "study/arms.h"
#include "study/paired_tests.h"

namespace lossylens::ui {
namespace {

constexpr std::string_view mark = "@jpeg-";
constexpr qint64 most_verdicts = 10'000'000;  // bytes that are read

// "jpeg-25" of "rotation@jpeg-25+fresh"; nothing of what is matched to none.
std::optional<std::string> jpegOf(const std::string& arm) {
    const std::size_t at = arm.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + 1;
    return arm.substr(begin, std::min(arm.find('+', begin), arm.size()) - begin);
}

QString fileIn(const std::filesystem::path& folder) {
    return QString::fromStdString((folder / "duel.jsonl").string());
}

}  // namespace

DuelScore scoreOf(const std::vector<Verdict>& verdicts) {
    DuelScore score;
    score.n = static_cast<int>(verdicts.size());
    score.right = static_cast<int>(std::ranges::count(verdicts, true, &Verdict::right));
    score.interval = study::wilson(score.right, score.n);
    score.p = study::mcNemar(score.right, score.n - score.right).p;  // the same binomial
    return score;
}

std::vector<DuelPair> duelPairs(const Rows& rows, const QString& family) {
    std::map<std::tuple<std::string, std::uint64_t, std::string>, RowPointer> found;
    for (const RowPointer& row : rows) found[{row->prompt, row->seed, row->arm}] = row;
    std::vector<DuelPair> pairs;
    for (const RowPointer& row : rows) {
        const auto jpeg = jpegOf(row->arm);
        if (!jpeg) continue;
        if (!family.isEmpty() && QString::fromStdString(study::familyOf(row->arm).family) != family) continue;
        const auto other = found.find({row->prompt, row->seed, *jpeg});
        if (other != found.end() && other->second->text != row->text) pairs.push_back({other->second, row});
    }
    return pairs;
}

QStringList controlFamilies(const Rows& rows) {
    QStringList families;
    for (const RowPointer& row : rows) {
        if (!jpegOf(row->arm)) continue;
        const QString family = QString::fromStdString(study::familyOf(row->arm).family);
        if (!families.contains(family)) families << family;
    }
    return families;
}

Duel::Duel(std::uint64_t seed) : random_(seed) {}

void Duel::setPairs(std::vector<DuelPair> pairs) {
    pairs_ = std::move(pairs);
    sortOut();
}

void Duel::sortOut() {
    std::set<std::pair<std::string, std::string>> judged;
    for (const Verdict& verdict : verdicts_) judged.insert({verdict.jpeg_id, verdict.control_id});
    open_.clear();
    for (const DuelPair& pair : pairs_) {
        if (!judged.contains({pair.jpeg->id, pair.control->id})) open_.push_back(pair);
    }
}

bool Duel::next() {
    pair_.reset();
    answered_ = false;
    sortOut();
    if (open_.empty()) return false;
    pair_ = open_[std::uniform_int_distribution<std::size_t>(0, open_.size() - 1)(random_)];
    jpeg_is_left_ = std::bernoulli_distribution(.5)(random_);
    return true;
}

Verdict Duel::choose(bool left) {
    Verdict verdict{pair_->jpeg->id, pair_->control->id, left == jpeg_is_left_};
    verdicts_.push_back(verdict);
    answered_ = true;
    sortOut();
    return verdict;
}

Result<void> appendVerdict(const std::filesystem::path& folder, const Verdict& verdict) {
    QFile file(fileIn(folder));
    const QByteArray line =
        QJsonDocument(QJsonObject{{QStringLiteral("jpeg"), QString::fromStdString(verdict.jpeg_id)},
                                  {QStringLiteral("control"), QString::fromStdString(verdict.control_id)},
                                  {QStringLiteral("right"), verdict.right}})
            .toJson(QJsonDocument::Compact) +
        '\n';
    if (file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size()) return {};
    return lossylens::fail(ErrorCode::io, file.fileName().toStdString(),
                           "the verdict was not kept: " + file.errorString().toStdString(),
                           "make room or let the folder be written to");
}

std::vector<Verdict> readVerdicts(const std::filesystem::path& folder) {
    std::vector<Verdict> verdicts;
    QFile file(fileIn(folder));
    if (!file.open(QIODevice::ReadOnly)) return verdicts;
    for (const QByteArray& line : file.read(most_verdicts).split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const QJsonValue right = json[QStringLiteral("right")];
        if (!right.isBool()) continue;
        verdicts.push_back({json[QStringLiteral("jpeg")].toString().toStdString(),
                            json[QStringLiteral("control")].toString().toStdString(), right.toBool()});
    }
    return verdicts;
}

}  // namespace lossylens::ui
