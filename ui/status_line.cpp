#include "ui/status_line.h"

#include <unistd.h>

#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include "ui/announcement.h"
#include "ui/bar.h"
#include "ui/flow_layout.h"

namespace lossylens::ui {
namespace {

constexpr int progress_delay_ms = 500;
constexpr int memory_interval_ms = 1000;

}  // namespace

std::optional<std::uint64_t> residentMemory() {
    QFile file(QStringLiteral("/proc/self/statm"));  // size, resident, shared, … in pages
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QList<QByteArray> pages = file.readAll().split(' ');
    if (pages.size() < 2) return {};
    return pages[1].toULongLong() * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      activity_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      speed_(new QLabel(this)),
      codec_(new QLabel(this)),
      kept_(new QLabel(this)),
      memory_(new QLabel(this)),
      samples_(new QLabel(this)) {
    progress_->setAccessibleName(tr("Progress"));
    progress_->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    progress_->setFixedHeight(fontMetrics().height());  // the line is as high with it as without
    progress_->hide();
    auto* line = new FlowLayout(this);
    line->setContentsMargins(12, 4, 12, 4);
    line->setSpacing(16);
    for (QWidget* part :
         std::initializer_list<QWidget*>{activity_, progress_, speed_, codec_, kept_, memory_}) {
        line->addWidget(part);
    }
    line->addStretch();
    line->addWidget(samples_);
    connect(&memory_timer_, &QTimer::timeout, this, &StatusLine::showMemory);
    memory_timer_.start(memory_interval_ms);
    showMemory();
}

void StatusLine::showActivity(const QString& text) {
    if (text == activity_->text()) return;
    showStep(text);
    announce(*this, text);
}

void StatusLine::showStep(const QString& text) {
    activity_->setText(text);
    setAccessibleName(text);
}

void StatusLine::showProgress(int step, int steps) {
    if (!running_since_.isValid()) running_since_.start();
    progress_->setRange(0, steps);
    progress_->setValue(step);
    progress_->setVisible(running_since_.elapsed() > progress_delay_ms);
}

void StatusLine::endProgress() {
    running_since_.invalidate();
    progress_->hide();
}

void StatusLine::showSpeed(int streams, double tokens_per_second) {
    if (tokens_per_second <= 0) return speed_->clear();
    const QString speed = QLocale().toString(tokens_per_second, 'f', 1);
    speed_->setText(streams == 1 ? tr("1 stream, %1 tokens/s").arg(speed)
                                 : tr("%1 streams, %2 tokens/s each").arg(streams).arg(speed));
}

void StatusLine::showCodecTime(double milliseconds) {
    codec_->setText(tr("codec %1 ms").arg(QLocale().toString(milliseconds, 'f', 1)));
}

void StatusLine::showSamples(int n) {
    samples_->setText(n == 0 ? QString() : tr("n = %1 sample: an anecdote").arg(n));
}

void StatusLine::showKept(const lens::TextCache::Size& size) {
    const QString memory =
        QLocale().formattedDataSize(static_cast<qint64>(size.bytes), 1, QLocale::DataSizeSIFormat);
    kept_->setText(size.texts == 1 ? tr("1 text kept: %1").arg(memory)
                                   : tr("%1 texts kept: %2").arg(size.texts).arg(memory));
    kept_->setToolTip(tr("Texts that are shown again without being written again; at most %1, then the one "
                         "that was not used for longest goes")
                          .arg(sizeText(lens::TextCache::usual_limit)));
}

QString StatusLine::kept() const { return kept_->text(); }

QString StatusLine::activity() const { return activity_->text(); }

QString StatusLine::codecTime() const { return codec_->text(); }

void StatusLine::showMemory() {
    const auto bytes = residentMemory();
    memory_->setText(bytes ? tr("memory %1").arg(sizeText(*bytes)) : QString());
}

}  // namespace lossylens::ui
