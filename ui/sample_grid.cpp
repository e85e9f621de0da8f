#include "ui/sample_grid.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "study/arms.h"
#include "ui/text_marks.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr std::size_t most_of_card = 600;  // bytes of a text
constexpr auto baseline_name = "baseline";

std::optional<int> whole(std::optional<double> value) {
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

}  // namespace

void SampleGrid::setStudy(const study::Study& study) {
    beginResetModel();
    study_ = study;
    arms_.clear();
    families_.clear();
    for (const study::Arm& arm : study_.arms) {
        arms_ << QString::fromStdString(study::nameOf(arm));
        const QString family = QString::fromStdString(study::familyOf(study::nameOf(arm)).family);
        if (arm.distortion && !families_.contains(family)) families_ << family;
    }
    done_.assign(study::trialCount(study_), nullptr);
    rows_ = std::make_shared<const Rows>();
    columns_.clear();
    endResetModel();
    setFamily(families_.value(0));
}

void SampleGrid::setFamily(const QString& family) {
    beginResetModel();
    family_ = family;
    columns_.clear();
    for (int arm = 0; arm < static_cast<int>(arms_.size()); ++arm) {
        const QString own = QString::fromStdString(study::familyOf(arms_[arm].toStdString()).family);
        if (own == family_ || arms_[arm] == QLatin1String(baseline_name)) columns_.push_back(arm);
    }
    endResetModel();
}

void SampleGrid::setRows(const RowsPointer& rows) {
    const bool goes_on = rows->size() >= rows_->size() && !rows_->empty() && rows->front() == rows_->front();
    if (!goes_on) std::ranges::fill(done_, nullptr);
    for (std::size_t i = goes_on ? rows_->size() : 0; i < rows->size(); ++i) {
        const auto trial = static_cast<std::size_t>((*rows)[i]->trial);
        if (trial < done_.size()) done_[trial] = (*rows)[i];
    }
    rows_ = rows;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

// Trials are numbered prompt by prompt, seed by seed, arm by arm.
std::size_t SampleGrid::trialNumber(int row, int column) const {
    return static_cast<std::size_t>(row) * study_.arms.size() +
           static_cast<std::size_t>(columns_[static_cast<std::size_t>(column)]);
}

RowPointer SampleGrid::trialAt(const QModelIndex& index) const {
    return index.isValid() ? done_[trialNumber(index.row(), index.column())] : nullptr;
}

QString SampleGrid::promptAt(int row) const {
    const std::size_t prompt = static_cast<std::size_t>(row) / study_.seeds.size();
    return shownText(study_.prompts[prompt].text);
}

QString SampleGrid::markOf(const study::TrialRow& row) const {
    QStringList marks;
    marks << (row.collapsed ? tr("⟲ collapsed") : tr("not collapsed"));
    const auto period = whole(row.at("loop_period"));
    const auto copies = whole(row.at("loop_copies"));
    if (period && copies) marks << loopText(*period, *copies);
    return marks.join(QStringLiteral(" · "));
}

int SampleGrid::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || done_.empty() || columns_.empty()) return 0;
    return static_cast<int>(study_.prompts.size() * study_.seeds.size());
}

int SampleGrid::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || done_.empty() ? 0 : static_cast<int>(columns_.size());
}

QVariant SampleGrid::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RowPointer trial = trialAt(index);
    if (role == row_role) return QVariant::fromValue(trial);
    if (role == Qt::DisplayRole)
        return trial ? shownText(trial->text.substr(0, most_of_card)).simplified() : tr("not written yet");
    if (role == Qt::StatusTipRole) return trial ? markOf(*trial) : QString();
    if (role == Qt::AccessibleTextRole)
        return trial ? tr("%1: %2").arg(markOf(*trial), data(index, Qt::DisplayRole).toString())
                     : tr("not written yet");
    return {};
}

QVariant SampleGrid::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::ToolTipRole && orientation == Qt::Vertical) return promptAt(section);
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Horizontal) return arms_[columns_[static_cast<std::size_t>(section)]];
    const std::size_t seeds = study_.seeds.size();
    const study::Prompt& prompt = study_.prompts[static_cast<std::size_t>(section) / seeds];
    return tr("%1\nseed %2")
        .arg(QString::fromStdString(prompt.id),
             QString::number(study_.seeds[static_cast<std::size_t>(section) % seeds]));
}

void SampleCard::paint(QPainter* painter, const QStyleOptionViewItem& option,
                       const QModelIndex& index) const {
    const auto trial = index.data(SampleGrid::row_role).value<RowPointer>();
    const Theme theme = themeOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setClipRect(option.rect);
    painter->fillRect(option.rect, selected ? option.palette.highlight() : option.palette.base());
    const QColor color = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const int edge = gap(option.font);
    QRect inside = option.rect.adjusted(2 * edge, edge, -edge, -edge);
    if (trial && trial->collapsed) {
        const QColor bar = selected ? color : theme.loop;
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), bar);
        painter->fillRect(QRect(option.rect.left() + 4, option.rect.top(), 2, option.rect.height()), bar);
    }
    painter->setPen(trial ? color : theme.muted);
    if (trial) {
        painter->setFont(trial->collapsed ? bold(option.font) : option.font);
        painter->drawText(
            inside, Qt::AlignTop | Qt::AlignLeft,
            QFontMetrics(painter->font())
                .elidedText(index.data(Qt::StatusTipRole).toString(), Qt::ElideRight, inside.width()));
        inside.setTop(inside.top() + lineHeight(option.font));
    }
    painter->setFont(option.font);
    painter->drawText(inside, Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeft, index.data().toString());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter);
    }
    painter->restore();
}

QSize SampleCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {lineHeight(option.font) * 12, lineHeight(option.font) * lines + 2 * gap(option.font)};
}

}  // namespace lossylens::ui
