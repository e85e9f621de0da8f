#pragma once

#include <QObject>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "study/summary.h"
#include "ui/lane.h"
#include "ui/study_rows.h"

namespace lossylens::ui {

using SummaryPointer = std::shared_ptr<const study::Summary>;

// Makes the summary of a study's rows away from the window's thread: with few resamples and without
// thresholds at first, and all there is while trials come; of rows that rest, whole after that. One at a
// time; of those that wait the latest counts, and a whole one of rows that are not the latest any more is
// stopped.
class StudySummariser : public QObject {
    Q_OBJECT
public:
    explicit StudySummariser(QObject* parent);
    ~StudySummariser() override;  // stops

    enum class Care { quick, whole };
    void summarise(const RowsPointer& rows, Care care);  // does nothing where that is made, or being made
    void forget();  // the study is another one: no answer about the rows before is wanted
    void stop();    // a whole one; the quick one stays
    [[nodiscard]] bool busy() const { return busy_; }

Q_SIGNALS:
    void summarised(lossylens::ui::SummaryPointer summary, bool whole);
    void progressed(double share);  // of a whole one, 0 … 1
    void stopped();                 // by stop()
    void failed(const lossylens::Error& error);

private:
    struct Order {
        RowsPointer rows;
        Care care = Care::quick;
        quint64 number = 0;
    };
    void post();
    void make(const Order& order, const std::stop_token& stop);
    void deliver(const Order& order, Result<SummaryPointer> summary, Care care);
    [[nodiscard]] bool isWanted(quint64 number) const { return number > forgotten_; }

    bool busy_ = false;
    Order next_;                             // no rows: nothing waits
    Order last_;                             // that was asked for
    quint64 number_ = 0;                     // of orders
    quint64 forgotten_ = 0;                  // orders up to it are not wanted
    std::stop_source stop_;                  // of the one that is being made
    Lane lane_{Lane::Priority::background};  // last: its jobs use the others
};

}  // namespace lossylens::ui
