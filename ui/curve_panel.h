#pragma once

#include <QFrame>
#include <QPoint>
#include <memory>
#include <optional>

#include "lens/codec_view.h"

class QCustomPlot;
class QLabel;

namespace lossylens::ui {

class CurvePlot;
class QualitySlider;

// Cosine and bytes a token over JPEG quality. The slider under the plot is its x-axis: a handle stands
// exactly below its point, and dragging anywhere in the plot drags the quality.
class CurvePanel : public QFrame {
    Q_OBJECT
public:
    explicit CurvePanel(QWidget* parent = nullptr);
    ~CurvePanel() override;

    [[nodiscard]] int quality() const;
    void setCurve(const lens::Curve& curve);
    void setBand(const lens::VocabularyBand& band);  // of the model; empty: none is drawn
    void clear();                                    // the curve

    [[nodiscard]] QString readOut() const;      // the box beside the point
    [[nodiscard]] QString pointedName() const;  // of the line under the pointer; empty: none
    [[nodiscard]] QString message() const;      // the empty state; empty while there is a curve
    [[nodiscard]] QCustomPlot* plot() const;
    [[nodiscard]] QualitySlider* slider() const { return slider_; }
    [[nodiscard]] double pixelOf(int quality) const;  // x in this panel's coordinates

public Q_SLOTS:
    void setQuality(int quality);      // clamped to 1 … 100
    void setSelectedToken(int token);  // its line is emphasised; -1: none

Q_SIGNALS:
    void qualityChanged(int quality);
    void tokenSelected(int token);  // its line was clicked

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void press(const QPoint& place);
    void move(const QPoint& place, bool pressed);
    void release();
    void pointAt(const QPoint& place);
    void dragTo(const QPoint& place);
    void alignSlider();
    void restyle();
    void placeMessage();

    QCustomPlot* widget_;
    std::unique_ptr<CurvePlot> plot_;
    QualitySlider* slider_;
    QLabel* message_;
    // Set between a press on a line and what becomes of it: a click that selects the token, or a drag.
    std::optional<QPoint> pressed_line_;
};

}  // namespace lossylens::ui
