#include "ui/seed_table.h"

#include <QLocale>

#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr int shown_characters = 200;

QString loopCell(const std::optional<metrics::Loop>& loop) {
    return loop ? loopText(loop->period, loop->copies) : SeedTable::tr("none");
}

}  // namespace

SeedResult seedResultOf(const RunAnswer& run) {
    const lens::StreamSnapshot& baseline = run.snapshot.streams.front();
    const lens::StreamSnapshot& distorted = run.snapshot.streams.back();
    return {.seed = run.request.generation.sampling.seed,
            .beginning = shownText(distorted.text).simplified().left(shown_characters),
            .loop = distorted.metrics.loop,
            .baseline_loop = baseline.metrics.loop,
            .seq_rep_4 = distorted.metrics.seq_rep_4};
}

void SeedTable::setResults(std::vector<SeedResult> results) {
    beginResetModel();
    results_ = std::move(results);
    endResetModel();
}

int SeedTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(results_.size());
}

int SeedTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant SeedTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole) return {};
    const SeedResult& result = results_[std::size_t(index.row())];
    switch (index.column()) {
        case seed:
            return QString::number(result.seed);
        case loop:
            return loopCell(result.loop);
        case seq_rep_4:
            return result.seq_rep_4 ? QLocale().toString(*result.seq_rep_4, 'f', 2) : tr("n/a");
        case baseline_loop:
            return loopCell(result.baseline_loop);
        case beginning:
            return result.beginning;
        default:
            return {};
    }
}

QVariant SeedTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case seed:
            return tr("Seed");
        case loop:
            return tr("Ends in a loop");
        case seq_rep_4:
            return tr("seq-rep-4");
        case baseline_loop:
            return tr("Baseline");
        case beginning:
            return tr("How the distorted text begins");
        default:
            return {};
    }
}

}  // namespace lossylens::ui
