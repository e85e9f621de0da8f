#include "ui/seed_wall.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

// "3 of 10"
QString share(const std::vector<SeedResult>& results, std::optional<metrics::Loop> SeedResult::*loop) {
    const auto loops = std::ranges::count_if(
        results, [loop](const SeedResult& result) { return (result.*loop).has_value(); });
    return SeedWall::tr("%1 of %2").arg(loops).arg(results.size());
}

}  // namespace

SeedWall::SeedWall(QWidget* parent)
    : QFrame(parent),
      table_(new SeedTable(this)),
      button_(new QPushButton(this)),
      summary_(new QLabel(this)),
      hint_(new QLabel(tr("Return or a double click shows a seed's texts above."), this)),
      view_(new QTableView(this)) {
    auto* column = new QVBoxLayout(this);
    auto* line = new QHBoxLayout;
    line->addWidget(button_);
    line->addWidget(summary_, 1);
    column->addLayout(line);
    column->addWidget(view_);
    column->addWidget(hint_);
    summary_->setWordWrap(true);
    summary_->setTextFormat(Qt::PlainText);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    view_->setModel(table_);
    view_->setAccessibleName(tr("Ten seeds"));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view_->setWordWrap(false);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(view_, &QTableView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT seedAsked(table_->results()[std::size_t(index.row())].seed);
    });
    connect(button_, &QPushButton::clicked, this,
            [this] { Q_EMIT state_.running ? stopAsked() : runAsked(); });
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Seeds"));
    setState({});
    restyle();
}

void SeedWall::setState(State state) {
    state_ = std::move(state);
    table_->setResults(state_.results);
    // The shorter word must not move the summary.
    button_->setText(state_.running ? tr("Stop the seeds") : tr("Seeds × 10"));
    button_->setEnabled(state_.running || state_.possible);
    summary_->setText(summaryOf(state_));
    view_->setVisible(!state_.results.empty());
    hint_->setVisible(!state_.results.empty());
    restyle();
}

QString SeedWall::summaryOf(const State& state) const {
    if (!state.error.isEmpty()) return state.error;
    if (state.results.empty()) {
        if (state.running) return tr("Writing the first of 10 seeds …");
        return tr("Writes this prompt at this strength with seeds 1 to 10: one text is an anecdote.");
    }
    const QString counts = tr("%1 distorted texts end in a loop, %2 baselines. %3")
                               .arg(share(state.results, &SeedResult::loop),
                                    share(state.results, &SeedResult::baseline_loop), state.about);
    if (state.running) return tr("%1 Writing the next …").arg(counts);
    return state.stale ? tr("%1 The settings have changed since.").arg(counts) : counts;
}

void SeedWall::restyle() {
    if (layout() == nullptr) return;
    const int edge = gap(font());
    layout()->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    layout()->setSpacing(edge);
    view_->verticalHeader()->setDefaultSectionSize(lineHeight(font()) + edge);
    for (int column = 0; column < SeedTable::beginning; ++column) view_->resizeColumnToContents(column);
    // All rows in sight: a list within a page that scrolls would scroll the wrong one.
    const int rows = table_->rowCount() * view_->verticalHeader()->defaultSectionSize();
    view_->setFixedHeight(view_->horizontalHeader()->sizeHint().height() + rows + 2 * view_->frameWidth());
}

void SeedWall::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange) restyle();
}

QString SeedWall::summary() const { return summary_->text(); }

}  // namespace lossylens::ui
