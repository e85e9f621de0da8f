#pragma once

#include <QAbstractScrollArea>
#include <optional>
#include <string>
#include <vector>

#include "ui/chips.h"

namespace lossylens::ui {

// The prompt's tokens as chips, in as many lines as they need (past four they scroll). A click or the arrow
// keys select one.
class TokenChips : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenChips(QWidget* parent = nullptr);

    // `cosines` may be empty: not known yet. Keeps the selected token where there still is one.
    void setTokens(const std::vector<std::string>& pieces, const std::vector<std::optional<double>>& cosines);
    void clear();

    [[nodiscard]] int count() const { return int(chips_.size()); }
    [[nodiscard]] int selectedToken() const { return selected_; }  // -1: none
    [[nodiscard]] const std::vector<Chip>& chips() const { return chips_; }
    [[nodiscard]] QRect chipRect(int token) const;  // in viewport()'s coordinates

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

public Q_SLOTS:
    void setSelectedToken(int token);

Q_SIGNALS:
    void tokenSelected(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void measure();
    void layOut();
    [[nodiscard]] int tokenAt(QPointF position) const;
    [[nodiscard]] int tokenOneLine(int direction) const;  // nearest chip in the line above (-1) or below (1)
    [[nodiscard]] int heightOfLines(int most, int width) const;
    [[nodiscard]] int margin() const;

    std::vector<Chip> chips_;
    std::vector<double> widths_;  // of the chips, as this font makes them
    std::vector<QRectF> rects_;
    int laid_out_height_ = 0;  // of all lines
    int selected_ = -1;
};

}  // namespace lossylens::ui
