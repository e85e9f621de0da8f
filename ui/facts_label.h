#pragma once

#include <QLabel>
#include <map>
#include <optional>

namespace lossylens::ui {

// Rich text that changes at every move of the slider. Layouts ask a label for its size many times a change,
// and QLabel lays its text out anew for each of them: this one does so once a width.
class FactsLabel : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;
    void showFacts(const QString& html);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void forget();

    mutable std::optional<QSize> size_, least_;
    mutable std::map<int, int> heights_;  // by width
};

}  // namespace lossylens::ui
