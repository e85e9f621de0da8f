#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "lens/text_cache.h"

class QLabel;
class QProgressBar;

namespace lossylens::ui {

// What is running and how far, how fast, how much memory, how long the codec took. Progress is shown only for
// what takes longer than half a second. Not a QStatusBar, which cannot break its line in a narrow window.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void showActivity(const QString& text);  // a screen reader says it, too
    void showStep(const QString& text);      // of what goes on: too many to be said
    void showProgress(int step, int steps);  // starts the clock if nothing was running
    void endProgress();
    void showSpeed(int streams, double tokens_per_second);
    void showCodecTime(double milliseconds);
    void showSamples(int n);
    void showKept(const lens::TextCache::Size& size);  // texts that need not be written again

    [[nodiscard]] QString activity() const;
    [[nodiscard]] QString codecTime() const;
    [[nodiscard]] QString kept() const;
    [[nodiscard]] QProgressBar* progress() const { return progress_; }

private:
    void showMemory();

    QLabel* activity_;
    QProgressBar* progress_;
    QLabel* speed_;
    QLabel* codec_;
    QLabel* kept_;
    QLabel* memory_;
    QLabel* samples_;
    QElapsedTimer running_since_;
    QTimer memory_timer_;
};

// Memory of this process that no file stands behind, in bytes; empty where the system does not tell.
[[nodiscard]] std::optional<std::uint64_t> residentMemory();

}  // namespace lossylens::ui
