#include "ui/xray_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <span>

#include "ui/chips.h"
#include "ui/copy_panel.h"
#include "ui/elided_label.h"
#include "ui/flow_layout.h"
#include "ui/numbers.h"
#include "ui/steady_label.h"
#include "ui/text_marks.h"
#include "ui/theme.h"
#include "ui/xray_grid.h"

namespace lossylens::ui {
namespace {

using Layout = codec::PlaneLayout;

constexpr int whole_prompt = 0;  // among the choices of rows
// For the nearest tokens, which mostly follow at once: laying the facts out costs the most of what a move of
// the slider does, so that they are shown once for both.
constexpr int most_wait_ms = 30;

QString orNone(const std::optional<double>& value, int decimals) {
    return value ? numberText(*value, decimals) : XrayPanel::tr("n/a");
}

QString halfText(const lens::HalfError& half) {
    return XrayPanel::tr("cosine %1, relative squared error %2")
        .arg(orNone(half.cosine, 3), orNone(half.error, 3));
}

QString neighboursText(const std::vector<lens::NearToken>& tokens, int own_id) {
    QStringList list;
    constexpr std::size_t most = 3;
    for (const lens::NearToken& token : std::span(tokens).first(std::min(tokens.size(), most))) {
        const QString cosine = numberText(token.cosine, 2);
        list << (token.id == own_id ? XrayPanel::tr("itself (%1)").arg(cosine)
                                    : XrayPanel::tr("“%1” id %2 (%3)")
                                          .arg(chipLabel(token.piece), QString::number(token.id), cosine));
    }
    return list.isEmpty() ? XrayPanel::tr("being looked for …") : list.join(QStringLiteral(", "));
}

QString nameOfRows(int rows) {
    return rows == 1 ? XrayPanel::tr("1 row") : XrayPanel::tr("%1 rows").arg(rows);
}

template <class Values>
GridNumbers gridOf(const Values& values, double scale = 1) {
    GridNumbers numbers;
    std::ranges::transform(values, numbers.values.begin(), [&](auto value) { return double(value) * scale; });
    return numbers;
}

GridNumbers coefficientsGrid(GridNumbers numbers) {
    double most = 1;
    for (const double value : numbers.values) most = std::max(most, std::abs(value));
    numbers.map = ColourMap::difference;
    numbers.range = {-most, most};
    numbers.faint_zeros = true;
    return numbers;
}

QLabel* wrappedLabel() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

XrayPanel::XrayPanel(QWidget* parent)
    : LeastHeight(parent),
      content_(new QWidget(this)),
      heading_(new SteadyLabel(new ElidedLabel, content_)),
      block_heading_(new SteadyLabel(wrappedLabel(), content_)),
      read_line_(new SteadyLabel(wrappedLabel(), content_)),
      facts_(new SteadyLabel(wrappedLabel(), content_)),
      plane_(new XrayPlane(content_)),
      open_(new QToolButton(this)),
      rows_(new QComboBox(this)),
      order_(new QComboBox(this)),
      rounded_(new QCheckBox(tr("Round le&vels"), this)),
      block_view_(blockView()) {
    auto* column = new QVBoxLayout(this);
    column->addWidget(controls());
    column->addWidget(content_, 1);
    auto* content = new QVBoxLayout(content_);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(heading_);
    content->addWidget(plane_);
    content->addWidget(facts_);
    content->addWidget(block_view_);
    content->addStretch();
    facts_->label()->setTextFormat(Qt::RichText);
    facts_->label()->setAccessibleName(tr("X-ray: sizes, errors, nearest tokens"));
    connect(plane_, &XrayPlane::blockChosen, this, &XrayPanel::refresh);
    facts_wait_.setSingleShot(true);
    facts_wait_.setInterval(most_wait_ms);
    connect(&facts_wait_, &QTimer::timeout, this, &XrayPanel::showFacts);
    offerCopy(this, {.name = tr("X-ray"),
                     .size = [this] { return pictureSize(); },
                     .paint = [this](QPainter& painter) { paint(painter); },
                     .text = [this] { return asCsv(); }});
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);  // restyles: everything must be there
    setOpened(false);
    showLayout({});
    restyle();
    clear();
}

QWidget* XrayPanel::controls() {
    for (const int rows : Layout::choices_of_rows)
        rows_->addItem(rows == Layout{}.rows ? tr("2 rows (the paper’s)") : nameOfRows(rows), rows);
    rows_->addItem(tr("whole prompt, a row a token"), whole_prompt);
    order_->addItem(tr("in order"), int(Layout::Order::plain));
    order_->addItem(tr("halves swapped"), int(Layout::Order::swapped));
    order_->addItem(tr("permuted"), int(Layout::Order::permuted));
    rows_->setAccessibleName(tr("Rows of the plane"));
    order_->setAccessibleName(tr("Order of the dimensions"));
    rounded_->setToolTip(
        tr("Round to 8 bits; the paper truncates, which moves every number down by half a level"));
    open_->setText(tr("&Block by block"));
    open_->setCheckable(true);
    open_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    open_->setAutoRaise(true);
    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(row);
    flow->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("Pl&ane"), row);
    label->setBuddy(rows_);
    for (QWidget* widget : std::initializer_list<QWidget*>{label, rows_, order_, rounded_, open_})
        flow->addWidget(widget);
    const auto chosen = [this] { Q_EMIT layoutChosen(chosenLayout()); };
    connect(rows_, &QComboBox::currentIndexChanged, this, chosen);
    connect(order_, &QComboBox::currentIndexChanged, this, chosen);
    connect(rounded_, &QCheckBox::toggled, this, chosen);
    connect(open_, &QToolButton::toggled, this, &XrayPanel::setOpened);
    connect(open_, &QToolButton::toggled, this, &XrayPanel::openedChanged);
    return row;
}

