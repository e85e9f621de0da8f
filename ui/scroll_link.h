#pragma once

#include <QObject>
#include <QPointer>
#include <vector>

namespace lossylens::ui {

class MarkedText;

// Texts that scroll together by the position of their tokens: what was written in the same step stands at the
// top of each. All begin at the end of their prompt, so up to their divergence they show the same words, and
// past it they are equally far from it. Texts without tokens follow by proportion.
class ScrollLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void add(MarkedText* text);
    void setEnabled(bool enabled) { enabled_ = enabled; }
    [[nodiscard]] bool isEnabled() const { return enabled_; }

private:
    void follow(const MarkedText* leader);

    std::vector<QPointer<MarkedText>> texts_;
    bool enabled_ = true;
    bool following_ = false;
};

}  // namespace lossylens::ui
