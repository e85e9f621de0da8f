#pragma once

#include <QFrame>
#include <QTimer>
#include <vector>

#include "lens/nearest_tokens.h"
#include "ui/least_height.h"
#include "ui/xray_plane.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace lossylens::ui {

class SteadyLabel;
class XrayGrid;

// X-ray of one token: its plane as JPEG sees it, sizes, errors and nearest tokens; opened, one block of it
// number by number: samples, coefficients before and after quantisation, the table, what one coefficient
// adds, what comes back. Here the layout of the plane is chosen, too.
class XrayPanel : public LeastHeight<QFrame> {
    Q_OBJECT
public:
    explicit XrayPanel(QWidget* parent = nullptr);

    void setXray(XrayPointer xray);  // null: nothing to show; its neighbours come later
    // Tokens of the table nearest to this embedding before and after, nearest first.
    void setNeighbours(const std::vector<lens::NearToken>& before, const std::vector<lens::NearToken>& after);
    void clear();
    [[nodiscard]] const XrayPointer& xray() const { return xray_; }
    [[nodiscard]] const std::vector<lens::NearToken>& nearBefore() const { return near_before_; }
    [[nodiscard]] const std::vector<lens::NearToken>& nearAfter() const { return near_after_; }
    void showLayout(const codec::PlaneLayout& layout);  // emits nothing

    [[nodiscard]] bool isOpened() const;
    void setOpened(bool opened);
    [[nodiscard]] XrayPlane* plane() const { return plane_; }
    struct Grids {
        XrayGrid *samples, *coefficients, *table, *quantised, *pattern, *decoded;
    };
    [[nodiscard]] const Grids& grids() const { return grids_; }
    [[nodiscard]] bool hasXray() const { return xray_ != nullptr; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString facts() const;     // plain text, a line each
    [[nodiscard]] QString readLine() const;  // about the selected coefficient or sample
    [[nodiscard]] QComboBox* rowsChoice() const { return rows_; }
    [[nodiscard]] QComboBox* orderChoice() const { return order_; }
    [[nodiscard]] QCheckBox* roundingChoice() const { return rounded_; }

    // The panel without its controls as a picture; the chosen block as CSV, a line a place: row, column,
    // sample, coefficient, step, quantised, returned coefficient, returned sample.
    void paint(QPainter& painter);
    [[nodiscard]] QSize pictureSize() const { return content_->size(); }
    [[nodiscard]] QString asCsv() const;

Q_SIGNALS:
    void openedChanged(bool opened);
    void shown();  // something else than before, or opened, or closed
    void layoutChosen(const lossylens::codec::PlaneLayout& layout);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Selected { coefficient, sample };

    [[nodiscard]] QWidget* controls();
    [[nodiscard]] QWidget* blockView();
    [[nodiscard]] codec::PlaneLayout chosenLayout() const;
    [[nodiscard]] const codec::CodedBlock* block() const;  // null: nothing to show
    void refresh();
    void showPlane();
    void showBlock();
    void showFacts();
    void select(Selected what, int index);
    void readOut();
    [[nodiscard]] QString coefficientLine() const;
    [[nodiscard]] QString sampleLine() const;
    [[nodiscard]] std::vector<std::pair<QString, QString>> factPairs() const;
    void restyle();

    XrayPointer xray_;
    codec::PlaneLayout shown_layout_;
    std::vector<lens::NearToken> near_before_, near_after_;
    QTimer facts_wait_;
    Selected last_selected_ = Selected::coefficient;
    int coefficient_ = 0, sample_ = 0;  // indices in the block
    QWidget* content_;
    SteadyLabel *heading_, *block_heading_, *read_line_, *facts_;
    XrayPlane* plane_;
    QToolButton* open_;
    QComboBox *rows_, *order_;
    QCheckBox* rounded_;
    Grids grids_{};
    QWidget* block_view_;
};

}  // namespace lossylens::ui
