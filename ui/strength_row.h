#pragma once

#include <QWidget>

#include "ui/session.h"

class QCheckBox;
class QComboBox;
class QActionGroup;
class QSpinBox;
class QToolButton;

namespace lossylens::ui {

// Under the curve: the quality as a number, what kind of distortion and variant of it, which tokens it
// touches, the control, whether texts go on past their end, and whether all filmed qualities are written.
class StrengthRow : public QWidget {
    Q_OBJECT

public:
    explicit StrengthRow(QWidget* parent = nullptr);

    void showSettings(const Settings& settings);  // emits nothing
    // `settings` with what this row says.
    [[nodiscard]] Settings applied(Settings settings) const;
    [[nodiscard]] QSpinBox* quality() const { return quality_; }
    [[nodiscard]] QComboBox* distortion() const { return distortion_; }
    [[nodiscard]] QToolButton* variant() const { return variant_; }
    [[nodiscard]] QComboBox* scope() const { return scope_; }
    [[nodiscard]] QCheckBox* control() const { return control_; }
    [[nodiscard]] QCheckBox* pastEnd() const { return past_end_; }
    [[nodiscard]] QCheckBox* filmstrip() const { return filmstrip_; }

Q_SIGNALS:
    void changed();

private:
    void fill();
    void fillVariant();
    void showVariant();

    QSpinBox* quality_;
    QComboBox* distortion_;
    QToolButton* variant_;  // of the distortion: how it draws, and what comes then
    QActionGroup *draws_, *finishes_;
    QComboBox* scope_;
    QCheckBox* control_;
    QCheckBox* past_end_;
    QCheckBox* filmstrip_;
};

}  // namespace lossylens::ui
