#include "ui/sample_wall.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/study_curves.h"
#include "ui/text_marks.h"
#include "ui/theme.h"

namespace lossylens::ui {

SampleWall::SampleWall(QWidget* parent)
    : QWidget(parent),
      grid_(new SampleGrid(this)),
      families_(new QComboBox(this)),
      hint_(new QLabel(this)),
      view_(new QTableView(this)),
      title_(new QLabel(this)),
      text_(new QPlainTextEdit(this)) {
    view_->setModel(grid_);
    view_->setItemDelegate(new SampleCard(view_));
    view_->setAccessibleName(tr("Samples"));
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setTabKeyNavigation(false);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
    view_->viewport()->installEventFilter(this);
    view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    families_->setAccessibleName(tr("Distortion"));
    auto* label = new QLabel(tr("Distortion"), this);
    label->setBuddy(families_);
    hint_->setWordWrap(true);
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    text_->setReadOnly(true);
    text_->setAccessibleName(tr("Whole text of the chosen sample"));
    text_->setPlaceholderText(tr("Choose a card to read its whole text here."));

    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(families_);
    line->addWidget(hint_, 1);
    auto* whole = new QWidget(this);
    auto* reading = new QVBoxLayout(whole);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->addWidget(title_);
    reading->addWidget(text_, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(view_);
    split->addWidget(whole);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(line);
    column->addWidget(split, 1);

    connect(families_, &QComboBox::currentIndexChanged, this, [this] {
        grid_->setFamily(families_->currentData().toString());
        restyle();
        showText();
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &SampleWall::showText);
    setStudy({});
}

QString SampleWall::title() const { return title_->text(); }

QString SampleWall::text() const { return text_->toPlainText(); }

void SampleWall::setStudy(const study::Study& study) {
    grid_->setStudy(study);
    families_->clear();
    for (const QString& family : grid_->families()) families_->addItem(familyLabel(family), family);
    hint_->setText(
        grid_->families().isEmpty()
            ? tr("No study yet: choose prompts and distortions, and press Start.")
            : tr("A double bar and “⟲ collapsed” mark a text that ends in a loop or repeats itself."));
    restyle();
    showText();
}

void SampleWall::setRows(const RowsPointer& rows) {
    grid_->setRows(rows);
    showText();
}

void SampleWall::showText() {
    const QModelIndex chosen = view_->currentIndex();
    const RowPointer trial = grid_->trialAt(chosen);
    if (!trial) {
        title_->clear();
        return text_->clear();
    }
    title_->setText(tr("%1, seed %2: %3\nafter “%4”")
                        .arg(QString::fromStdString(trial->arm), QString::number(trial->seed),
                             grid_->markOf(*trial), grid_->promptAt(chosen.row()).simplified()));
    const QString text = shownText(trial->text);
    if (text_->toPlainText() != text) text_->setPlainText(text);
}

void SampleWall::restyle() {
    const QFont own = font();
    view_->verticalHeader()->setDefaultSectionSize(lineHeight(own) * SampleCard::lines + 2 * gap(own));
    view_->verticalHeader()->setMaximumWidth(lineHeight(own) * 8);
    // Few columns share the whole width; many are as wide as a line can be read.
    const int columns = std::max(1, grid_->columnCount());
    view_->horizontalHeader()->setDefaultSectionSize(
        std::max(lineHeight(own) * 12, view_->viewport()->width() / columns));
}

bool SampleWall::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) restyle();
    return QWidget::eventFilter(watched, event);
}

void SampleWall::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) restyle();
}

}  // namespace lossylens::ui