QWidget* XrayPanel::blockView() {
    auto* view = new QWidget(content_);
    auto* column = new QVBoxLayout(view);
    column->setContentsMargins(0, 0, 0, 0);
    auto* grids = new QWidget(view);
    auto* flow = new FlowLayout(grids);
    flow->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& title, Selected what) {
        auto* grid = new XrayGrid(title, grids);
        connect(grid, &XrayGrid::cellSelected, this, [this, what](int index) { select(what, index); });
        flow->addWidget(grid);
        return grid;
    };
    grids_ = {.samples = add(tr("1 Samples"), Selected::sample),
              .coefficients = add(tr("2 Their DCT"), Selected::coefficient),
              .table = add(tr("3 Quantisation table"), Selected::coefficient),
              .quantised = add(tr("4 = 2 ÷ 3, rounded"), Selected::coefficient),
              .pattern = add(tr("5 What the selected one adds"), Selected::sample),
              .decoded = add(tr("6 Samples that come back"), Selected::sample)};
    column->addWidget(block_heading_);
    column->addWidget(grids);
    column->addWidget(read_line_);
    return view;
}

void XrayPanel::restyle() {
    if (layout() == nullptr) return;  // a palette that changes while the panel is being built
    const int edge = gap(font());
    layout()->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    layout()->setSpacing(edge);
    content_->layout()->setSpacing(edge);
    heading_->setFont(bold(font()));
    block_heading_->setFont(bold(font()));
    setTextColor(*read_line_, themeOf(palette()).muted);
}

