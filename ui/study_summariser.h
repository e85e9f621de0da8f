#pragma once

#include <QObject>
#include <memory>

#include "study/summary.h"
#include "ui/lane.h"
#include "ui/study_rows.h"

namespace lossylens::ui {

using SummaryPointer = std::shared_ptr<const study::Summary>;

// Makes the summary of a study's rows away from the window's thread: while trials come, with few resamples
// and without thresholds; of rows that rest, whole. One at a time; of those that wait the latest counts.
class StudySummariser : public QObject {
    Q_OBJECT
public:
    explicit StudySummariser(QObject* parent);
    ~StudySummariser() override;

    enum class Care { quick, whole };
    void summarise(const RowsPointer& rows, Care care);
    void forget();  // the study is another one: no answer about the rows before is wanted
    [[nodiscard]] bool busy() const { return busy_; }

Q_SIGNALS:
    void summarised(lossylens::ui::SummaryPointer summary, bool whole);
    void failed(const lossylens::Error& error);

private:
    struct Order {
        RowsPointer rows;
        Care care = Care::quick;
    };
    void post();

    bool busy_ = false;
    Order next_;                             // no rows: nothing waits
    quint64 number_ = 0;                     // of orders
    quint64 forgotten_ = 0;                  // orders up to it are not wanted
    Lane lane_{Lane::Priority::background};  // last: its jobs use the others
};

}  // namespace lossylens::ui
