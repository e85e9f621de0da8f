#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace lossylens::ui {

// Puts widgets side by side and begins a new line where the width ends, so that a row of controls survives a
// narrow window and a large font.
class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    // What comes from here on stands at the right end of its line, all on one line where that is possible.
    void addStretch();

    [[nodiscard]] int count() const override { return static_cast<int>(items_.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    // Gives the height of all lines; moves the widgets only if `place`.
    int arrange(const QRect& rect, bool place) const;
    [[nodiscard]] int widthOf(std::size_t first, std::size_t end) const;
    [[nodiscard]] std::size_t endOfLine(std::size_t first, int width) const;
    void placeLine(std::size_t first, std::size_t end, const QRect& line) const;

    std::vector<std::unique_ptr<QLayoutItem>> items_;
    std::size_t stretch_at_ = 0;  // index of the first item at the right; 0: none
};

}  // namespace lossylens::ui
