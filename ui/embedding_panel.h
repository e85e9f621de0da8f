#pragma once

#include <QFrame>
#include <array>
#include <memory>

#include "ui/embedding_display.h"
#include "ui/embedding_maps.h"
#include "ui/heatmap.h"

class QButtonGroup;
class QComboBox;
class QLabel;

namespace lossylens::ui {

// The embeddings before, after, and their difference: of all tokens, or of the selected one as its plane.
// Before and after lie over each other with a divider between them, or all three stand one above the other.
class EmbeddingPanel : public QFrame {
    Q_OBJECT
public:
    using Shows = EmbeddingDisplay::Shows;
    using Compare = EmbeddingDisplay::Compare;

    explicit EmbeddingPanel(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const lens::CodecView> view);  // null: nothing to show
    void clear() { setView(nullptr); }

    [[nodiscard]] const EmbeddingDisplay& display() const { return display_; }
    [[nodiscard]] Heatmap* before() const { return maps_[0]; }  // before, with after behind the divider
    [[nodiscard]] Heatmap* after() const { return maps_[1]; }
    [[nodiscard]] Heatmap* difference() const { return maps_[2]; }
    [[nodiscard]] QString pointerLine() const;  // value, dimension and error of the cell that is read
    [[nodiscard]] QString heading() const;
    [[nodiscard]] HeatmapLink* link() const { return link_; }

    // The heading, the maps and their scales as a picture; what is in sight as lines of CSV: row, token,
    // dimension, before, after, difference.
    void paint(QPainter& painter);
    [[nodiscard]] QSize pictureSize() const { return content_->size(); }
    [[nodiscard]] QString asCsv() const;

public Q_SLOTS:
    void setSelectedToken(int token);
    void setDisplay(const lossylens::ui::EmbeddingDisplay& display);
    void setShows(lossylens::ui::EmbeddingDisplay::Shows shows);
    void setCompare(lossylens::ui::EmbeddingDisplay::Compare compare);
    void setColours(lossylens::ui::ColourMap map);

Q_SIGNALS:
    void displayChanged(const lossylens::ui::EmbeddingDisplay& display);
    void tokenPicked(int token);

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QWidget* controls();
    void layOutMaps();
    void addShortcuts();
    void showDisplay();
    void refresh();
    void showMatrices();
    void showCell(QPoint cell);
    void restyle();
    [[nodiscard]] int shownToken(int row) const;  // the selected one, or the row's
    [[nodiscard]] bool showsMap(std::size_t map) const;

    std::shared_ptr<const lens::CodecView> view_;
    EmbeddingMaps numbers_;
    EmbeddingDisplay display_;
    int token_ = 0;
    HeatmapLink* link_;
    QWidget* content_;
    std::array<Heatmap*, 3> maps_{};  // before, after, difference
    std::array<QLabel*, 3> names_{};
    ScaleBar *value_scale_, *difference_scale_;
    QLabel *heading_, *read_line_;
    QButtonGroup *compare_group_, *shows_group_;
    QComboBox* colours_;
};

}  // namespace lossylens::ui
