#pragma once

#include <QSplitter>
#include <optional>
#include <span>
#include <vector>

#include "lens/generate.h"
#include "ui/marked_text.h"
#include "ui/text_pane.h"

namespace lossylens::ui {

// The streams of a generation side by side: baseline, distorted and, where there is one, the control.
class TextsView : public QSplitter {
    Q_OBJECT
public:
    explicit TextsView(QWidget* parent = nullptr);

    // As many panes as streams; the first stream without a distortion is the baseline.
    void setSnapshot(const lens::GenerationSnapshot& snapshot);
    // Panes for streams that are to come, so that nothing jumps when they do.
    void setPlans(std::span<const lens::StreamPlan> plans);
    void setCosine(int stream, std::optional<double> cosine);
    void setWaiting();
    void setError(const QString& sentence);
    void clear();

    [[nodiscard]] int paneCount() const { return int(panes_.size()); }
    [[nodiscard]] TextPane* pane(int stream) const { return panes_[std::size_t(stream)]; }

private:
    void setPaneCount(int count);

    std::vector<TextPane*> panes_;
    ScrollLink* link_;
};

}  // namespace lossylens::ui
