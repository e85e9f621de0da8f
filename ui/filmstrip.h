#pragma once

#include <QAbstractButton>
#include <optional>
#include <vector>

#include "ui/engine.h"

class QButtonGroup;
class QGridLayout;
class QLabel;

namespace lossylens::ui {

// One quality of the strip: its state and how its text begins. A click, or an arrow key from its neighbour,
// chooses it.
class FilmFrame : public QAbstractButton {
    Q_OBJECT

public:
    explicit FilmFrame(int quality, QWidget* parent = nullptr);

    void setStream(const lens::StreamSnapshot* stream, int steps);  // null: nothing is written
    [[nodiscard]] int quality() const { return quality_; }
    [[nodiscard]] QString state() const { return state_; }
    [[nodiscard]] QString beginning() const { return beginning_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Mark { none, writing, done, loop, stopped };
    void paintMark(QPainter& painter, const QRectF& place) const;

    int quality_;
    Mark mark_ = Mark::none;
    double share_ = 0;  // of what is to be written, 0 … 1
    QString state_;
    QString beginning_;
};

// The texts of eight qualities as a strip: how far each is, which is shown, what they cost.
class Filmstrip : public QWidget {
    Q_OBJECT

public:
    explicit Filmstrip(QWidget* parent = nullptr);

    void setRun(const RunPointer& run);  // null, or one that is no filmstrip: nothing is written
    void setQuality(int quality);        // the exact one; the nearest filmed one is shown
    void setCost(std::uint64_t memory);  // bytes that writing takes at most; 0: not known yet

    [[nodiscard]] FilmFrame* frame(int quality) const;
    [[nodiscard]] QString shownLine() const;
    [[nodiscard]] QString costLine() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void qualityAsked(int quality);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* frame, QEvent* event) override;  // arrow keys

private:
    void ask(int quality);
    void arrange();
    void showLines();

    QLabel *shown_, *cost_;
    QGridLayout* grid_;
    QButtonGroup* group_;
    std::vector<FilmFrame*> frames_;
    int columns_ = 0;
    int quality_ = 25;
    std::uint64_t memory_ = 0;
    std::optional<double> seconds_;  // that the last run took
};

}  // namespace lossylens::ui
