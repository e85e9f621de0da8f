#pragma once

#include <QFrame>
#include <memory>

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
    void clear();

    [[nodiscard]] QString readOut() const;  // the box beside the point
    [[nodiscard]] QString message() const;  // the empty state; empty while there is a curve
    [[nodiscard]] QCustomPlot* plot() const;
    [[nodiscard]] QualitySlider* slider() const { return slider_; }
    [[nodiscard]] double pixelOf(int quality) const;  // x in this panel's coordinates

public Q_SLOTS:
    void setQuality(int quality);      // clamped to 1 … 100
    void setSelectedToken(int token);  // its line is emphasised; -1: none

Q_SIGNALS:
    void qualityChanged(int quality);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void alignSlider();
    void restyle();
    void placeMessage();

    QCustomPlot* widget_;
    std::unique_ptr<CurvePlot> plot_;
    QualitySlider* slider_;
    QLabel* message_;
};

}  // namespace lossylens::ui