void XrayPanel::changeEvent(QEvent* event) {
    LeastHeight::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

bool XrayPanel::isOpened() const { return open_->isChecked(); }

void XrayPanel::setOpened(bool opened) {
    open_->setChecked(opened);
    open_->setArrowType(opened ? Qt::DownArrow : Qt::RightArrow);
    block_view_->setVisible(xray_ && opened);
    Q_EMIT shown();
}

codec::PlaneLayout XrayPanel::chosenLayout() const {
    Layout layout = shown_layout_;  // what cannot be chosen here stays: a seed, the rows of what is generated
    layout.image = Layout::Image::token;
    layout.levels = Layout::Levels::truncated;
    const int rows = rows_->currentData().toInt();
    if (rows == whole_prompt)
        layout.image = Layout::Image::prompt;
    else
        layout.rows = rows;
    layout.order = Layout::Order(order_->currentData().toInt());
    if (rounded_->isChecked()) layout.levels = Layout::Levels::rounded;
    return layout;
}

void XrayPanel::showLayout(const codec::PlaneLayout& layout) {
    shown_layout_ = layout;
    const QSignalBlocker quiet_rows(rows_), quiet_order(order_), quiet_rounded(rounded_);
    const bool image = layout.image == Layout::Image::prompt;
    rows_->setCurrentIndex(rows_->findData(image ? whole_prompt : layout.rows));
    order_->setCurrentIndex(order_->findData(int(layout.order)));
    rounded_->setChecked(layout.levels == Layout::Levels::rounded);
}

void XrayPanel::setXray(XrayPointer xray) {
    if (!xray_ || !xray || xray_->id != xray->id) near_before_.clear();
    near_after_.clear();
    xray_ = std::move(xray);
    plane_->setXray(xray_);
    showPlane();
    facts_wait_.start();
    if (!xray_) showFacts();
}

void XrayPanel::setNeighbours(const std::vector<lens::NearToken>& before,
                              const std::vector<lens::NearToken>& after) {
    near_before_ = before;
    near_after_ = after;
    showFacts();
}

void XrayPanel::clear() {
    near_before_.clear();
    near_after_.clear();
    setXray(nullptr);
}

const codec::CodedBlock* XrayPanel::block() const {
    return xray_ ? &xray_->coded.blocks[std::size_t(plane_->block())] : nullptr;
}

void XrayPanel::refresh() {
    showPlane();
    showFacts();
}

void XrayPanel::showPlane() {
    if (!xray_) {
        heading_->setText(tr("X-ray"));
    } else {
        heading_->setText(tr("X-ray of token %1 “%2”: JPEG %3 of %4 × %5 samples")
                              .arg(QString::number(xray_->token + 1), chipLabel(xray_->piece),
                                   QString::number(xray_->quality), QString::number(xray_->plane.rows),
                                   QString::number(xray_->plane.columns)));
    }
    plane_->setVisible(xray_ != nullptr);
    block_view_->setVisible(xray_ && isOpened());
    showBlock();
}

std::vector<std::pair<QString, QString>> XrayPanel::factPairs() const {
    const QLocale locale;
    const int bytes = xray_->header_bytes + xray_->payload_bytes;
    const auto own = std::size_t(plane_->block());
    const auto zeros = std::ranges::count(block()->quantised, 0);
    const bool image = xray_->layout.image == Layout::Image::prompt;
    const double floats = 4.0 * xray_->plane.dimensions;
    return {
        {tr("Whole"), tr("cosine %1, norm × %2").arg(orNone(xray_->cosine, 3), orNone(xray_->norm_ratio, 3))},
        {tr("First half"), halfText(xray_->first)},
        {tr("Second half"), halfText(xray_->second)},
        {image ? tr("File of all tokens") : tr("File"),
         tr("%1 bytes: header %2, payload %3; %4 of float32, %5 of float16, %6 of int8")
             .arg(locale.toString(bytes), locale.toString(xray_->header_bytes),
                  locale.toString(xray_->payload_bytes))
             .arg(numberText(bytes / floats, 2), numberText(2 * bytes / floats, 2),
                  numberText(4 * bytes / floats, 2))},
        {tr("Block %1 of %2").arg(plane_->block() + 1).arg(xray_->coded.blocks.size()),
         tr("%1 bits, %2 of 64 coefficients are not zero").arg(xray_->coded.bits[own]).arg(64 - zeros)},
        {tr("Nearest before"), neighboursText(near_before_, xray_->id)},
        {tr("Nearest after"), neighboursText(near_after_, xray_->id)},
    };
}

void XrayPanel::showFacts() {
    facts_wait_.stop();
    if (!xray_) {
        facts_->setText(tr("Type a prompt, and select one of its tokens to look into it."));
        return;
    }
    QString html = QStringLiteral("<table cellspacing=0>");
    for (const auto& [name, value] : factPairs()) {
        html += QStringLiteral("<tr><td style='padding-right:1em'>%1</td><td>%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    facts_->setText(html + QStringLiteral("</table>"));
    Q_EMIT shown();
}

void XrayPanel::showBlock() {
    const codec::CodedBlock* shown = block();
    if (shown == nullptr) return;
    const int top = plane_->block() / xray_->coded.block_columns * 8;
    const int left = plane_->block() % xray_->coded.block_columns * 8;
    const int own_rows = std::min(8, xray_->plane.rows - top);
    const int own_columns = std::min(8, xray_->plane.columns - left);
    block_heading_->setText(
        own_rows < 8 || own_columns < 8
            ? tr("Block %1: what lies beyond the dashed line repeats the last row or column")
                  .arg(plane_->block() + 1)
            : tr("Block %1").arg(plane_->block() + 1));
    const auto samples = [&](const codec::CodedBlock::Numbers& values) {
        GridNumbers numbers = gridOf(values);
        numbers.own_rows = own_rows;
        numbers.own_columns = own_columns;
        return numbers;
    };
    grids_.samples->setNumbers(samples(shown->samples));
    grids_.decoded->setNumbers(samples(shown->decoded));
    grids_.coefficients->setNumbers(coefficientsGrid(gridOf(shown->transformed, 1 / 8.0)));
    grids_.quantised->setNumbers(coefficientsGrid(gridOf(shown->quantised)));
    GridNumbers table = gridOf(xray_->steps);
    table.coloured = false;
    grids_.table->setNumbers(table);
    readOut();
}

void XrayPanel::select(Selected what, int index) {
    last_selected_ = what;
    (what == Selected::coefficient ? coefficient_ : sample_) = index;
    readOut();
}

void XrayPanel::readOut() {
    const codec::CodedBlock* shown = block();
    if (shown == nullptr) return;
    const auto at = std::size_t(coefficient_);
    GridNumbers pattern = gridOf(lens::basisPattern(coefficient_, shown->quantised[at] * xray_->steps[at]));
    pattern = coefficientsGrid(pattern);
    grids_.pattern->setNumbers(pattern);
    const bool sample = last_selected_ == Selected::sample;
    read_line_->setText(sample ? sampleLine() : coefficientLine());
    for (XrayGrid* grid : {grids_.coefficients, grids_.table, grids_.quantised}) {
        grid->setSelected(coefficient_);
        grid->describe(coefficientLine());
    }
    for (XrayGrid* grid : {grids_.samples, grids_.pattern, grids_.decoded}) {
        grid->setSelected(sample_);
        grid->describe(sampleLine());
    }
}

QString XrayPanel::coefficientLine() const {
    const auto at = std::size_t(coefficient_);
    const double coefficient = block()->transformed[at] / 8.0;
    const int step = xray_->steps[at], quantised = block()->quantised[at];
    const auto pattern = lens::basisPattern(coefficient_, quantised * step);
    const QString line =
        tr("Coefficient (%1 down, %2 across): %3 ÷ %4 = %5, rounded %6, comes back as %7.")
            .arg(coefficient_ / 8)
            .arg(coefficient_ % 8)
            .arg(numberText(coefficient, 1))
            .arg(step)
            .arg(numberText(coefficient / step, 2), gridText(quantised), gridText(quantised * step));
    if (quantised == 0) return tr("%1 It adds nothing.").arg(line);
    const auto [least, most] = std::ranges::minmax(pattern);
    return tr("%1 It adds %2 to %3 to the samples.").arg(line, numberText(least, 1), numberText(most, 1));
}

QString XrayPanel::sampleLine() const {
    const auto at = std::size_t(sample_);
    const int row = plane_->block() / xray_->coded.block_columns * 8 + sample_ / 8;
    const int column = plane_->block() % xray_->coded.block_columns * 8 + sample_ % 8;
    const int before = block()->samples[at], after = block()->decoded[at];
    const QString line = tr("Sample in row %1, column %2: %3 comes back as %4, an error of %5.")
                             .arg(row + 1)
                             .arg(column + 1)
                             .arg(before)
                             .arg(after)
                             .arg(gridText(after - before));
    const bool repeated = row >= xray_->plane.rows || column >= xray_->plane.columns;
    return repeated ? tr("%1 It only fills the block and is dropped again.").arg(line) : line;
}

QString XrayPanel::heading() const { return heading_->text(); }
QString XrayPanel::readLine() const { return read_line_->text(); }

QString XrayPanel::facts() const {
    QStringList lines;
    if (!xray_) return {};
    for (const auto& [name, value] : factPairs()) lines << name + QStringLiteral(": ") + value;
    return lines.join(QLatin1Char('\n'));
}

void XrayPanel::paint(QPainter& painter) {
    painter.fillRect(QRect(QPoint(), pictureSize()), palette().color(QPalette::Base));
    content_->render(&painter, {}, {}, QWidget::DrawChildren);
}

QString XrayPanel::asCsv() const {
    if (!xray_) return {};
    QString csv =
        QStringLiteral("row,column,sample,coefficient,step,quantised,returned coefficient,returned sample\n");
    for (int i = 0; i < 64; ++i) {
        const auto at = std::size_t(i);
        const int quantised = block()->quantised[at];
        csv += QStringLiteral("%1,%2,%3,%4,%5,%6,%7,%8\n")
                   .arg(i / 8)
                   .arg(i % 8)
                   .arg(block()->samples[at])
                   .arg(block()->transformed[at] / 8.0)
                   .arg(xray_->steps[at])
                   .arg(quantised)
                   .arg(quantised * xray_->steps[at])
                   .arg(block()->decoded[at]);
    }
    return csv;
}

}  // namespace lossylens::ui
