#include "ui/texts_view.h"

#include <QKeyEvent>
#include <QSplitter>
#include <QToolButton>
#include <algorithm>

#include "ui/chips.h"
#include "ui/find_bar.h"
#include "ui/marked_text.h"
#include "ui/scroll_link.h"
#include "ui/text_search.h"
#include "ui/text_tools.h"
#include "ui/token_popup.h"

namespace lossylens::ui {
namespace {

constexpr std::size_t tokens_at_once =
    2000;  // in all texts: some milliseconds, if they are one paragraph each

const lens::StreamSnapshot* baselineOf(const lens::GenerationSnapshot& snapshot) {
    const auto found = std::ranges::find_if(snapshot.streams, [](const auto& s) { return !s.distortion; });
    return found == snapshot.streams.end() ? nullptr : &*found;
}

TextMarks marksOf(const lens::GenerationSnapshot& snapshot, std::size_t stream) {
    const lens::StreamSnapshot& marked = snapshot.streams[stream];
    return marked.distortion ? markText(marked, baselineOf(snapshot))
                             : markBaseline(marked, snapshot.streams);
}

// Everything that a pane shows of a stream is the same.
bool looksTheSame(const lens::StreamSnapshot& a, const lens::StreamSnapshot& b) {
    return a.state == b.state && a.distortion == b.distortion && a.ids == b.ids &&
           a.tokens_per_second == b.tokens_per_second && a.metrics.agreed == b.metrics.agreed &&
           a.metrics.perplexity == b.metrics.perplexity && a.metrics.gzip_ratio == b.metrics.gzip_ratio;
}

bool looksTheSame(const lens::GenerationSnapshot& a, const lens::GenerationSnapshot& b) {
    return std::ranges::equal(a.streams, b.streams,
                              [](const auto& one, const auto& other) { return looksTheSame(one, other); });
}

}  // namespace

std::optional<codec::DistortionSpec> measuredWith(const lens::GenerationSnapshot& snapshot, int stream) {
    if (const auto& own = snapshot.streams[std::size_t(stream)].distortion) return own;
    for (const lens::StreamSnapshot& other : snapshot.streams) {
        if (other.distortion) return other.distortion;
    }
    return {};
}

TextsView::TextsView(QWidget* parent)
    : LeastHeight(parent),
      tools_(new TextTools(this)),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      find_bar_(new FindBar(this)),
      popup_(new TokenPopup(this)),
      link_(new ScrollLink(this)) {
    search_ = new TextSearch(
        find_bar_,
        [this] {
            std::vector<MarkedText*> texts;
            for (const TextPane* pane : allPanes()) texts.push_back(pane->body());
            return texts;
        },
        this);
    splitter_->setChildrenCollapsible(false);
    auto* column = new LeastColumn(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(tools_);
    column->addWidget(splitter_, 1);
    column->addWidget(find_bar_);
    connect(tools_, &TextTools::changed, this, &TextsView::settingsChanged);
    connect(tools_, &TextTools::findAsked, this, &TextsView::find);
    connect(popup_, &TokenPopup::left, this, [this] {
        if (token_pane_) token_pane_->body()->setFocus();
    });
    turn_.setInterval(0);
    connect(&turn_, &QTimer::timeout, this, &TextsView::takeOverNext);
    setPaneCount(2);
    panes_[0]->setTitle(tr("Baseline"));
    panes_[1]->setTitle(tr("Distorted"));
}

// The sheet may be a child of the window by now.
TextsView::~TextsView() { delete popup_; }

std::vector<TextPane*> TextsView::allPanes() const {
    std::vector<TextPane*> all = panes_;
    all.insert(all.end(), pinned_panes_.begin(), pinned_panes_.end());
    return all;
}

TextPane* TextsView::makePane() {
    auto* pane = new TextPane(this);
    link_->add(pane->body());
    pane->setView(view_);
    connect(pane->body(), &MarkedText::tokenAsked, this, [this, pane](int token) { showToken(pane, token); });
    connect(pane->body(), &MarkedText::currentTokenChanged, this, [this, pane](int token) {
        if (popup_->isVisible() && token_pane_ == pane && token != token_) showToken(pane, token);
    });
    connect(pane->body(), &MarkedText::clickedBeside, popup_, &TokenPopup::dismiss);
    return pane;
}

void TextsView::setPaneCount(int count) {
    if (count == paneCount()) return;
    stale_.resize(std::size_t(count), false);
    while (paneCount() > count) {
        delete panes_.back();
        panes_.pop_back();
    }
    while (paneCount() < count) {
        const int stream = paneCount();
        TextPane* pane = makePane();
        connect(pane, &TextPane::pinAsked, this, [this, stream] { pin(stream); });
        splitter_->insertWidget(stream, pane);
        panes_.push_back(pane);
    }
    spread();
}

// Panes come and go: Tab goes through them from left to right all the same, before what stands below.
void TextsView::orderTabs() {
    QWidget* last = tools_->findButton();
    for (TextPane* pane : allPanes()) {
        for (QWidget* part :
             std::initializer_list<QWidget*>{pane->pinButton(), pane->copyButton(), pane->body()}) {
            QWidget::setTabOrder(last, part);
            last = part;
        }
    }
}

void TextsView::spread() {
    orderTabs();
    const int count = splitter_->count();
    for (int i = 0; i < count; ++i) splitter_->setStretchFactor(i, 1);
    splitter_->setSizes(QList<int>(count, std::max(1, width() / std::max(1, count))));
}

void TextsView::setSnapshot(const lens::GenerationSnapshot& snapshot) {
    const auto& streams = snapshot.streams;
    if (streams.empty()) return clear();
    const lens::GenerationSnapshot before = std::exchange(shown_, snapshot);
    setPaneCount(int(streams.size()));
    const bool nothing_new = looksTheSame(before, shown_);
    std::size_t tokens = 0;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        // The baseline's text may be the same and what it is measured with another.
        const bool measured_otherwise =
            i < before.streams.size() && measuredWith(before, int(i)) != measuredWith(shown_, int(i));
        if (measured_otherwise) panes_[i]->setMeasures(nullptr);
        if (!nothing_new || panes_[i]->stream() == nullptr) stale_[i] = true;
        tokens += streams[i].ids.size();
    }
    if (tokens > tokens_at_once) return turn_.start();
    for (int i = 0; i < paneCount(); ++i) takeOver(i);
    textsHaveChanged();
}

void TextsView::takeOver(int stream) {
    const auto at = std::size_t(stream);
    if (!stale_[at] || at >= shown_.streams.size()) return;
    stale_[at] = false;
    panes_[at]->setStream(shown_.streams[at], marksOf(shown_, at));
}

void TextsView::takeOverNext() {
    for (int i = 0; i < paneCount(); ++i) {
        const int stream = (next_stale_ + i) % paneCount();
        if (!stale_[std::size_t(stream)]) continue;
        takeOver(stream);
        next_stale_ = stream + 1;
        return;
    }
    turn_.stop();
    textsHaveChanged();
}

void TextsView::textsHaveChanged() {
    search_->refresh();
    refreshToken();
    showProgress();
}

void TextsView::setOrigin(TextOrigin origin) { origin_ = std::move(origin); }

void TextsView::setPlans(std::span<const lens::StreamPlan> plans) {
    setPaneCount(int(plans.size()));
    for (std::size_t i = 0; i < plans.size(); ++i) {
        lens::StreamSnapshot stream;
        stream.distortion = plans[i].distortion;
        panes_[i]->setTitle(streamTitle(stream));
    }
}

void TextsView::setCosine(int stream, std::optional<double> cosine) {
    if (stream >= 0 && stream < paneCount()) pane(stream)->setCosine(cosine);
}

void TextsView::setMeasures(int stream, MeasuresPointer measures) {
    if (stream < 0 || stream >= paneCount() || pane(stream)->stream() == nullptr) return;
    const lens::StreamSnapshot& measured = *pane(stream)->stream();
    // A stream that was pinned before it was measured is still the same one.
    for (std::size_t i = 0; i < pins_.size(); ++i) {
        PinnedStream& pin = pins_[i];
        const bool same = pin.origin.prompt == origin_.prompt &&
                          pin.origin.model.path == origin_.model.path &&
                          pin.stream.distortion == measured.distortion && pin.stream.ids == measured.ids &&
                          pin.measured_with == measuredWith(shown_, stream);
        if (!same) continue;
        pin.measures = measures;
        pinned_panes_[i]->setMeasures(measures);
    }
    pane(stream)->setMeasures(std::move(measures));
    refreshToken();
    showProgress();
}

void TextsView::showProgress() {
    std::size_t measured = 0;
    std::size_t all = 0;
    for (const TextPane* pane : panes_) {
        if (pane->measures()) measured += pane->measures()->tokens.size();
        if (pane->stream() != nullptr) all += pane->stream()->ids.size();
    }
    tools_->setMeasured(int(measured), shown_.finished ? int(all) : int(measured));
}

void TextsView::setWaiting() {
    for (auto* pane : panes_) pane->setWaiting();
}

void TextsView::setError(const QString& sentence) {
    stale_.assign(panes_.size(), false);
    for (auto* pane : panes_) pane->setError(sentence);
    refreshToken();
}

void TextsView::clear() {
    shown_ = {};
    stale_.assign(panes_.size(), false);
    turn_.stop();
    origin_ = {};
    nearest_.reset();
    for (auto* pane : panes_) pane->clear();
    refreshToken();
    showProgress();
}

void TextsView::showSettings(const Settings& settings) {
    tools_->showSettings(settings);
    link_->setEnabled(settings.link_scrolling);
    view_ = settings.text_view;
    for (TextPane* pane : allPanes()) pane->setView(view_);
}

Settings TextsView::applied(Settings settings) const { return tools_->applied(std::move(settings)); }

void TextsView::find() { search_->begin(); }
void TextsView::findNext() { search_->next(); }
void TextsView::findPrevious() { search_->previous(); }

std::vector<lens::MeasuredText> TextsView::measured() const {
    std::vector<lens::MeasuredText> measured;
    for (int stream = 0; stream < int(shown_.streams.size()); ++stream)
        measured.push_back({measuredWith(shown_, stream), pane(stream)->measures()});
    return measured;
}

void TextsView::pin(int stream) {
    if (stream < 0 || stream >= paneCount() || pane(stream)->stream() == nullptr) return;
    const TextPane& source = *pane(stream);
    PinnedStream pinned{.origin = origin_,
                        .stream = *source.stream(),
                        .baseline = {},
                        .cosine = source.cosine(),
                        .measures = source.measures(),
                        .measured_with = measuredWith(shown_, stream)};
    const bool unfinished = pinned.stream.state == lens::StreamSnapshot::State::writing;
    if (unfinished) pinned.stream.state = lens::StreamSnapshot::State::stopped;
    if (const auto* baseline = baselineOf(shown_); baseline && pinned.stream.distortion)
        pinned.baseline = *baseline;
    TextPane* pane = makePane();
    pane->setOrigin(originText(pinned.origin));
    pane->setStream(pinned.stream, markText(pinned.stream, pinned.baseline ? &*pinned.baseline : nullptr));
    pane->setCosine(pinned.cosine);
    pane->setMeasures(pinned.measures);
    connect(pane, &TextPane::pinAsked, this, [this, pane] { unpinPane(pane); });
    splitter_->addWidget(pane);
    pins_.push_back(std::move(pinned));
    pinned_panes_.push_back(pane);
    spread();
    search_->refresh();
}

void TextsView::unpinPane(const TextPane* pane) {
    const auto found = std::ranges::find(pinned_panes_, pane);
    if (found != pinned_panes_.end()) unpin(int(found - pinned_panes_.begin()));
}

void TextsView::unpin(int pin) {
    TextPane* pane = pinnedPane(pin);
    const bool focused = pane->isAncestorOf(focusWidget());
    pins_.erase(pins_.begin() + pin);
    pinned_panes_.erase(pinned_panes_.begin() + pin);
    if (token_pane_ == pane) popup_->hide();
    pane->hide();
    pane->deleteLater();  // its own button may have asked
    if (focused) panes_.back()->body()->setFocus();
    spread();
    search_->refresh();
}

TextsView::PaneFacts TextsView::factsOf(const TextPane* pane) const {
    if (const auto live = std::ranges::find(panes_, pane); live != panes_.end()) {
        const int stream = int(live - panes_.begin());
        if (stream >= int(shown_.streams.size()) || pane->stream() == nullptr) return {};
        return {pane->stream(), measuredWith(shown_, stream), pane->measures(), true};
    }
    const auto pinned = std::ranges::find(pinned_panes_, pane);
    if (pinned == pinned_panes_.end()) return {};
    const PinnedStream& pin = pins_[std::size_t(pinned - pinned_panes_.begin())];
    return {&pin.stream, pin.measured_with, pin.measures, pin.origin.model.path == origin_.model.path};
}

TokenFacts TextsView::tokenFacts(const TextPane* pane, int token) const {
    const PaneFacts facts = factsOf(pane);
    const auto at = std::size_t(token);
    const Span span = pane->body()->tokenSpan(token);
    lens::StreamSnapshot distorted;
    distorted.distortion = facts.distortion;
    TokenFacts known{.stream = pane->title(),
                     .position = token,
                     .id = facts.stream->ids[at],
                     .piece = chipLabel(pane->text().mid(span.begin, span.end - span.begin).toStdString()),
                     .distorted = streamTitle(distorted),
                     .measured = {},
                     .nearest = {},
                     .no_nearest = {}};
    if (!facts.of_open_model)
        known.no_nearest = tr("To see the nearest tokens, open the model of this text.");
    else if (nearest_ && nearest_->id == known.id && nearest_->distortion == facts.distortion)
        known.nearest = nearest_;
    else
        known.no_nearest = nearest_error_;
    if (facts.measures && at < facts.measures->tokens.size()) {
        known.measured = facts.measures->tokens[at];
        known.piece = chipLabel(known.measured->piece);
    }
    return known;
}

void TextsView::showToken(TextPane* pane, int token) {
    const PaneFacts facts = factsOf(pane);
    if (facts.stream == nullptr || std::size_t(token) >= facts.stream->ids.size()) return;
    if (popup_->isVisible() && token_pane_ == pane && token_ == token) return popup_->takeFocus();
    token_pane_ = pane;
    token_ = token;
    nearest_error_.clear();
    const TokenFacts known = tokenFacts(pane, token);
    const QRect rect = pane->body()->tokenRect(token);
    const QPoint corner = pane->body()->viewport()->mapTo(window(), rect.topLeft());
    popup_->showFacts(known, window(), QRect(corner, rect.size()));
    if (facts.of_open_model && !known.nearest) Q_EMIT nearestAsked(known.id, facts.distortion);
    Q_EMIT tokenShown();
}

bool TextsView::looksIntoLoop() const {
    if (!popup_->isVisible() || !token_pane_ || token_ >= token_pane_->body()->tokenCount()) return false;
    const auto& loop = token_pane_->body()->marks().loop;
    const int begin = token_pane_->body()->tokenSpan(token_).begin;
    return loop && begin >= loop->span.begin && begin < loop->span.end;
}

// More may be known of the token on the sheet, or it may be gone.
void TextsView::refreshToken() {
    if (!popup_->isVisible()) return;
    const PaneFacts facts = token_pane_ ? factsOf(token_pane_) : PaneFacts();
    if (facts.stream == nullptr || token_ >= token_pane_->body()->tokenCount()) return popup_->dismiss();
    popup_->setFacts(tokenFacts(token_pane_, token_));
}

void TextsView::setNearest(NearestPointer nearest) {
    nearest_ = std::move(nearest);
    refreshToken();
}

void TextsView::setNearestError(const QString& sentence) {
    nearest_error_ = sentence;
    refreshToken();
}

void TextsView::setMeasuringError(const QString& sentence) { tools_->setNote(sentence); }

// Esc closes what was opened here before it stops what is being written.
bool TextsView::event(QEvent* event) {
    const bool escape =
        event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (escape && (popup_->isVisible() || !find_bar_->isHidden())) event->accept();
    return QWidget::event(event);
}

void TextsView::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    if (popup_->isVisible()) return popup_->dismiss();
    if (!find_bar_->isHidden()) return search_->end();
    QWidget::keyPressEvent(event);
}

// The sheet is a child of the window: it must go where its token goes.
void TextsView::resizeEvent(QResizeEvent* event) {
    LeastHeight::resizeEvent(event);
    popup_->dismiss();
}

void TextsView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    popup_->hide();
}

}  // namespace lossylens::ui
