#pragma once

#include <QSplitter>

namespace lossylens::ui {

// Divides its room by shares, as far as its parts' least sizes allow, until somebody moves a handle, and asks
// for no more than they need: a QSplitter's size and division depend on what its parts once asked for.
class ShareSplitter : public QSplitter {
    Q_OBJECT
public:
    ShareSplitter(Qt::Orientation orientation, const QList<int>& shares, QWidget* parent = nullptr);
    void restoreDivision(const QByteArray& state);  // what saveState() gave after a handle was moved
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void divide();

    QList<int> shares_;
    bool moved_ = false;  // by a person
};

}  // namespace lossylens::ui
