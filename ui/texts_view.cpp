#include "ui/texts_view.h"

#include <algorithm>

namespace lossylens::ui {

TextsView::TextsView(QWidget* parent) : QSplitter(Qt::Horizontal, parent), link_(new ScrollLink(this)) {
    setChildrenCollapsible(false);
    setPaneCount(2);
    panes_[0]->setTitle(tr("Baseline"));
    panes_[1]->setTitle(tr("Distorted"));
}

void TextsView::setPaneCount(int count) {
    if (count == paneCount()) return;
    while (paneCount() > count) {
        delete panes_.back();
        panes_.pop_back();
    }
    while (paneCount() < count) {
        auto* pane = new TextPane(this);
        link_->add(pane->body());
        addWidget(pane);
        setStretchFactor(paneCount(), 1);
        panes_.push_back(pane);
    }
    setSizes(QList<int>(count, std::max(1, width() / std::max(1, count))));
}

void TextsView::setSnapshot(const lens::GenerationSnapshot& snapshot) {
    const auto& streams = snapshot.streams;
    if (streams.empty()) return clear();
    setPaneCount(int(streams.size()));
    const auto baseline =
        std::find_if(streams.begin(), streams.end(), [](const auto& s) { return !s.distortion; });
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const bool compares = baseline != streams.end() && streams[i].distortion;
        panes_[i]->setStream(streams[i], compares ? &*baseline : nullptr);
    }
}

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

void TextsView::setWaiting() {
    for (auto* pane : panes_) pane->setWaiting();
}

void TextsView::setError(const QString& sentence) {
    for (auto* pane : panes_) pane->setError(sentence);
}

void TextsView::clear() {
    for (auto* pane : panes_) pane->clear();
}

}  // namespace lossylens::ui
