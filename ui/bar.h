#pragma once

#include <QWidget>

#include "lens/subject.h"
#include "ui/session.h"

class QAction;
class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace lossylens::ui {

// The row at the top: model, Generate or Stop, how the text is sampled, presets, export and the rest.
class Bar : public QWidget {
    Q_OBJECT

public:
    explicit Bar(QWidget* parent = nullptr);

    void showSettings(const Settings& settings);  // emits nothing
    [[nodiscard]] nn::Sampling sampling() const;
    [[nodiscard]] int newTokens() const;

    void showModel(const lens::SubjectInfo* model,
                   nn::Precision precision = nn::Precision::stored);  // null: none is open
    void showModelLoading(const QString& name);
    void showGenerating(bool generating);
    [[nodiscard]] QPushButton* generateButton() const { return generate_; }
    [[nodiscard]] QPushButton* modelButton() const { return model_; }
    [[nodiscard]] QToolButton* die() const { return die_; }
    // Menus that the window fills.
    [[nodiscard]] QMenu* presetMenu() const { return preset_menu_; }
    [[nodiscard]] QMenu* exportMenu() const { return export_menu_; }
    [[nodiscard]] QMenu* moreMenu() const { return more_menu_; }
    void addLayouts(const QList<QAction*>& layouts);  // as a row of switches

Q_SIGNALS:
    void modelPageAsked();
    void generateAsked();
    void stopAsked();
    void samplingChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void colourGenerate();
    void fitLabels();
    void addSampling();
    QWidget* labelled(const QString& label, QWidget* field);
    QMenu* addMenu(const QString& title);
    void throwDie();
    void enableFields();

    QPushButton* model_;
    QPushButton* generate_;
    QSpinBox* seed_;
    QCheckBox* greedy_;
    QDoubleSpinBox* temperature_;
    QSpinBox* top_k_;
    QDoubleSpinBox* top_p_;
    QSpinBox* new_tokens_;
    QToolButton* die_;
    QMenu *preset_menu_, *export_menu_, *more_menu_;
    QList<QLabel*> labels_;
    bool generating_ = false;
};

// "98 MB", as people count.
[[nodiscard]] QString sizeText(std::uint64_t bytes);

}  // namespace lossylens::ui
