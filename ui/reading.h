#pragma once

#include <QObject>
#include <deque>

#include "ui/engine.h"

namespace lossylens::ui {

class TextsView;

// Once texts are written they are read again: has each one measured, in the background and only while nothing
// is being written, and looks tokens up for the texts' view. What was measured is kept, so that going back to
// a run costs nothing.
class Reading : public QObject {
    Q_OBJECT

public:
    Reading(Engine& engine, TextsView* texts, QObject* parent);

    void show(const RunPointer& run);  // the run that the texts show, finished or not; null: none
    // Null: not measured yet. Of the run that is shown.
    [[nodiscard]] MeasuresPointer measures(int stream) const;

private:
    struct Known {
        lens::MeasureRequest request;
        MeasuresPointer measures;
    };
    [[nodiscard]] std::optional<lens::MeasureRequest> requestFor(int stream) const;
    [[nodiscard]] MeasuresPointer find(const lens::MeasureRequest& request) const;
    void keep(Known known);
    void measureNext();
    void onMeasured(const MeasuresPointer& measures);

    Engine& engine_;
    TextsView* texts_;
    RunPointer run_;
    std::deque<Known> known_;  // the latest first
    RequestNumber number_ = 0;
    int stream_ = -1;                 // that is being measured; -1: none
    lens::MeasureRequest measuring_;  // of stream_
};

}  // namespace lossylens::ui
