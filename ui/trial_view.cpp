#include "ui/trial_view.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/field_label.h"
#include "ui/flow_layout.h"
#include "ui/text_marks.h"
#include "ui/theme.h"
#include "ui/trial_table.h"

namespace lossylens::ui {
TrialView::TrialView(QWidget* parent)
    : QWidget(parent),
      table_(new TrialTable(this)),
      sorted_(new QSortFilterProxyModel(this)),
      arms_(new QComboBox(this)),
      order_(new QComboBox(this)),
      count_(new QLabel(this)),
      view_(new QTableView(this)),
      text_(new QPlainTextEdit(this)) {
    sorted_->setSourceModel(table_);
    sorted_->setSortRole(TrialTable::sort_role);
    sorted_->setFilterKeyColumn(TrialTable::arm);
    view_->setModel(sorted_);
    view_->setAccessibleName(tr("Trials"));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setTabKeyNavigation(false);
    view_->setWordWrap(false);
    view_->verticalHeader()->hide();
    view_->setSortingEnabled(true);
    view_->horizontalHeader()->setSortIndicatorClearable(true);
    view_->sortByColumn(-1, Qt::AscendingOrder);
    view_->horizontalHeader()->setStretchLastSection(true);
    text_->setReadOnly(true);
    text_->setAccessibleName(tr("Text of the chosen trial"));
    text_->setPlaceholderText(tr("Choose a trial to read its whole text here."));
    arms_->addItem(tr("all"));
    order_->addItem(tr("as they came"), -1);
    for (int column = 0; column < table_->columnCount(); ++column)
        order_->addItem(table_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), column);

    auto* choices = new QWidget(this);
    auto* flow = new FlowLayout(choices);
    flow->addWidget(labelled(tr("Onl&y arm"), arms_, choices));
    flow->addWidget(labelled(tr("Sorted by"), order_, choices));
    flow->addWidget(count_);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(view_);
    split->addWidget(text_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(choices);
    column->addWidget(split, 1);

    connect(arms_, &QComboBox::currentIndexChanged, this, [this](int index) {
        const QString arm = arms_->currentText();
        sorted_->setFilterRegularExpression(
            index <= 0 ? QString() : QRegularExpression::anchoredPattern(QRegularExpression::escape(arm)));
        showCount();
    });
    connect(order_, &QComboBox::currentIndexChanged, this, [this] {
        const int chosen = order_->currentData().toInt();
        view_->sortByColumn(chosen, view_->horizontalHeader()->sortIndicatorOrder());
    });
    connect(view_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column_index) {
        const QSignalBlocker quiet(order_);
        order_->setCurrentIndex(order_->findData(column_index));
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TrialView::showText);
    restyle();
    setRows(std::make_shared<const Rows>());
}

void TrialView::restyle() {
    view_->verticalHeader()->setDefaultSectionSize(lineHeight(font()) + 2 * gap(font()));
}

void TrialView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) restyle();
}

QString TrialView::text() const { return text_->toPlainText(); }

void TrialView::setRows(const RowsPointer& rows) {
    const bool first = !rows_ || rows_->empty();
    fillArms(*rows);
    rows_ = rows;
    table_->setRows(rows);
    if (first && !rows->empty()) {
        for (int column = 0; column < TrialTable::textColumn(); ++column)
            view_->resizeColumnToContents(column);
    }
    showCount();
    showText();
}

// In the order in which they come; one that is chosen stays so.
void TrialView::fillArms(const Rows& rows) {
    const bool goes_on =
        rows_ && !rows_->empty() && rows.size() >= rows_->size() && rows.front() == rows_->front();
    if (!goes_on) {
        while (arms_->count() > 1) arms_->removeItem(1);
    }
    for (std::size_t i = goes_on ? rows_->size() : 0; i < rows.size(); ++i) {
        const RowPointer& row = rows[i];
        const QString arm = QString::fromStdString(row->arm);
        if (arms_->findText(arm) < 0) arms_->addItem(arm);
    }
}

void TrialView::showCount() {
    const int all = table_->rowCount();
    const int shown = sorted_->rowCount();
    if (all == 0) return count_->setText(tr("No trial is done yet: a row appears the moment one is."));
    count_->setText(tr("%1 of %2 trials shown").arg(shown).arg(all));
}

void TrialView::showText() {
    const QModelIndex chosen = sorted_->mapToSource(view_->currentIndex());
    if (!chosen.isValid()) return text_->clear();
    const QString text = shownText(table_->rowAt(chosen.row())->text);
    if (text_->toPlainText() != text) text_->setPlainText(text);
}

}  // namespace lossylens::ui
