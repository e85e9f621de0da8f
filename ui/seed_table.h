#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/engine.h"

namespace lossylens::ui {

// One seed of a sample: what became of the baseline and of the distorted text.
struct SeedResult {
    std::uint64_t seed = 0;
    QString beginning = {};  // of the distorted text
    std::optional<metrics::Loop> loop = {}, baseline_loop = {};
    std::optional<double> seq_rep_4 = {};
};
// Of a finished run of a baseline and a distorted stream.
[[nodiscard]] SeedResult seedResultOf(const RunAnswer& run);

// A row a seed.
class SeedTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { seed, loop, seq_rep_4, baseline_loop, beginning, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setResults(std::vector<SeedResult> results);
    [[nodiscard]] const std::vector<SeedResult>& results() const { return results_; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<SeedResult> results_;
};

}  // namespace lossylens::ui
