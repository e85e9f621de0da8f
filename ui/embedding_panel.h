#pragma once

#include <QFrame>
#include <memory>

#include "ui/embedding_maps.h"
#include "ui/heatmap.h"

class QButtonGroup;
class QLabel;
class QToolButton;

namespace lossylens::ui {

// The embeddings before, after, and their difference: of all tokens, or of the selected one as its plane.
class EmbeddingPanel : public QFrame {
    Q_OBJECT
public:
    enum class Shows { all_tokens, selected_token };

    explicit EmbeddingPanel(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const lens::CodecView> view);  // null: nothing to show
    void clear() { setView(nullptr); }

    [[nodiscard]] Shows shows() const { return shows_; }
    [[nodiscard]] Heatmap* before() const { return before_; }
    [[nodiscard]] Heatmap* after() const { return after_; }
    [[nodiscard]] Heatmap* difference() const { return difference_; }
    [[nodiscard]] QString pointerLine() const;  // value, dimension and error under the pointer
    [[nodiscard]] QString heading() const;
    [[nodiscard]] HeatmapLink* link() const { return link_; }

public Q_SLOTS:
    void setSelectedToken(int token);
    void setShows(lossylens::ui::EmbeddingPanel::Shows shows);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showCell(QPoint cell);
    void restyle();

    std::shared_ptr<const lens::CodecView> view_;
    EmbeddingMaps maps_;
    Shows shows_ = Shows::all_tokens;
    int token_ = 0;
    HeatmapLink* link_;
    Heatmap *before_, *after_, *difference_;
    ScaleBar *value_scale_, *difference_scale_;
    QLabel *heading_, *pointer_line_;
    QToolButton *all_button_, *one_button_;
};

}  // namespace lossylens::ui
